//! Bodies as they are met, made up.

use super::*;

fn body(raw: &str) -> Body {
    let raw = raw.replace('\n', "\r\n");
    match read(&Message::parse(raw.as_bytes()), Unpack::Files) {
        Checked::Done(body) => body,
        Checked::Skipped(why) => panic!("{why:?}"),
    }
}

fn page(html: &str) -> Body {
    body(&format!(
        "From: a@b.example\nContent-Type: text/html\n\n{html}\n"
    ))
}

/// The links of a page as `url|text|oddities`.
fn links(html: &str) -> Vec<String> {
    page(html)
        .links
        .iter()
        .map(|link| {
            let oddities: Vec<String> = link
                .oddities
                .iter()
                .map(|oddity| match oddity {
                    Oddity::OtherHost { shown } => format!("shows {shown}"),
                    Oddity::Address => "address".to_owned(),
                    Oddity::Internationalized { read_as } => format!("idn {read_as}"),
                    Oddity::UserName { name } => format!("user {name}"),
                    Oddity::Embedded => "embedded".to_owned(),
                })
                .collect();
            let text = link.text.as_deref().unwrap_or("-");
            format!("{}|{text}|{}", link.url, oddities.join(","))
        })
        .collect()
}

#[test]
fn a_header_block_has_no_body_to_look_at() {
    let message = Message::parse(b"From: a@b.example\r\n\r\n");
    assert_eq!(
        read(&message, Unpack::Files),
        Checked::Skipped(Why::HeadersOnly)
    );
}

#[test]
fn links_are_read_as_a_browser_reads_them() {
    for (html, expected) in [
        (
            "<a href='https://a.example/x'>Pay now</a>",
            &["https://a.example/x|Pay now|"][..],
        ),
        (
            "<A HREF=https://a.example>\n <b>Pay</b>\n now</A>",
            &["https://a.example/|Pay now|"],
        ),
        (
            "<a href=\"https://a.example/?a=1&amp;b=2\">x",
            &["https://a.example/?a=1&b=2|x|"],
        ),
        (
            "<a href='https://a.example/'><img alt='Pay' src=x></a>",
            &["https://a.example/|Pay|"],
        ),
        ("<!-- <a href='https://a.example'>x</a> -->", &[]),
        (
            "<a href='mailto:a@b.example'>x</a><a href='#top'>x</a><a name=x>x</a>",
            &[],
        ),
        (
            "<form action='http://a.example/take'></form>",
            &["http://a.example/take|-|"],
        ),
        // The text names somebody else.
        (
            "<a href='https://evil.test/'>https://bank.example/login</a>",
            &["https://evil.test/|https://bank.example/login|shows bank.example"],
        ),
        (
            "<a href='https://evil.test/'>www.bank.example</a>",
            &["https://evil.test/|www.bank.example|shows www.bank.example"],
        ),
        (
            "<a href='https://click.bank.example/'>bank.example</a>",
            &["https://click.bank.example/|bank.example|"],
        ),
        (
            "<a href='https://evil.test/'>invoice.pdf</a>",
            &["https://evil.test/|invoice.pdf|"],
        ),
        (
            "<a href='https://evil.test/'>me@bank.example</a>",
            &["https://evil.test/|me@bank.example|"],
        ),
        // Countries have the endings of files: only what files are called is one.
        (
            "<a href='https://evil.test/'>README.md</a><a href='https://evil.test/'>test_a.py</a>",
            &[
                "https://evil.test/|README.md|",
                "https://evil.test/|test_a.py|",
            ],
        ),
        (
            "<a href='https://evil.test/'>allegro.pl</a>",
            &["https://evil.test/|allegro.pl|shows allegro.pl"],
        ),
        // Where a wrapper goes on to is what counts.
        (
            "<a href='https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbank.example%2F'>bank.example</a>",
            &[
                "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbank.example%2F|bank.example|",
            ],
        ),
        // Hosts that hide.
        (
            "<a href='http://3221226219/'>x</a>",
            &["http://192.0.2.235/|x|address"],
        ),
        (
            "<a href='https://xn--mller-kva.test/'>x</a>",
            &["https://xn--mller-kva.test/|x|idn m\u{fc}ller.test"],
        ),
        (
            "<a href='https://bank.example@evil.test/'>x</a>",
            &["https://bank.example@evil.test/|x|user bank.example"],
        ),
        (
            "<a href='javascript:alert(1)'>x</a>",
            &["javascript:alert(1)|x|embedded"],
        ),
    ] {
        assert_eq!(links(html), expected, "{html}");
    }
}

#[test]
fn links_of_a_text_are_found() {
    let found = body(
        "From: a@b.example\n\nSee https://a.example/x, (www.b.example) and\nhttps://a.example/x again.\n",
    );
    let links: Vec<(&str, usize)> = found
        .links
        .iter()
        .map(|link| (link.url.as_str(), link.count))
        .collect();
    assert_eq!(
        links,
        [("https://a.example/x", 2), ("http://www.b.example/", 1)]
    );
}

#[test]
fn attachments_are_told() {
    let found = body(
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHello.\n--x\n\
         Content-Type: Application/PDF; name=\"invoice.pdf\"\nContent-Transfer-Encoding: base64\n\n\
         TVqQAAMAAAAEAAAA//8AALgAAAA=\n--x\n\
         Content-Type: message/rfc822\n\nFrom: c@d.example\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\n\
         http://a.example/\n--y\nContent-Disposition: attachment; filename=\"a.txt.js\"\n\nx\n--y--\n\n--x--\n",
    );
    let told: Vec<(&str, Option<&str>, usize)> = found
        .attachments
        .iter()
        .map(|one| (one.part.as_str(), one.name.as_deref(), one.risks.len()))
        .collect();
    assert_eq!(
        told,
        [
            ("2", Some("invoice.pdf"), 1),
            ("3", None, 0),
            ("3.2", Some("a.txt.js"), 2)
        ]
    );
    let program = &found.attachments[0];
    assert_eq!(program.declared.as_deref(), Some("application/pdf"));
    assert_eq!(
        program.sniffed,
        Some("application/vnd.microsoft.portable-executable")
    );
    assert_eq!(program.size, 20);
    assert_eq!(program.risks[0].kind, RiskKind::HiddenProgram);
    assert_eq!(found.links.len(), 1);
}

#[test]
fn names_within_an_archive_are_told() {
    use crate::codec::base64;
    // Two stored empty files: `letter.txt`, `scan.pdf.exe`.
    let mut zip = Vec::new();
    let mut directory = Vec::new();
    for name in ["letter.txt", "in/scan.pdf.exe"] {
        let offset = u32::try_from(zip.len()).unwrap();
        let fixed: [u8; 22] = [
            10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ];
        zip.extend_from_slice(b"PK\x03\x04");
        zip.extend_from_slice(&fixed);
        zip.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        zip.extend_from_slice(&[0, 0]);
        zip.extend_from_slice(name.as_bytes());
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&fixed);
        directory.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        directory.extend_from_slice(&[0; 12]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let start = u32::try_from(zip.len()).unwrap();
    zip.extend_from_slice(&directory);
    zip.extend_from_slice(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
    zip.extend_from_slice(&u32::try_from(directory.len()).unwrap().to_le_bytes());
    zip.extend_from_slice(&start.to_le_bytes());
    zip.extend_from_slice(&[0, 0]);
    let coded = base64::encode(&zip);
    let found = body(&format!(
        "From: a@b.example\nContent-Type: application/zip; name=scan.zip\nContent-Transfer-Encoding: base64\n\n{coded}\n"
    ));
    let archive = found.attachments[0].archive.as_ref().expect("an archive");
    assert_eq!(archive.names, ["letter.txt", "in/scan.pdf.exe"]);
    assert!(!archive.encrypted);
    let kinds: Vec<RiskKind> = found.attachments[0]
        .risks
        .iter()
        .map(|risk| risk.kind)
        .collect();
    assert_eq!(kinds, [RiskKind::DoubledExtension, RiskKind::Program]);
    for end in 0..zip.len() {
        let _ = archive::read(&zip[..end], None, &archive::Room::new(1024));
    }
}

#[test]
fn counts_are_bounded() {
    let many = |count: usize| {
        let links = (0..count).map(|n| format!("<a href='https://a{n}.example/'>x</a>"));
        links.collect::<Vec<_>>().concat()
    };
    let found = page(&many(MAX_LINKS + 7));
    assert_eq!((found.links.len(), found.links_left_out), (MAX_LINKS, 7));
    let parts =
        "--x\nContent-Disposition: attachment; filename=a\n\nx\n".repeat(MAX_ATTACHMENTS + 3);
    let found = body(&format!(
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n{parts}--x--\n"
    ));
    assert_eq!(
        (found.attachments.len(), found.attachments_left_out),
        (MAX_ATTACHMENTS, 3)
    );
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_body_panics(body in proptest::collection::vec(any::<u8>(), 0..2000), html: bool) {
            let kind = if html { "text/html" } else { "multipart/mixed; boundary=x" };
            let mut raw = format!("From: a@b.example\r\nContent-Type: {kind}\r\n\r\n--x\r\n").into_bytes();
            raw.extend_from_slice(&body);
            let _ = read(&Message::parse(&raw), Unpack::Files);
        }

        #[test]
        fn no_page_panics(page in "(<a href=['\"]?[a-z:/@%.\u{430}-\u{44f}]{0,30}['\"]?>|[a-z. ]{0,10}|</a>|<!--|&#x?[0-9a-f]{1,6};){0,40}") {
            let mut collector = link::Collector::default();
            collector.html(&page);
            collector.text(&page);
        }
    }
}

#[test]
fn what_is_left_of_a_cut_attachment_is_decoded_and_marked() {
    use crate::codec::hex;
    use sha2::{Digest, Sha256};
    let head = "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nhello\n--x\n";
    let file = |encoding: &str| {
        format!(
            "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: {encoding}\n\n"
        )
    };
    let text = "Content-Type: text/csv; charset=iso-8859-1; name=a.csv\nContent-Transfer-Encoding: quoted-printable\n\n";
    let base64 = format!("{head}{}", file("base64"));
    let alone = format!("From: a@b.example\n{}", file("base64"));
    for (raw, bytes, cut) in [
        (
            format!("{base64}JVBERi0x\nLjcK\n--x--\n"),
            &b"%PDF-1.7\n"[..],
            false,
        ),
        (format!("{base64}JVBERi0x\nLjcK\n"), b"%PDF-1.7\n", true),
        (format!("{base64}JVBERi0x\nLj"), b"%PDF-1.", true),
        (format!("{base64}JVBERi0x\nL"), b"%PDF-1", true),
        (format!("{base64}JVBERi0x\nLjcK\n--"), b"%PDF-1.7\n", true),
        (
            format!("{base64}JVBE*Ri0x\nLjcK\n--x--\n"),
            b"%PDF-1.7\n",
            false,
        ),
        (
            format!("{base64}JVBERi0x\nLjcKLj\n--x--\n"),
            b"%PDF-1.7\n.",
            false,
        ),
        (format!("{alone}JVBERi0xLjcK\n"), b"%PDF-1.7\n", false),
        (format!("{alone}JVBERi0xLj"), b"%PDF-1.", true),
        (
            format!("{head}{}%PDF\nab", file("7bit")),
            b"%PDF\r\nab",
            true,
        ),
        (format!("{head}{text}=E9;b=\nc\n--x--\n"), b"\xe9;bc", false),
        (format!("{head}{text}=E9;b=E"), b"\xe9;b", true),
    ] {
        let found = body(&raw).attachments;
        assert_eq!(found.len(), 1, "{raw}");
        let sha256 = hex::encode(&Sha256::digest(bytes));
        assert_eq!(
            (found[0].size, found[0].cut, &found[0].sha256),
            (bytes.len(), cut, &sha256),
            "{raw}"
        );
    }
    // A page that is cut off keeps its links.
    let page = "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGEgaHJlZj1odHRwczovL2EuZXhhbXBsZT54PC9hPg";
    assert_eq!(body(&format!("{head}{page}")).links.len(), 1);
}

#[test]
fn a_repeated_field_hides_no_link() {
    let html = "<a href='https://evil.test/'>https://bank.example/login</a>";
    let plain = "Content-Type: text/plain\n";
    let page = "Content-Type: text/html\n";
    for fields in [
        format!("{page}{plain}"),
        format!("{plain}{page}"),
        format!("{page}Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n"),
        format!("{page}Subject: x\nContent-Type: application/octet-stream\n"),
    ] {
        let raw = format!("From: a@b.example\n{fields}\n{html}\n").replace('\n', "\r\n");
        let message = Message::parse(raw.as_bytes());
        let Checked::Done(body) = read(&message, Unpack::Files) else {
            panic!("there is a body");
        };
        let shown = body.links.iter().any(|link| !link.oddities.is_empty());
        assert!(shown, "{fields}");
    }
}

#[test]
fn a_repeated_field_hides_no_file() {
    let parts = "--x\nContent-Type: application/octet-stream; name=a.exe\nContent-Disposition: attachment; filename=a.exe\n\nMZ\n--x--\n";
    let multipart = "Content-Type: multipart/mixed; boundary=x\n";
    let plain = "Content-Type: text/plain\n";
    for fields in [format!("{multipart}{plain}"), format!("{plain}{multipart}")] {
        let raw = format!("From: a@b.example\n{fields}\n{parts}").replace('\n', "\r\n");
        let message = Message::parse(raw.as_bytes());
        let Checked::Done(body) = read(&message, Unpack::Files) else {
            panic!("there is a body");
        };
        assert_eq!(body.attachments.len(), 1, "{fields}");
    }
}
