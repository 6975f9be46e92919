use crate::growth::assert_linear;
use crate::input::mend;
use crate::message::DamageKind::{self, *};
use proptest::prelude::*;

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

/// What pastes are made of.
const PIECES: &[&str] = &[
    "Received: from x by y;\n",
    "\tSat, 02 May 2026 10:00:00 +0000\n",
    "From: b@b.example\n",
    "Date: now\n",
    "Subject:",
    "DKIM-Signature: v=1; b=A\n",
    "SPF: PASS\n",
    "DKIM:\tPASS\n",
    "Sent: now\n",
    "From\tb@b.example\n",
    "| To | c |\n",
    "> To: c\n",
    "12: To: c\n",
    "\u{a0}",
    "[.]",
    "hxxp://",
    "```\n",
    "{code}",
    "\\r\\n",
    "&lt;",
    "\u{201c}",
    "Hi there\n",
    "\n",
    "\r\n",
    "\r",
    "\u{feff}",
    " ",
    "\"",
    "+0000 x\n",
    "+0000\n",
    "loose\n",
    " \u{a0}",
    "List-Id: a\n",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len()).prop_map(|at| PIECES[at]);
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_paste_panics(text in pieces()) {
        if let Ok(mended) = mend(text.as_bytes()) {
            let _ = mended.damage.iter().map(|one| one.text().len()).sum::<usize>();
        }
    }

    /// Whatever a sender writes below the receiver's field, the message is read as it is: with its From, its Date and a
    /// body that is none of a header's.
    #[test]
    fn a_message_with_a_body_is_as_the_sender_wrote_it(own in pieces()) {
        let (top, _) = HEADER.split_once("Received: from b").unwrap();
        let raw = format!("{top}From: a@a.example\nDate: now\n{own}\n\nThat is all.\n");
        let (text, kinds, _) = mended(&raw);
        prop_assert_eq!(&text, &raw);
        prop_assert_eq!(kinds, vec![]);
    }

    /// Nor does anything that stands right below that field, or that the client said in it, excuse a signature that fails.
    #[test]
    fn what_a_sender_writes_first_excuses_nothing(at in 0..TOPS.len(), own in pieces()) {
        let raw = format!("{}{own}From: a@a.example\nDate: now\n\nThat is all.\n", TOPS[at]);
        prop_assert_eq!(excuses(&raw), vec![]);
    }
}

/// The receiver's field, as the client that it names may have it look.
const TOPS: &[&str] = &[
    "Received: from a.example (a.example [192.0.2.1])\n\tby mx.example with ESMTP id 1;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from a.example by mx.example; Sat, 02 May 2026 10:00:09 +0000 (UTC)\n",
    "Received: by mx.example; Sat, 02 May 2026 10:00:09 +0000\n",
    "Received: from by mx[.]a.example (a.example [192.0.2.1])\n\tby mx.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from by by mx[.]a.example (a.example [192.0.2.1])\n\tby mx.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from x by mx[.]a.example ( (a.example [192.0.2.1])\n\tby mx.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from &lt;x&gt; (HELO by hxxp://a[.]example) (192.0.2.1)\n\tby mx.example for b[at]b.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from x; 1:10:00:09 (a.example [192.0.2.1])\n\tby mx.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
];

/// What would take back a fail.
fn excuses(raw: &str) -> Vec<DamageKind> {
    let mut kinds = mended(raw).1;
    kinds.retain(|kind| kind.alters_header());
    kinds
}

/// What each accident leaves, written by the sender below the receiver's field, as lines of its own or as folded ones.
#[test]
fn no_imitated_damage_excuses() {
    let folded = "Received: from b.example\nby a.example;\nSat, 02 May 2026 10:00:05 +0000\n";
    let own = [
        folded.to_owned(),
        "by a.example\nwith ESMTP\n".to_owned(),
        "+0000\nx\ny\n".to_owned(),
        "+0000 x\ny\nz\n".to_owned(),
        "(UTC)\nx\ny\n".to_owned(),
        "\t+0000\nx\ny\n".to_owned(),
        " x\ny\nz\n".to_owned(),
        ";\n10:00:09\nx\n".to_owned(),
        "\u{a0}x\n".to_owned(),
        " \u{a0}x\n\u{a0}y\n".to_owned(),
        "\t\u{a0}x\nReceived: x\n\u{a0}y\n".to_owned(),
        "x &lt;y&gt;\n".to_owned(),
        " for &lt;y&gt;\n".to_owned(),
        " by mx[.]example\n".to_owned(),
        "by mx[.]example hxxp://a[.]example\n".to_owned(),
        "\nTo: b\n\nSubject: c\n\nMessage-ID: d\n\n".to_owned(),
        "\n\tx\n\n\ty\n\nTo: b\n\n".to_owned(),
        "\nby a.example\n\nwith ESMTP\n\n".to_owned(),
        "```\n".to_owned(),
        "> To: b\n> Cc: c\n".to_owned(),
        "Message-ID: \u{201c}x\u{201d}\nContent-Type: \u{2013}\n".to_owned(),
        "Message-ID:\nReturn-Path: a b@c\n".to_owned(),
        "DKIM-Signature: v=1; h=\nReceived: from a (\n".to_owned(),
        "To: b Subject: c Received: from x Received: from y\n".to_owned(),
        "# To: b Received: from x\n".to_owned(),
        "To: b\\r\\nCc: c\\r\\n\\r\\n\n".to_owned(),
        "From\tb@b.example\nTo\tc\nSubject\td\n".to_owned(),
        "| From | b |\n| To | c |\n| Cc | d |\n".to_owned(),
        "\u{feff}\u{feff}Received: x\ny\nz\n".to_owned(),
    ];
    for top in TOPS {
        for own in &own {
            for rest in [
                "From: a@a.example\nDate: now\n\nThat is all.\n",
                "\nThat is all.\n",
            ] {
                let raw = format!("{top}{own}{rest}");
                assert_eq!(excuses(&raw), [], "{raw:?}");
            }
        }
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
