//! What copying does to a header: one row a kind of paste, written without a look at how pastes are read.

/// Something that happens to a header while it is copied.
pub struct Damage {
    /// The group that it counts in, and which way of it this is.
    pub name: &'static str,
    pub way: &'static str,
    /// The header, lines ending with LF, and a number that is the header's own.
    pub apply: fn(&str, usize) -> String,
}

#[rustfmt::skip]
pub const DAMAGES: &[Damage] = &[
    Damage { name: "nbsp", way: "each space of the indentation", apply: |h, _| indentation(h, |white| "\u{a0}".repeat(white.chars().count())) },
    Damage { name: "nbsp", way: "a tab as four", apply: |h, _| indentation(h, |white| "\u{a0}".repeat(4 * white.len())) },
    Damage { name: "nbsp", way: "with a space before", apply: |h, _| indentation(h, |white| format!(" {}", "\u{a0}".repeat(white.len()))) },
    Damage { name: "blank between", way: "folding kept", apply: |h, _| h.replace('\n', "\n\n") },
    Damage { name: "blank between", way: "CRLF, two blank lines", apply: |h, _| h.replace('\n', "\r\n\r\n\r\n") },
    Damage { name: "blank between", way: "folding lost", apply: |h, _| unindented(h).replace('\n', "\n\n") },
    Damage { name: "written ends", way: r"\r\n", apply: |h, _| h.replace('\n', r"\r\n") },
    Damage { name: "written ends", way: r"\n", apply: |h, _| h.replace('\n', r"\n") },
    Damage { name: "written ends", way: "a JSON string", apply: |h, _| serde_json::to_string(&h.replace('\n', "\r\n")).expect("text") },
    Damage { name: "defanged", way: "[.] hxxp [@]", apply: |h, _| defanged(h, "[.]", "[@]") },
    Damage { name: "defanged", way: "[.] hxxp [at]", apply: |h, _| defanged(h, "[.]", "[at]") },
    Damage { name: "defanged", way: "[dot]", apply: |h, _| defanged(h, "[dot]", "@") },
    Damage { name: "note above", way: "two lines", apply: |h, _| format!("Hi team, please check this one:\nIt came in this morning.\n\n{h}") },
    Damage { name: "note above", way: "with a colon", apply: |h, _| format!("Please check: the mail below\n\n{h}") },
    Damage { name: "note above", way: "like fields", apply: |h, _| format!("Hi:\nNote: see the mail below.\nThanks: Bob\n\n{h}") },
    Damage { name: "note above", way: "no blank line", apply: |h, _| format!("Please check: the mail below\n{h}") },
    Damage { name: "note above", way: "long, with a line about From", apply: |h, _| format!("{}\nFrom: is odd in this one, I think.\nBob\n\n-----\n\n{h}", "A customer sent us this.\n\n".repeat(12)) },
    Damage { name: "note above", way: "and a signature below", apply: |h, _| format!("Is this real?\n\n{h}\nThanks,\nBob\n") },
    Damage { name: "table above", way: "Gmail, tabs", apply: |h, _| gmail(h, "\t") },
    Damage { name: "table above", way: "Gmail, lines", apply: |h, _| gmail(h, "\n") },
    Damage { name: "table above", way: "Gmail, spaces, no buttons", apply: |h, _| gmail(h, " ").replace("Download Original\nCopy to clipboard\n", "") },
    Damage { name: "table above", way: "Outlook's forward", apply: |h, _| format!("From: Ann Lee <ann@example.com>\nSent: Monday, March 4, 2024 9:13 AM\nTo: Help Desk <help@example.com>\nSubject: FW: is this real\n\n{h}") },
    Damage { name: "blanks within", way: "one", apply: |h, own| blank_lines(h, own, 1) },
    Damage { name: "blanks within", way: "three", apply: |h, own| blank_lines(h, own, 3) },
    Damage { name: "blanks within", way: "before each field", apply: |h, _| h.split_inclusive('\n').map(|line| if line.starts_with([' ', '\t']) { line.to_owned() } else { format!("\n{line}") }).collect() },
    Damage { name: "one line", way: "unfolded", apply: |h, _| one_line(h) },
    Damage { name: "one line", way: "spaces kept", apply: |h, _| h.replace('\n', " ") },
    Damage { name: "quoted", way: "> ", apply: |h, _| each_line(h, |_, line| format!("> {line}")) },
    Damage { name: "quoted", way: "note above", apply: |h, _| format!("On Monday, Ann wrote:\n\n{}", each_line(h, |_, line| format!("> {line}"))) },
    Damage { name: "quoted", way: "note in the quotation", apply: |h, _| each_line(&format!("Please check:\n\n{h}"), |_, line| format!("> {line}")) },
    Damage { name: "quoted", way: ">> and blank lines", apply: |h, _| each_line(h, |_, line| format!(">> {line}\n")) },
    Damage { name: "indented", way: "four spaces", apply: |h, _| each_line(h, |_, line| format!("    {line}")) },
    Damage { name: "indented", way: "a tab", apply: |h, _| each_line(h, |_, line| format!("\t{line}")) },
    Damage { name: "indented", way: "note above", apply: |h, _| format!("This one:\n\n{}", each_line(h, |_, line| format!("    {line}"))) },
    Damage { name: "indented", way: "NBSP", apply: |h, _| each_line(h, |_, line| format!("\u{a0}\u{a0}{line}")) },
    Damage { name: "ticket", way: "line numbers of cat -n", apply: |h, _| each_line(h, |at, line| format!("{at:6}\t{line}")) },
    Damage { name: "ticket", way: "numbers with a colon", apply: |h, _| each_line(h, |at, line| format!("{at}: {line}")) },
    Damage { name: "ticket", way: "Markdown fence", apply: |h, _| format!("Please check\n\n```\n{h}```\n") },
    Damage { name: "ticket", way: "Slack's fence", apply: |h, _| format!("```{}```\n", h.trim_end()) },
    Damage { name: "ticket", way: "Jira's noformat", apply: |h, _| format!("Headers:\n{{noformat}}\n{h}{{noformat}}\n\nBob\n") },
    Damage { name: "ticket", way: "bars", apply: |h, _| each_line(h, |_, line| format!("| {line}")) },
    Damage { name: "ticket", way: "name, tab, value", apply: |h, _| columns(h, |name, value| format!("{name}\t{value}")) },
    Damage { name: "ticket", way: "Markdown table", apply: |h, _| format!("| Name | Value |\n|---|---|\n{}", columns(h, |name, value| format!("| {name} | {value} |"))) },
    Damage { name: "rewrapped", way: "each line", apply: |h, _| unindented(h).lines().map(|line| wrapped(line, 72)).collect() },
    Damage { name: "rewrapped", way: "each field", apply: |h, _| unfolded(h).iter().map(|field| wrapped(field, 72)).collect() },
    Damage { name: "escaped", way: "HTML", apply: |h, _| h.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;") },
    Damage { name: "smart quotes", way: "\u{201c}\u{201d}", apply: |h, _| smart(h) },
    Damage { name: "folding lost", way: "no indentation", apply: |h, _| unindented(h) },
];

/// A header with the white space before each folded line changed.
fn indentation(header: &str, change: impl Fn(&str) -> String) -> String {
    let lines = header.split_inclusive('\n').map(|line| {
        let rest = line.trim_start_matches([' ', '\t']);
        let white = &line[..line.len() - rest.len()];
        if white.is_empty() {
            line.to_owned()
        } else {
            change(white) + rest
        }
    });
    lines.collect()
}

fn unindented(header: &str) -> String {
    indentation(header, |_| String::new())
}

fn each_line(header: &str, change: impl Fn(usize, &str) -> String) -> String {
    let lines = header.lines().enumerate();
    lines
        .map(|(at, line)| change(at + 1, line) + "\n")
        .collect()
}

/// The fields, each on one line.
pub fn unfolded(header: &str) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in header.lines() {
        match fields.last_mut() {
            Some(field) if line.starts_with([' ', '\t']) => {
                field.push(' ');
                field.push_str(line.trim());
            }
            _ => fields.push(line.trim_end().to_owned()),
        }
    }
    fields
}

fn one_line(header: &str) -> String {
    unfolded(header).join(" ") + "\n"
}

fn columns(header: &str, row: impl Fn(&str, &str) -> String) -> String {
    let fields = unfolded(header);
    let rows = fields
        .iter()
        .filter_map(|field| field.split_once(':'))
        // A mailbox's `From ` line is in no table.
        .filter(|(name, _)| !name.trim().contains(' '))
        .map(|(name, value)| row(name.trim(), value.trim()) + "\n");
    rows.collect()
}

fn wrapped(line: &str, width: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in line.split_whitespace() {
        let more = word.chars().count();
        if length > 0 && length + 1 + more > width {
            out.push('\n');
            length = 0;
        } else if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += more;
    }
    out + "\n"
}

/// Every dot between letters or digits, as tools do that break each name and address.
fn defanged(header: &str, dot: &str, at: &str) -> String {
    let chars: Vec<char> = header.chars().collect();
    let is_word = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(|c| c.is_alphanumeric())
    };
    let mut out = String::new();
    for (place, &c) in chars.iter().enumerate() {
        let is_within = is_word(place.checked_sub(1)) && is_word(Some(place + 1));
        match c {
            '.' if is_within => out.push_str(dot),
            '@' if is_within => out.push_str(at),
            _ => out.push(c),
        }
    }
    out.replace("http://", "hxxp://")
        .replace("https://", "hxxps://")
}

fn smart(header: &str) -> String {
    let mut opens = true;
    let turned = header.chars().map(|c| match c {
        '"' => {
            opens = !opens;
            if opens { '\u{201d}' } else { '\u{201c}' }
        }
        c => c,
    });
    turned.collect()
}

/// Empty lines before lines other than the first, chosen by a fixed sequence.
fn blank_lines(header: &str, own: usize, times: usize) -> String {
    let lines: Vec<&str> = header.split_inclusive('\n').collect();
    let places: Vec<usize> = (0..times)
        .map(|nth| 1 + (own * 7919 + nth * 104_729 + 13) % (lines.len() - 1).max(1))
        .collect();
    let broken = lines.iter().enumerate().map(|(at, line)| {
        if places.contains(&at) {
            format!("\n{line}")
        } else {
            (*line).to_owned()
        }
    });
    broken.collect()
}

/// Gmail's page "Show original", copied whole.
fn gmail(header: &str, between: &str) -> String {
    let fields = unfolded(header);
    let value = |name: &str| {
        let of = fields
            .iter()
            .filter_map(|field| field.split_once(':'))
            .find(|(of, _)| of.eq_ignore_ascii_case(name));
        of.map_or_else(|| "none".to_owned(), |(_, value)| value.trim().to_owned())
    };
    let row = |name: &str, value: &str| format!("{name}{between}{value}\n");
    [
        "Original Message\n".to_owned(),
        row("Message ID", &value("Message-ID")),
        row(
            "Created at:",
            "Tue, Mar 5, 2024 at 10:00 AM (Delivered after 5 seconds)",
        ),
        row("From:", &value("From")),
        row("To:", &value("To")),
        row("Subject:", &value("Subject")),
        row("SPF:", "PASS with IP 203.0.113.5 Learn more"),
        row("DKIM:", "'PASS' with domain example.org Learn more"),
        row("DMARC:", "'PASS' Learn more"),
        "\nDownload Original\nCopy to clipboard\n\n".to_owned(),
        header.to_owned(),
    ]
    .concat()
}
