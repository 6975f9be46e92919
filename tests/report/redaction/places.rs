//! The places and codings that the README lists: a recipient is planted in one of them, and must be found there.

use super::recipients::redacted;
use super::{base64_lines, quoted_printable, text_of, url_encoded};
use proptest::prelude::*;

/// How an address is written: the local part and the domain.
type Written = fn(&str, &str) -> String;

const SPELLINGS: &[(&str, Written)] = &[
    ("plain", |l, d| format!("{l}@{d}")),
    ("capitals", |l, d| format!("{l}@{d}").to_uppercase()),
    ("a host below the domain", |l, d| format!("{l}@mail.{d}")),
    ("a file's name", |l, _| format!("{l}.pdf")),
    ("an id", |l, _| format!("<x.{l}@y.example>")),
    ("elsewhere", |l, _| format!("{l}@other.example")),
    ("quoted lines", |l, d| format!("> {l}@\r\n> {d}")),
    ("quoted lines, deep", |l, d| format!(">> {l}\r\n>> @{d}")),
    ("in words", |l, d| {
        format!(
            "{} [at] {}",
            l.replace('.', " [dot] "),
            d.replace('.', " [dot] ")
        )
    }),
    ("in round brackets", |l, d| {
        format!("{}(at){}", l.replace('.', "(dot)"), d.replace('.', "(dot)"))
    }),
    ("in words alone", |l, d| {
        format!("{l} at {}", d.replace('.', " dot "))
    }),
    ("@ alone in words", |l, d| format!("{l}[at]{d}")),
    ("percent", |l, d| url_encoded(&format!("{l}@{d}"))),
    ("percent twice", |l, d| format!("{l}%2540{d}")),
    ("percent thrice", |l, d| format!("{l}%252540{d}")),
    ("all percent thrice", |l, d| {
        url_encoded(&format!("{l}@{d}")).replace('%', "%2525")
    }),
    ("references", |l, d| format!("{l}&#64;{d}")),
    ("tags", |l, d| format!("<b>{l}</b>@{d}")),
    ("VERP", |l, d| format!("bounce-{l}={d}@list.example")),
    ("SRS", |l, d| format!("SRS0=aa=bb={d}={l}@forward.example")),
];

/// A text as it is carried.
type Carried = fn(&str) -> String;

/// What the text is carried in.
const CARRIERS: &[(&str, Carried)] = &[
    ("a body", |text| format!("\r\n{text}\r\n")),
    ("a field", |text| {
        format!("X-A: {}\r\n\r\nhi\r\n", text.replace("\r\n", "\r\n "))
    }),
    ("base64", |text| {
        format!(
            "Content-Transfer-Encoding: base64\r\n\r\n{}",
            base64_lines(text)
        )
    }),
    ("quoted-printable", |text| {
        format!(
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
            quoted_printable(text).replace("=0D=0A", "\r\n")
        )
    }),
    ("a part", |text| {
        format!(
            "Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n--=_b\r\nContent-Type: text/html\r\n\r\n{text}\r\n--=_b--\r\n"
        )
    }),
];

/// Everything that a reader could make of a redacted message, without this program's help.
fn readings(bytes: &[u8]) -> Vec<String> {
    use mail_parser::MessageParser;
    let mut out = vec![text_of(bytes)];
    if let Some(message) = MessageParser::new().parse(bytes) {
        out.extend(
            message
                .text_bodies()
                .map(|part| String::from_utf8_lossy(part.contents()).into_owned()),
        );
    }
    for round in 0..4 {
        let last = out[out.len() - 1 - round.min(1)].clone();
        let mut bytes = Vec::new();
        let mut rest = last.as_bytes();
        while let Some((first, behind)) = rest.split_first() {
            let coded = std::str::from_utf8(&behind[..behind.len().min(2)]).ok();
            match coded.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) if *first == b'%' && behind.len() >= 2 => {
                    bytes.push(byte);
                    rest = &behind[2..];
                }
                _ => {
                    bytes.push(*first);
                    rest = behind;
                }
            }
        }
        out.push(text_of(&bytes));
    }
    out.iter().map(|text| text.to_lowercase()).collect()
}

#[test]
fn the_file_and_hosts_below_the_domain_are_found() {
    let found = redacted(include_bytes!("inputs/filename-subdomain.eml"));
    let text = text_of(&found.bytes);
    assert!(
        !text.contains("morgan") && !text.contains("quill"),
        "{text}"
    );
    assert!(
        text.contains(".pdf\"") && text.contains("@mail.garden.example"),
        "{text}"
    );
}

#[test]
fn every_spelling_is_found_in_every_carrier() {
    for (spelling, written) in SPELLINGS {
        for (carrier, carried) in CARRIERS {
            found(
                &written("hazel.quill", "garden.example"),
                *carried,
                "hazel",
                &format!("{spelling} in {carrier}"),
            );
        }
    }
}

fn found(text: &str, carried: Carried, local: &str, what: &str) {
    let raw = format!(
        "From: a@b.example\r\nTo: hazel.quill@garden.example\r\n{}",
        carried(&format!("see {text} now"))
    );
    let done = redacted(raw.as_bytes());
    for reading in readings(&done.bytes) {
        assert!(!reading.contains(local), "{what}:\n{raw}\n{reading}");
    }
}

/// One plain word is a word beside a dot, too; a file's name is a person's all the same.
#[test]
fn a_local_part_of_one_word_is_found_in_file_names_and_stays_in_hosts() {
    let raw = b"From: a@b.example\r\nTo: hazel@garden.example\r\n\r\nhazel.pdf and hazel.shop.example, hazel@mail.garden.example\r\n";
    let text = text_of(&redacted(raw).bytes);
    assert_eq!(text.matches("hazel").count(), 1, "{text}");
    assert!(text.contains("hazel.shop.example"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_recipient_is_found_wherever_and_however_he_stands(
        spelling in 0..SPELLINGS.len(),
        carrier in 0..CARRIERS.len(),
        local in "[a-z]{3,6}\\.[a-z]{3,6}",
        domain in "[a-z]{4,8}\\.(example|test)",
        before in "[ -~]{0,40}",
    ) {
        let (spelling, written) = SPELLINGS[spelling];
        let (carrier, carried) = CARRIERS[carrier];
        // What stands before may neither code nor join it.
        let before: String = before.chars().filter(|c| c.is_ascii_alphabetic() || *c == ' ').collect();
        let raw = format!(
            "From: a@b.invalid\r\nTo: {local}@{domain}\r\n{}",
            carried(&format!("{before} {} now", written(&local, &domain)))
        );
        prop_assume!(raw.matches(&local).count() <= 2 && !"now see".contains(&local));
        let done = redacted(raw.as_bytes());
        for reading in readings(&done.bytes) {
            prop_assert!(!reading.contains(&local), "{spelling} in {carrier}:\n{raw}\n{reading}");
        }
    }
}
