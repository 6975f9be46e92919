use super::super::walked::{Walked, walked};
use crate::words::origin::Keeps;

const ONE: &str =
    "From: a@example.com\r\nSubject: one\r\n\r\nbody\r\n* 9 FETCH (BODY[] {3}\r\nabc)\r\n";
const TWO: &str = "From: b@example.com\r\nSubject: two\r\n\r\nno line end";

fn literal(text: &str) -> String {
    format!("{{{}}}\r\n{text}", text.len())
}

#[test]
fn each_dump_has_its_messages() {
    let (one, two) = (literal(ONE), literal(TWO));
    let (header, body) = ONE.split_at(ONE.find("body").unwrap());
    let halves = format!(
        "* 1 FETCH (BODY[HEADER] {} BODY[TEXT] {})\r\n",
        literal(header),
        literal(body)
    );
    for (dump, expected) in [
        (
            format!("* 1 FETCH (UID 5 BODY[] {one})\r\n* 2 FETCH (BODY[] {two})\r\na1 OK done\r\n"),
            &[ONE, TWO][..],
        ),
        (
            format!(
                "* OK hi\r\na1 FETCH 1:2 RFC822\r\n* 1 FETCH (RFC822 {one} UID 5)\r\n* 2 FETCH (FLAGS (\\Seen))\r\n* 3 FETCH (rfc822 {two})\r\n"
            ),
            &[ONE, TWO],
        ),
        (
            format!(
                "* 1 FETCH (BODY.PEEK[] {one})\r\na1 OK\r\n* 2 FETCH (BINARY[] ~{two} BODY[] {two})\r\n"
            ),
            &[ONE, TWO],
        ),
        (
            format!("* 1 FETCH (BODY[] {})", one.replacen("}\r\n", "+}\r\n", 1)),
            &[ONE],
        ),
        (halves, &[ONE]),
        // Text in literals and quotes, before and behind.
        (
            format!(
                "* 1 FETCH (ENVELOPE (\"({{3}}\" {} NIL) BODY[] {one} X \")\\\"\")\r\n* 2 FETCH (BODY[] {two})\r\n",
                literal("x)\r\n")
            ),
            &[ONE, TWO],
        ),
        // Cut off behind the last literal.
        (format!("* 1 FETCH (BODY[] {one}"), &[ONE]),
        // Other tools' words around it.
        (
            format!(
                "CONNECTED(00000003)\n---\n* OK hi\r\nS: x\r\n* 1 FETCH (BODY[] {one})\r\nread R BLOCK\n"
            ),
            &[ONE],
        ),
        (
            format!("C: a1 FETCH 1 (BODY[])\r\nS: * 1 FETCH (BODY[] {one})\r\nS: a1 OK\r\n"),
            &[ONE],
        ),
        (
            format!("C: a1 FETCH 1 (BODY[])\r\nS: * 1 FETCH (BODY[] {one}S: )\r\nS: a1 OK\r\n"),
            &[ONE],
        ),
    ] {
        let found = walked(dump.as_bytes());
        let texts: Vec<&str> = found.iter().map(Walked::text).collect();
        assert_eq!(texts, expected, "{dump}\n{found:?}");
        for found in &found {
            assert_eq!((found.keeps(), found.error.as_deref()), (Keeps::All, None));
            if let (Some(offset), Some(length)) = (found.origin.offset, found.origin.length) {
                let start = usize::try_from(offset).unwrap();
                let end = start + usize::try_from(length).unwrap();
                assert_eq!(&dump.as_bytes()[start..end], found.bytes);
            }
        }
    }
}

#[test]
fn lost_cr_and_marks_are_told_by_the_count() {
    let plain = ONE.split_once("* 9").unwrap().0;
    let dump = format!(
        "* 1 FETCH (UID 5 BODY[] {})\r\n* 2 FETCH (BODY[] {})\r\na1 OK\r\n",
        literal(plain),
        literal(TWO)
    );
    let lines: Vec<&str> = dump.split_inclusive('\n').collect();
    let marked = format!("S: {}", lines.join("S: "));
    for dump in [
        dump.replace('\r', ""),
        marked.clone(),
        marked.replace('\r', ""),
        dump.replacen('\r', "", 3),
    ] {
        let found = walked(dump.as_bytes());
        let texts: Vec<&str> = found.iter().map(Walked::text).collect();
        assert_eq!(texts, [plain, TWO], "{dump}\n{found:?}");
        assert!(found.iter().all(|found| found.keeps() == Keeps::All));
    }
    // Counted with LF.
    let plain = plain.replace('\r', "");
    let found = walked(format!("* 1 FETCH (BODY[] {{{}}}\n{plain})\n", plain.len()).as_bytes());
    assert_eq!(found[0].text(), plain);
}

/// A message that quotes a response, whose dump lost its CRs or has marks: the count decides, and no message is forged.
#[test]
fn no_line_of_a_message_begins_a_response() {
    let forged = "Received: from trusted.example\r\n\r\n";
    let quoting = format!(
        "From: a@example.com\r\n\r\ntext\r\n* 9 FETCH (BODY[] {})\r\nmore\r\n",
        literal(forged)
    );
    let dump = format!(
        "* 1 FETCH (BODY[] {})\r\n* 2 FETCH (BODY[] {})\r\na1 OK\r\n",
        literal(&quoting),
        literal(TWO)
    );
    let lines: Vec<&str> = dump.split_inclusive('\n').collect();
    let marked = format!("S: {}", lines.join("S: "));
    for dump in [
        dump.clone(),
        dump.replace('\r', ""),
        marked.clone(),
        marked.replace('\r', ""),
        dump.replacen('\r', "", 3),
        // Its own marks do not count.
        dump.replace("* 9", "S: * 9")
            .replace("BODY[] {96}", "BODY[] {99}"),
    ] {
        let found = walked(dump.as_bytes());
        let members: Vec<&str> = found
            .iter()
            .map(|found| found.origin.steps[0].member.as_str())
            .collect();
        assert_eq!(members, ["1", "2"], "{dump}\n{found:?}");
        assert!(found.iter().all(|found| found.error.is_none()), "{dump}");
        assert!(found[0].text().contains("Received: from trusted"));
        assert!(found.iter().all(|found| found.fact("doubt").is_empty()));
    }
}

#[test]
fn what_a_wrong_count_may_cover_is_in_doubt() {
    let good = format!("* 9 FETCH (BODY[] {})\r\n", literal(TWO));
    for (count, doubts) in [
        (10, [false, false]),
        (38, [true, false]),
        (99_999, [true, true]),
        (usize::MAX, [true, true]),
    ] {
        for (mark, end) in [("", "\r\n"), ("", "\n"), ("S: ", "\n")] {
            let dump = format!("* 1 FETCH (BODY[] {{{count}}}\r\nFrom: a\r\n\r\nx\r\n{good}{good}");
            let lines: Vec<&str> = dump.split_terminator("\r\n").collect();
            let dump = format!("{mark}{}{end}", lines.join(&format!("{end}{mark}")));
            let found = walked(dump.as_bytes());
            assert!(found[0].error.is_some(), "{dump}");
            let said: Vec<bool> = found[1..]
                .iter()
                .map(|found| found.fact("doubt").starts_with("found where"))
                .collect();
            assert_eq!(said, doubts, "{dump}");
        }
    }
    // Counted with LF. A count with CRLF fits, too: behind it, the message itself goes on.
    let forged = "* 9 FETCH (BODY[] {3}\nabc)\n";
    let above = "From: a@example.com\n\na\nb\nc\nd";
    let count = above.len() + above.matches('\n').count();
    let text = format!("{above} UID 1)\n{forged}");
    let text = &text[..count];
    let dump = format!("* 1 FETCH (BODY[] {{{count}}}\n{text})\n{good}");
    let found = walked(dump.as_bytes());
    assert!(
        found[0]
            .fact("doubt")
            .starts_with("the stated length fits in two ways"),
        "{found:?}"
    );
}

/// Behind every message whose count fits nothing, the rest is searched: not all of it for each.
#[test]
fn wrong_counts_cost_no_more_than_the_dump() {
    let dump = "* 1 FETCH (BODY[] {200000000}\nFrom: a\n\n".repeat(100_000);
    let start = std::time::Instant::now();
    assert_eq!(walked(dump.as_bytes()).len(), 100_000);
    assert!(start.elapsed() < std::time::Duration::from_secs(20));
}

#[test]
fn what_was_decoded_is_not_as_it_was_received() {
    for (item, expected) in [
        ("BINARY[]", ONE),
        ("BINARY[]<0>", &ONE[..ONE.find("body").unwrap()]),
    ] {
        let found = walked(format!("* 1 FETCH ({item} ~{})\r\n", literal(ONE)).as_bytes());
        assert_eq!(
            (found[0].text(), found[0].keeps()),
            (expected, Keeps::Nothing),
            "{item}"
        );
    }
}

#[test]
fn what_the_server_says_is_kept() {
    let dump = format!(
        "* 12 FETCH (UID 5 FLAGS (\\Seen $Phishing) INTERNALDATE \" 5-Jan-2026 10:00:00 +0000\" RFC822.SIZE 99 X-GM-MSGID 178 \
         MODSEQ (7) BODY[] {})\r\n",
        literal(TWO)
    );
    let found = walked(dump.as_bytes());
    for (name, expected) in [
        ("UID", "5"),
        ("FLAGS", "\\Seen $Phishing"),
        ("INTERNALDATE", "5-Jan-2026 10:00:00 +0000"),
        ("RFC822.SIZE", "99"),
        ("X-GM-MSGID", "178"),
        ("MODSEQ", ""),
    ] {
        assert_eq!(found[0].fact(name), expected, "{name}");
    }
    assert_eq!(found[0].origin.steps[0].member, "12");
}

#[test]
fn a_part_is_no_message() {
    let header = "From: a@example.com\r\nTo: b@example.com\r\n\r\n";
    for (item, text, keeps, expected) in [
        ("BODY[HEADER]", header, Keeps::Header, header),
        ("RFC822.HEADER", header, Keeps::Header, header),
        (
            "BODY[HEADER.FIELDS (FROM TO)]",
            header,
            Keeps::Fields,
            header,
        ),
        (
            "BODY[]<0>",
            ONE,
            Keeps::Header,
            &ONE[..ONE.find("body").unwrap()],
        ),
        ("BODY[]<0>", "From: a@exa", Keeps::Fields, "From: a@exa"),
    ] {
        let found = walked(format!("* 1 FETCH ({item} {})\r\n", literal(text)).as_bytes());
        assert_eq!(found[0].text(), expected, "{item} {found:?}");
        assert_eq!(found[0].keeps(), keeps, "{item}");
        assert!(found[0].origin.reason.is_some());
    }
    let whole = format!(
        "* 1 FETCH (RFC822.SIZE {} BODY[]<0> {})\r\n",
        ONE.len(),
        literal(ONE)
    );
    let found = walked(whole.as_bytes());
    assert_eq!((found[0].text(), found[0].keeps()), (ONE, Keeps::All));
}

#[test]
fn what_is_wrong_is_told_where_it_is_and_the_next_is_read() {
    let (one, two) = (literal(ONE), literal(TWO));
    let good = format!("* 2 FETCH (BODY[] {two})\r\n");
    for (bad, expected) in [
        (
            format!("* 1 FETCH (BODY[] {{9}}\r\n{TWO})\r\n"),
            "is a damaged IMAP FETCH dump: the response at byte 0 states 9 bytes, and is not that long",
        ),
        (
            "* 1 FETCH (BODY[] {99999}\r\nx)\r\n".to_owned(),
            "is a damaged IMAP FETCH dump: the response at byte 0 states 99999 bytes, and is not that long",
        ),
        (
            "* 1 FETCH (BODY[] {99999999999999999999999}\r\nx)\r\n".to_owned(),
            "is a damaged IMAP FETCH dump: the response at byte 0 is longer than 256 MiB",
        ),
        (
            "* 1 FETCH (BODY[] NIL)\r\n".to_owned(),
            "is a damaged IMAP FETCH dump: the response at byte 0 has no content",
        ),
        (
            "* 1 FETCH (BODY[] \r\n".to_owned(),
            "is a damaged IMAP FETCH dump: the response at byte 0 does not end",
        ),
        (
            format!("* 1 FETCH (BODY[]<20> {one})\r\n"),
            "is a damaged IMAP FETCH dump: only a part of the message was fetched, from byte 20 on",
        ),
        // What is whole is not searched for responses.
        (
            format!("* 1 FETCH (BODY[] {one} X {{9}}\r\n)\r\n"),
            "is a damaged IMAP FETCH dump: the response at byte 0 states 9 bytes, and is not that long",
        ),
    ] {
        let found = walked(format!("{bad}{good}").as_bytes());
        assert_eq!(found.len(), 2, "{bad}: {found:?}");
        assert_eq!(found[0].error.as_deref(), Some(expected), "{bad}");
        assert_eq!(found[1].text(), TWO, "{bad}");
    }
}
