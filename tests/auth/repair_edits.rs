//! Each edit that breaks a body hash, on a message made for it.

use crate::suite::block_on;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hdrtrace::auth::canonical::{Canonical, body};
use hdrtrace::auth::dkim::{DkimCheck, DkimOptions, verify};
use hdrtrace::auth::repair::{Diagnosis, Edit};
use hdrtrace::auth::signature::{BodyHash, Hash};
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;

const FOOTER: &str = "_______________\r\nlist mailing list -- list@lists.example\r\n";
const PLAIN: &str = "Hello,\r\n\r\nFrom here on it is caf\u{e9} time; a long line follows which any encoder has to break somewhere.\r\n\r\n-- \r\nAlice\r\n";
const ASCII: &str = "Hello,\r\n\r\nFrom here on a long line follows which any encoder has to break somewhere, sooner or later.\r\n\r\nAlice\r\n";

/// What the checker says of a message whose signer saw `original` and which now has `header` and `now`.
fn check(canonical: Canonical, original: &[u8], header: &str, now: &[u8]) -> DkimCheck {
    let mut hasher = Hash::Sha256.hasher();
    body(canonical, original, |piece| hasher.update(piece));
    let bh = STANDARD.encode(hasher.finish());
    let mut raw = format!(
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/{}; d=example.com; s=s; h=from; bh={bh}; b=AAAA\r\n\
         From: a@example.com\r\n{header}\r\n",
        canonical.word()
    )
    .into_bytes();
    raw.extend_from_slice(now);

    let options = DkimOptions::at(DateTime::<Utc>::UNIX_EPOCH);
    block_on(verify(&Dns::offline(), &Message::parse(&raw), &options)).remove(0)
}

/// The diagnosis, and that what was recovered is the original.
fn diagnose(original: &[u8], header: &str, now: &[u8]) -> Diagnosis {
    for canonical in [Canonical::Relaxed, Canonical::Simple] {
        let check = check(canonical, original, header, now);
        assert_eq!(check.body_hash, BodyHash::Mismatch);
        let found = check
            .diagnosis()
            .cloned()
            .unwrap_or_else(|| panic!("unexplained ({})", canonical.word()));
        assert_eq!(
            form(canonical, found.recovered.as_deref().unwrap_or_default()),
            form(canonical, original)
        );
        if canonical == Canonical::Simple {
            return found;
        }
    }
    unreachable!("both forms were tried")
}

fn form(canonical: Canonical, text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    body(canonical, text, |piece| out.extend_from_slice(piece));
    out
}

fn encoded(text: &str, columns: usize) -> String {
    let text = STANDARD.encode(text);
    let lines: Vec<_> = text
        .as_bytes()
        .chunks(columns)
        .map(String::from_utf8_lossy)
        .collect();
    lines.join("\r\n") + "\r\n"
}

const BASE64: &str = "Content-Transfer-Encoding: base64\r\n";
const QUOTED: &str = "Content-Transfer-Encoding: quoted-printable\r\n";
const MIXED: &str = "Content-Type: multipart/mixed; boundary=\"o\"\r\n";

/// `PLAIN` in quoted-printable as one mailer writes it, 76 columns.
const PLAIN_QUOTED: &str = "Hello,\r\n\r\nFrom here on it is caf=C3=A9 time; a long line follows which any encoder ha=\r\ns to break somewhere.\r\n\r\n--=20\r\nAlice\r\n";

fn around(part: &str) -> String {
    format!("--o\r\n{part}\r\n--o\r\nContent-Type: text/plain\r\n\r\n{FOOTER}\r\n--o--\r\n")
}

#[test]
fn a_footer() {
    let found = diagnose(PLAIN.as_bytes(), "", (PLAIN.to_owned() + FOOTER).as_bytes());
    assert_eq!(found.edits, [Edit::Footer]);
    assert_eq!(found.added.as_deref(), Some(FOOTER.trim()));
    let found = diagnose(b"", "", FOOTER.as_bytes());
    assert_eq!(found.edits, [Edit::Footer]);
}

#[test]
fn text_on_top() {
    let now = format!("CAUTION: external\r\n\r\n{PLAIN}{FOOTER}");
    let found = diagnose(PLAIN.as_bytes(), "", now.as_bytes());
    assert_eq!(found.edits, [Edit::Banner, Edit::Footer]);
    // In the first of two parts, of which the other is long.
    let page = "<p>Hello</p>\r\n".repeat(300);
    let first = format!("Content-Type: text/plain\r\n\r\nCAUTION: external\r\n\r\n{PLAIN}");
    let now = format!("--o\r\n{first}\r\n--o\r\nContent-Type: text/html\r\n\r\n{page}--o--\r\n");
    let found = diagnose(PLAIN.as_bytes(), MIXED, now.as_bytes());
    assert_eq!(found.edits, [Edit::Banner, Edit::Footer]);
    // As a part before the others.
    let sent = format!("--o\r\nContent-Type: text/plain\r\n\r\n{PLAIN}\r\n--o--\r\n");
    let now = format!("--o\r\nContent-Type: text/plain\r\n\r\nCAUTION\r\n{sent}");
    let found = diagnose(sent.as_bytes(), MIXED, now.as_bytes());
    assert_eq!(found.edits, [Edit::Banner]);
}

#[test]
fn another_encoding_and_a_footer() {
    let with_footer = PLAIN.to_owned() + FOOTER;
    for (original, header, now) in [
        (PLAIN.to_owned(), BASE64, encoded(&with_footer, 76)),
        (
            PLAIN.to_owned(),
            BASE64,
            encoded(&with_footer.replace("\r\n", "\n"), 76),
        ),
        (PLAIN.to_owned(), QUOTED, PLAIN_QUOTED.to_owned() + FOOTER),
        (PLAIN_QUOTED.to_owned(), "", with_footer.clone()),
        (PLAIN_QUOTED.to_owned(), BASE64, encoded(&with_footer, 76)),
        (encoded(PLAIN, 76), BASE64, encoded(&with_footer, 76)),
        (encoded(PLAIN, 76), "", with_footer.clone()),
        (encoded(PLAIN, 64), QUOTED, PLAIN_QUOTED.to_owned() + FOOTER),
        (
            encoded(&PLAIN.replace("\r\n", "\n"), 76),
            "",
            with_footer.clone(),
        ),
        (encoded(PLAIN.trim_end(), 76), "", with_footer.clone()),
    ] {
        let found = diagnose(original.as_bytes(), header, now.as_bytes());
        assert_eq!(found.edit, Edit::Footer, "{original}");
        assert_eq!(
            found.edits,
            [Edit::TransferEncoding, Edit::Footer],
            "{original}"
        );
    }
}

#[test]
fn a_part_of_a_multipart() {
    let plain = around(&format!("Content-Type: text/plain\r\n\r\n{PLAIN}"));
    assert_eq!(
        diagnose(PLAIN.as_bytes(), MIXED, plain.as_bytes()).edits,
        [Edit::MimePartAdded]
    );
    let cut = around(&format!("\r\n{PLAIN}{FOOTER}"));
    assert_eq!(
        diagnose(PLAIN.as_bytes(), MIXED, cut.as_bytes()).edits,
        [Edit::MimePartAdded, Edit::Footer]
    );
    let decoded = around(&format!("{BASE64}\r\n{}", encoded(PLAIN, 76)));
    assert_eq!(
        diagnose(PLAIN.as_bytes(), MIXED, decoded.as_bytes()).edits,
        [Edit::MimePartAdded, Edit::TransferEncoding]
    );
    let inner = "pre\r\n--i\r\n\r\none\r\n--i\r\n\r\ntwo\r\n--i--\r\n";
    let nested = around(&format!(
        "Content-Type: multipart/alternative;\r\n\tboundary=i\r\n\r\n{inner}"
    ));
    assert_eq!(
        diagnose(inner.as_bytes(), MIXED, nested.as_bytes()).edits,
        [Edit::MimePartAdded]
    );
    let header = "Content-Type: multipart/alternative; boundary=i\r\n";
    let added = inner.replace("--i--", "--i\r\n\r\nfooter\r\n--i--");
    assert_eq!(
        diagnose(inner.as_bytes(), header, added.as_bytes()).edits,
        [Edit::MimePartAdded]
    );
}

#[test]
fn parts_downgraded_to_seven_bits() {
    let part = |encoding: &str, text: &str| {
        format!("--i\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{text}\r\n")
    };
    let original = part("8bit", PLAIN) + &part("8bit", PLAIN) + "--i--\r\n";
    let now = part("quoted-printable", PLAIN_QUOTED) + &part("8bit", PLAIN) + "--i--\r\n";
    let header = "Content-Type: multipart/alternative; boundary=i\r\n";
    assert_eq!(
        diagnose(original.as_bytes(), header, now.as_bytes()).edits,
        [Edit::TransferEncoding]
    );
}

#[test]
fn another_character_set() {
    let latin: Vec<u8> = PLAIN.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let now = PLAIN.to_owned() + FOOTER;
    assert_eq!(
        diagnose(&latin, "", now.as_bytes()).edits,
        [Edit::Charset, Edit::Footer]
    );
    assert_eq!(
        diagnose(&latin, BASE64, encoded(&now, 76).as_bytes()).edits,
        [Edit::Charset, Edit::Footer]
    );
    assert_eq!(
        diagnose(PLAIN.as_bytes(), "", &latin).edits,
        [Edit::Charset]
    );
}

#[test]
fn another_boundary() {
    let original = "--was\r\n\r\none\r\n--was--\r\n";
    let header = "X-Original-Content-Type: multipart/mixed; boundary=was\r\nContent-Type: multipart/mixed; boundary=now\r\n";
    let now = original.replace("was", "now");
    assert_eq!(
        diagnose(original.as_bytes(), header, now.as_bytes()).edits,
        [Edit::Boundary]
    );
}

#[test]
fn quoting_and_line_ends() {
    let quoted = ASCII.replace("From ", ">From ") + FOOTER;
    assert_eq!(
        diagnose(ASCII.as_bytes(), "", quoted.as_bytes()).edits,
        [Edit::FromQuoting, Edit::Footer]
    );
    let doubled = ASCII.replace("\r\n", "\r\n\r\n");
    assert_eq!(
        diagnose(ASCII.as_bytes(), "", doubled.as_bytes()).edits,
        [Edit::LineEnds]
    );
    let lf = ASCII.replace("\r\n", "\n");
    let bare = check(Canonical::Simple, lf.as_bytes(), "", ASCII.as_bytes());
    assert_eq!(
        bare.diagnosis().cloned().map(|found| found.edits),
        Some(vec![Edit::LineEnds])
    );
}

#[test]
fn white_space_and_canonical_form() {
    let cut = PLAIN.replace("-- \r\n", "--\r\n");
    let found = check(Canonical::Simple, PLAIN.as_bytes(), "", cut.as_bytes())
        .diagnosis()
        .cloned();
    assert_eq!(
        found.map(|found| found.edit),
        Some(Edit::TrailingWhiteSpace)
    );
    let added = ASCII.replace("\r\n", " \r\n");
    let found = check(Canonical::Simple, ASCII.as_bytes(), "", added.as_bytes())
        .diagnosis()
        .cloned();
    assert_eq!(
        found.map(|found| found.edit),
        Some(Edit::TrailingWhiteSpace)
    );
    // A signer that says simple and hashes relaxed.
    let relaxed = form(Canonical::Relaxed, b"a  b\r\n");
    let found = check(Canonical::Simple, &relaxed, "", b"a  b\r\n")
        .diagnosis()
        .cloned();
    assert_eq!(found.map(|found| found.edit), Some(Edit::Canonicalization));
}

#[test]
fn what_is_intact_or_hopeless_has_no_diagnosis() {
    let intact = check(Canonical::Relaxed, PLAIN.as_bytes(), "", PLAIN.as_bytes());
    assert_eq!(
        (intact.body_hash, intact.diagnosis().cloned()),
        (BodyHash::Match, None)
    );
    let other = check(
        Canonical::Relaxed,
        PLAIN.as_bytes(),
        "",
        b"something else\r\n",
    );
    assert_eq!(
        (other.body_hash, other.diagnosis().cloned()),
        (BodyHash::Mismatch, None)
    );
}
