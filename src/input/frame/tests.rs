use crate::growth::assert_linear;
use crate::input::mend;
use crate::message::DamageKind::{self, *};

/// A header as a receiver and its sender write it.
const HEADER: &str = "Received: from a.example (a.example [192.0.2.1])\n\tby mx.example with ESMTP id 1;\n\tSat, 02 May 2026 10:00:09 +0000\nReceived: from b.example by a.example;\n\tSat, 02 May 2026 10:00:05 +0000\nDate: Sat, 02 May 2026 10:00:00 +0000\nFrom: A <a@a.example>\nSubject: hello\n";

fn mended(raw: &str) -> (String, Vec<DamageKind>, Vec<String>) {
    let mended = mend(raw.as_bytes()).unwrap();
    let texts = mended.damage.iter().map(|one| one.text().into_owned());
    let texts = texts.collect();
    (
        String::from_utf8(mended.bytes.into_owned()).unwrap(),
        mended.damage.iter().map(|damage| damage.kind).collect(),
        texts,
    )
}

#[track_caller]
fn becomes_header(raw: &str, kinds: &[DamageKind]) {
    let (text, found, _) = mended(raw);
    assert_eq!(text, HEADER, "{raw:?}");
    assert_eq!(found, kinds, "{raw:?}");
}

fn each_line(change: impl Fn(usize, &str) -> String) -> String {
    let lines = HEADER.lines().enumerate();
    lines
        .map(|(at, line)| change(at + 1, line) + "\n")
        .collect()
}

#[test]
fn a_header_comes_out_of_what_stands_around_it() {
    let marked = |mark: &str| each_line(|_, line| format!("{mark}{line}"));
    becomes_header(&format!("Is this real?\n\n{HEADER}"), &[TextAbove]);
    becomes_header(&format!("Note: see below\n\n{HEADER}"), &[TextAbove]);
    becomes_header(
        &format!("Ann wrote:\n{}", marked("> ")),
        &[TextAbove, QuotedPaste],
    );
    becomes_header(
        &format!("One:\n\n{}", marked("\u{a0}\u{a0}")),
        &[TextAbove, IndentedPaste],
    );
    becomes_header(&format!("```text\n{HEADER}```\nBob\n"), &[CodeBlock]);
    becomes_header(
        &format!("See\n{{code:title=x}}\n{HEADER}{{code}}\n"),
        &[TextAbove, CodeBlock],
    );
    becomes_header(&marked("| "), &[LinePrefix]);
    becomes_header(
        &each_line(|at, line| format!("{at:4}\t{line}")),
        &[LinePrefix],
    );
    becomes_header(
        &each_line(|at, line| format!("{at}: {line}")),
        &[LinePrefix],
    );
    becomes_header(&HEADER.replace('\n', "\n\n"), &[DoubleSpaced]);
    becomes_header(&HEADER.replace('\n', "\\r\\n"), &[EscapedLineEnds]);
    becomes_header(
        &format!("\"{}\"", HEADER.replace('\n', "\\n").replace('\t', "\\t")),
        &[EscapedLineEnds],
    );
    let python = format!("'{}", HEADER.replace('\n', "\\r\\n").replace('\t', "\\t"));
    becomes_header(&python, &[EscapedLineEnds]);
}

#[test]
fn columns_become_fields() {
    let rows = [
        ("Received", "from a.example by b.example"),
        ("From", "a@a.example"),
        ("Subject", ""),
    ];
    let text = "Received: from a.example by b.example\nFrom: a@a.example\nSubject: \n";
    for row in [
        |name: &str, value: &str| format!("{name}\t{value}\n"),
        |name: &str, value: &str| format!("| {name} | {value} |\n"),
        |name: &str, value: &str| format!("|{name}|{value}|\r\n"),
    ] {
        let table: String = rows.iter().map(|(name, value)| row(name, value)).collect();
        let (mended, kinds, _) = mended(&table);
        assert_eq!(mended, text, "{table:?}");
        assert_eq!(kinds[0], TableColumns, "{table:?}");
    }
}

#[test]
fn what_was_passed_over_is_said_with_its_lines() {
    for (raw, said) in [
        (
            format!("Hi\nthere\n\n{HEADER}"),
            "has text above the header, which was skipped (lines 1\u{2013}2)",
        ),
        (
            format!("Hi\n\n{}", HEADER.replace("Date", "\nDate")),
            "has empty lines within the header; they were removed (line 8)",
        ),
        (
            format!("```\n{HEADER}```\nBob\n"),
            "is in a code block; its marks, and what follows it, were removed (lines 1 and 10\u{2013}11)",
        ),
        (
            format!("{HEADER}DKIM-Signature: v=1; b=\n\nTo: b@b.example\nX-Y: 1\n"),
            "has more header fields below an empty line; they were read as the body (lines 11\u{2013}12)",
        ),
        (
            format!(
                "\n{}",
                HEADER.replace("Date", "\nDate").replace('\n', "\\n")
            ),
            "has empty lines within the header; they were removed (line 2)",
        ),
        (
            format!(
                "Hi\n\n{}",
                HEADER.replace("Date", "\nDate").replace('\n', "\\n")
            ),
            "has empty lines within the header; they were removed (line 3)",
        ),
        (
            format!("```\n{}```\nBob\n", HEADER.replace("Date", "\nDate")),
            "has empty lines within the header; they were removed (line 7)",
        ),
    ] {
        let texts = mended(&raw).2;
        assert!(texts.iter().any(|text| text == said), "{raw:?}: {texts:?}");
    }
}

#[test]
fn empty_lines_are_passed_over_where_no_message_has_them() {
    let broken = HEADER.replacen("\n\tby", "\n\n\tby", 1);
    becomes_header(&broken, &[DoubleSpaced]);
    becomes_header(&HEADER.replacen("\nDate", "\n\nDate", 1), &[BlankLines]);
    let lacks_date = HEADER.replacen("Date: Sat, 02 May 2026 10:00:00 +0000\n", "", 1);
    let (text, kinds, _) = mended(&lacks_date.replacen("\nSubject", "\n\nSubject", 1));
    assert_eq!((text, kinds), (lacks_date, vec![BlankLines]));
    // A header that has what each must have may have ended.
    let whole = HEADER.replacen("\nSubject", "\n\nSubject", 1);
    let (text, kinds, _) = mended(&whole);
    assert_eq!((text, kinds), (whole, vec![FieldsBelowBlank]));
    // The body of a spaced-out message begins at the longer gap.
    let (text, kinds, _) = mended(&format!("{HEADER}\nbody\n").replace('\n', "\n\n"));
    assert!(
        text.starts_with(HEADER) && text.contains("\n\nbody"),
        "{text:?}"
    );
    assert_eq!(kinds, [DoubleSpaced]);
    // It is spaced out as well, and what it was before can be verified.
    let sent = format!("{HEADER}\nDear Bob\n\nHow are you?\n");
    assert_eq!(mended(&sent.replace('\n', "\n\n")).0, sent);
    let (text, _, _) = mended(&format!("{}more\nmore\n", sent.replace('\n', "\n\n")));
    assert!(
        text.ends_with("\n\nHow are you?\n\nmore\nmore\n"),
        "{text:?}"
    );
    // One without it, at the first line that is no field.
    let (text, _, _) = mended(&format!("{HEADER}Dear Bob\nHow are you\n").replace('\n', "\n\n"));
    assert!(text.starts_with(&format!("{HEADER}\nDear")), "{text:?}");
}

/// What a sender writes behind the receiver's field.
#[test]
fn a_sender_cannot_bring_it_about() {
    let top = "Received: from a.example (a.example [192.0.2.1])\n\tby mx.example with ESMTP id 1;\n\tSat, 02 May 2026 10:00:09 +0000\n";
    let own = "Date: Sat, 02 May 2026 10:00:00 +0000\nFrom: a@a.example\nDKIM-Signature: v=1; d=bank.example; b=AAAA\n";
    for (header, body) in [
        (
            own.to_owned(),
            "From: ceo@bank.example\nSubject: x\n\nhello\n".to_owned(),
        ),
        (own.to_owned(), format!("Hi\n\n{HEADER}\nhello\n")),
        (own.to_owned(), HEADER.replace('\n', "\n\n")),
        (own.to_owned(), "```\nFrom: b@b.example\n```\n".to_owned()),
        (
            own.to_owned(),
            "From:\tb@b.example\nSPF:\tPASS\nDKIM:\tPASS\n\nReceived: from x by y\n".to_owned(),
        ),
        (
            format!("SPF: PASS\nDKIM: PASS\nSent: now\n{own}"),
            HEADER.to_owned(),
        ),
        (
            format!("List-Id: a[.]example\nX: hxxp://a[.]example\n{own}"),
            String::new(),
        ),
        (format!("X-Y: a\n\u{a0}b\n\u{a0}c\n{own}"), String::new()),
        (
            format!("X: From: b \\n\\nTo: c\n| a\n> b\n{own}"),
            "x\n".to_owned(),
        ),
    ] {
        let raw = format!("{top}{header}\n{body}");
        let (text, kinds, _) = mended(&raw);
        assert_eq!(text, raw);
        // That fields stand below is said, no more.
        assert!(
            kinds.iter().all(|kind| *kind == FieldsBelowBlank),
            "{raw:?}: {kinds:?}"
        );
    }
}

/// One Received alone above an empty line is what a receiver writes that adds no more; two blank-separated halves are not.
#[test]
fn fields_apart_make_a_header_only_below_a_whole_received() {
    let spaced = "To: b@b.example\n\nSubject: x\n\nMessage-ID: <1@a.example>\n\nHello\nyou\n";
    let (text, kinds, _) = mended(spaced);
    assert_eq!((text.as_str(), kinds), (spaced, vec![]));
    let (top, _) = HEADER.split_once("Received: from b").unwrap();
    let (text, kinds, _) = mended(&format!("{top}\n{spaced}"));
    assert!(
        text.starts_with(&format!("{top}To: b@b.example\nSubject: x\n")),
        "{text:?}"
    );
    assert_eq!(kinds, [DoubleSpaced]);
    assert!(!DoubleSpaced.alters_header());
}

#[test]
fn only_received_begins_a_header_at_once() {
    for note in [
        "Message-ID: is odd in this one\n\nI think.\n\n",
        "Hi\n\nReturn-Path: is odd in this one\nso I ask\n\n",
    ] {
        let (text, kinds, _) = mended(&format!("Hello\n\n{note}{HEADER}"));
        assert_eq!(
            (text.as_str(), kinds),
            (HEADER, vec![TextAbove]),
            "{note:?}"
        );
    }
    // A label of a mail program's counts at the head of what it forwards, not in a text.
    let told = format!(
        "From: bob@b.example\nTo: help@b.example\nDate: now\n\nIs this real?\nSent: from my phone\n\n{HEADER}"
    );
    assert_eq!(mended(&told).0, told);
}

#[test]
fn a_byte_order_mark_stays_where_it_was() {
    for paste in [
        format!("Hi\n\n{HEADER}"),
        format!("```\n{HEADER}```\n"),
        HEADER.replace('\n', "\\n"),
        each_line(|at, line| format!("{at}: {line}")),
        each_line(|_, line| format!("> {line}")),
        HEADER.replace('\n', "\n\n"),
    ] {
        let (text, _, _) = mended(&format!("\u{feff}{paste}"));
        assert_eq!(text, format!("\u{feff}{HEADER}"), "{paste:?}");
    }
}

/// What a message begins with that is none of a paste.
#[test]
fn what_the_message_reader_knows_is_left_to_it() {
    for raw in [
        format!("From ann@a.example Sat May  2 10:00:00 2026\n{HEADER}\nbody\n"),
        format!("\u{feff}{HEADER}\nbody\n"),
        format!("\n\n{HEADER}\nbody\n"),
        format!("junk\n{HEADER}\nbody\n"),
        format!("X-Unknown: 1\n\tSubject: no field\n{HEADER}\nbody\n"),
        format!("Note: without an empty line\n{HEADER}\nbody\n"),
        format!(">From ann@a.example Sat\n{HEADER}\nbody\n"),
    ] {
        let (text, kinds, _) = mended(&raw);
        assert_eq!((text.as_str(), kinds), (raw.as_str(), vec![]));
    }
}

#[test]
fn mending_costs_its_length() {
    let signed = format!("{HEADER}DKIM-Signature: v=1; b=\n\n");
    for (head, unit) in [
        (HEADER, "\nX: y\n"),
        (HEADER, "\n\n"),
        ("", "Received: a\n\n"),
        ("", "Received: a\n\nb\n\n"),
        ("Received: a\n\nFrom: a\n\nTo: b\n\n", "loose\n\n"),
        ("", "From: a\n\n"),
        ("", "> From: a\n"),
        ("", "| From | a |\n"),
        ("```\n", "```x\n"),
        ("```\nFrom: a\n", "\n``` ```"),
        ("From: ", "a\\n"),
        ("From: a ", "From: a@b "),
        ("Received: [.]", "hxxp [ ( { hxxps"),
        ("Received: a\n\u{a0}", "\u{a0}"),
        ("", "1: From: a\n"),
        ("", "SPF: a\n"),
        (&signed, "To: b\n"),
        (&signed, "X: b\n\n"),
        ("", "\r"),
        ("From: a\r", "\rb"),
        ("Received: a\r", "\rX-A: b\r"),
        ("From: a\r\rFrom: a\r\rTo: b\r\r", "loose\r\r"),
    ] {
        assert_linear(&format!("{head:?} {unit:?}"), 400_000, |length| {
            let raw = format!("{head}{}To: b\n", unit.repeat(length / unit.len()));
            let _ = mend(raw.as_bytes());
        });
    }
}
