//! Whatever the input: a report or an error, no panic, in time that grows with it; and nothing in what is shown that
//! could move a cursor or turn text around.

use crate::given::{Given, analyze};
use crate::growth::assert_linear;
use chrono::DateTime;
use hdrtrace::dns::Capsule;
use hdrtrace::input::InputError;
use hdrtrace::limits::{MAX_FIELDS, MAX_HOPS};
use hdrtrace::message::{DamageKind, Message, PieceKind};
use hdrtrace::render::{self, Detail, Format, Style};
use hdrtrace::{AnalyzeError, Clock, DnsSource, Known, Report, Settings};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};
use unicode_width::UnicodeWidthStr;

const SAMPLES: &[&[u8]] = &[
    include_bytes!("../../samples/clean.eml"),
    include_bytes!("../../samples/forged-chain.eml"),
    include_bytes!("../../samples/list-arc.eml"),
    include_bytes!("../../samples/microsoft.eml"),
    include_bytes!("../../samples/spoofed-bank.eml"),
];

/// The samples' DNS, so that damaged messages come to the end of every check.
static CAPSULE: LazyLock<Arc<Capsule>> = LazyLock::new(|| {
    let text = include_str!("../../samples/list-arc.dns.json");
    Arc::new(Capsule::parse(text).expect("a capsule"))
});

fn options(name: &str) -> Given {
    Given {
        settings: Settings {
            clock: Clock::Fixed(DateTime::UNIX_EPOCH),
            dns: DnsSource::Replay {
                capsule: Arc::clone(&CAPSULE),
                any_message: true,
            }
            .into(),
            ..Settings::default()
        },
        known: Known {
            name: name.to_owned(),
            ..Known::default()
        },
    }
}

/// The report, or nothing where the input is no mail.
fn report(bytes: &[u8], name: &str) -> Option<Report> {
    match analyze(bytes, &options(name)) {
        Ok(report) => Some(report),
        Err(AnalyzeError::Input(
            InputError::Empty | InputError::OtherFile { .. } | InputError::NoHeader { .. },
        )) => None,
        Err(other) => panic!("{other}"),
    }
}

fn assert_pieces_are_the_input(raw: &[u8]) {
    let message = Message::parse(raw);
    let mut at = 0;
    let mut fields = 0;
    for piece in message.pieces() {
        assert_eq!(piece.span.start, at, "a gap or an overlap");
        assert!(!piece.span.is_empty());
        at = piece.span.end;
        if let PieceKind::Field(index) = piece.kind {
            assert_eq!(index, fields);
            let field = &message.fields()[index];
            assert_eq!(field.span(), piece.span);
            assert_eq!(field.raw(), piece.span.of(raw));
            assert_eq!(field.raw_value(), field.value_span().of(raw));
            fields += 1;
        }
    }
    assert_eq!(at, raw.len());
    assert_eq!(fields, message.fields().len());
}

/// Colors: the only sequences that a report may hold.
fn without_color(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_digit() || c == ';'));
        match end {
            Some(end) if part[end..].starts_with('m') => plain.push_str(&part[end + 1..]),
            _ => panic!("an escape sequence that is no color: {part:?}"),
        }
    }
    plain
}

/// Characters that reorder what stands around them.
const BIDI: &[char] = &[
    '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

/// The widths and details that differ in what they do.
const LOOKS: &[(usize, Detail)] = &[
    (40, Detail::Usual),
    (40, Detail::Verbose),
    (60, Detail::Brief),
    (80, Detail::Usual),
    (160, Detail::Verbose),
];

fn assert_harmless(report: &Report) {
    for unicode in [true, false] {
        for &(width, detail) in LOOKS {
            let terminal = |color| {
                let style = Style {
                    width,
                    color,
                    unicode,
                    detail,
                    ..Style::default()
                };
                String::from_utf8(render::render(report, Format::Terminal, &style)).expect("UTF-8")
            };
            let (plain, colored) = (terminal(false), terminal(true));
            for c in plain.chars() {
                let is_fine = c == '\n' || !(c.is_control() || BIDI.contains(&c));
                assert!(is_fine, "{c:?} in {plain}");
                assert!(unicode || c.is_ascii(), "{c:?} in {plain}");
            }
            let colored = without_color(&colored);
            // A badge in color is wider, so lines may break elsewhere.
            assert!(
                colored
                    .split_whitespace()
                    .flat_map(str::chars)
                    .eq(plain.split_whitespace().flat_map(str::chars)),
                "the colors are not all our own: {colored}"
            );
            for line in plain.lines().chain(colored.lines()) {
                assert!(line.width() <= width, "{} columns: {line}", line.width());
            }
        }
    }
    let json = render::render(report, Format::Json, &Style::default());
    let line_end = json.iter().position(|&byte| byte == b'\n');
    assert_eq!(line_end, Some(json.len() - 1));
    let back: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(back, serde_json::to_value(report).expect("JSON"));
}

fn check(raw: &[u8]) {
    assert_pieces_are_the_input(raw);
    if let Some(report) = report(raw, "-") {
        assert!(!report.verdict.summary.is_empty());
        assert_harmless(&report);
    }
}

/// A sample with some of its bytes replaced, inserted, removed or doubled.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        any::<u8>(),
        prop::sample::select(b"\r\n\t :;,=@<>()[]\"\\\0\x1b".to_vec()),
    ];
    let edit = (any::<prop::sample::Index>(), 0..5_u8, byte);
    (prop::sample::select(SAMPLES), vec(edit, 0..30)).prop_map(|(sample, edits)| {
        let mut raw = sample.to_vec();
        for (index, kind, byte) in edits {
            if raw.is_empty() {
                break;
            }
            let at = index.index(raw.len());
            match kind {
                0 => raw[at] = byte,
                1 => raw.insert(at, byte),
                2 => drop(raw.remove(at)),
                3 => raw.extend_from_within(at..(at + 40).min(raw.len())),
                _ => raw.truncate(at),
            }
        }
        raw
    })
}

/// Text that a sender would try to disturb a reader with.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z0-9.@<>\"(),;:=\\[\\]\\\\ -]{0,12}",
        any::<char>().prop_map(String::from),
        prop::sample::select(
            [
                "\x1b[31m",
                "\x1b]0;x\x07",
                "\x1b[2J",
                "\u{9b}1m",
                "\u{85}",
                "\x7f",
                "\0",
                "\x08",
                "\u{202e}",
                "\u{2066}",
                "\u{200f}",
                "\u{200d}",
                "\u{feff}",
                "\u{2028}",
                "\u{e0041}",
                "\u{4e2d}\u{6587}",
                "\u{1f468}\u{200d}\u{1f469}",
                "\u{1f1e9}\u{1f1ea}",
                "e\u{301}\u{302}",
                "\u{fe0f}",
                "\u{0644}\u{0627}",
                "\u{ad}",
                "\r",
                "\t",
                "\r\n ",
                "=?utf-8?q?=1B[31m=E2=80=AE?=",
                "=?utf-8?b?G1swbQ==?=",
                "=?utf-16?b?/////w==?=",
                "alice@bank.example",
                "[203.0.113.9]",
                "[2001:db8::1]",
            ]
            .to_vec()
        )
        .prop_map(str::to_owned),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A mail with hostile text in every place that is shown.
fn hostile_mail() -> impl Strategy<Value = (String, Vec<u8>)> {
    (vec(hostile(), 16), any::<bool>()).prop_map(|(texts, lf)| {
        let [name, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] =
            <[String; 16]>::try_from(texts).expect("sixteen");
        let mail = format!(
            "Return-Path: <{a}@{b}.example>\r\n\
             Authentication-Results: mx.example.net; spf=pass smtp.mailfrom={c}; dkim={d} header.d={e};\r\n dmarc=fail ({f})\r\n\
             Received: from {g} ({h} [203.0.113.9])\r\n\tby {i}mx.example.net ({j}) with {k}ESMTP id {l};\r\n\tSat, 2 May 2026 10:00:09 +0000\r\n\
             Received: from {h} (helo={g}) by {i} with {j}; Sat, 2 May 2026 11:00:09 +0000 ({k})\r\n\
             DKIM-Signature: v=1; a=rsa-sha256; d={e}; s={f}; h=from:{g}; bh={h}; b={i}\r\n\
             From: {m} <{a}@{b}.example>\r\nReply-To: {n} <x@{c}.example>\r\nSubject: {o}\r\n\
             List-Id: {d}\r\nMessage-ID: {e}\r\nDate: {f}\r\n\r\n{g}\r\n"
        );
        let mail = if lf { mail.replace("\r\n", "\n") } else { mail };
        (name, mail.into_bytes())
    })
}

proptest! {
    // A failing case is printed; a file of them would need a place of its own.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_split_without_loss(raw in vec(any::<u8>(), 0..600)) {
        assert_pieces_are_the_input(&raw);
    }

    #[test]
    fn any_lines_are_split_without_loss(raw in "(From |X?[a-z-]{1,4} ?: ?|[ \t>]|\u{feff}|[a-z:]|\r|\n|\r\n){0,60}") {
        assert_pieces_are_the_input(raw.as_bytes());
    }

    #[test]
    fn any_bytes_give_a_report_or_an_error(raw in vec(any::<u8>(), 0..600)) {
        check(&raw);
        check(&[b"Subject: ", &raw[..]].concat());
        check(&[b"Received: ", &raw[..], b"\r\nFrom: ", &raw[..]].concat());
    }

    #[test]
    fn a_damaged_message_gives_a_report_that_can_be_shown(raw in damaged()) {
        check(&raw);
    }

    #[test]
    fn what_is_shown_of_a_hostile_mail_is_harmless((name, mail) in hostile_mail()) {
        assert_pieces_are_the_input(&mail);
        assert_harmless(&report(&mail, &name).expect("it has a From field"));
    }
}

fn shown(shape: &str, raw: &[u8]) -> Report {
    let report = report(raw, "-").unwrap_or_else(|| panic!("{shape} is a mail"));
    for format in [Format::Terminal, Format::Json] {
        render::render(&report, format, &Style::default());
    }
    report
}

fn damage(report: &Report, kind: DamageKind) -> bool {
    report.input.damage.iter().any(|damage| damage.kind == kind)
}

#[test]
fn long_fields_take_linear_time() {
    for (name, unit) in [
        ("Subject", "x"),
        ("Subject", "\r\n x"),
        ("Subject", "=?utf-8?q?x?= "),
        ("Subject", "\0"),
        ("From", "<"),
        ("From", "a@b.example, "),
        ("From", "("),
        ("To", "\"\\"),
        ("Received", "("),
        ("Received", "from "),
        ("Authentication-Results", "mx; spf=pass ("),
        ("Authentication-Results", "; dkim=pass"),
        ("DKIM-Signature", "v=1; "),
        ("DKIM-Signature", "h=from:"),
        ("ARC-Seal", "i=1; "),
        ("Message-ID", "<@"),
        ("Return-Path", "<>"),
        ("List-Id", "<"),
    ] {
        let shape = format!("{name}: {unit:?}");
        assert_linear(&shape, 2_000_000, |length| {
            let text = unit.repeat(length / unit.len());
            let raw = format!("Date: x\r\n{name}: {text}\r\nX-End: 1\r\n\r\n");
            shown(&shape, raw.as_bytes());
        });
    }
}

#[test]
fn many_fields_take_linear_time() {
    for field in [
        "A: b\r\n",
        "Received: x\r\n",
        "Received: from a.example ([192.0.2.1]) by b.example with SMTP id 1; Sat, 2 May 2026 10:00:09 +0000\r\n",
        "From: a@b.example\r\n",
        "From: \"a@b.example\" <c@d.example>\r\n",
        "To: a@b.example\r\n",
        "DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; bh=AAAA; b=AAAA\r\n",
        "ARC-Seal: i=1; a=rsa-sha256; d=a.example; s=s; b=AAAA\r\n",
        "Authentication-Results: mx.example; spf=pass; dkim=pass; dmarc=pass\r\n",
        "no colon in this line\r\n",
    ] {
        assert_linear(field, 10_000, |count| {
            let raw = format!("Date: x\r\n{}\r\nbody\r\n", field.repeat(count));
            shown(field, raw.as_bytes());
        });
    }
}

#[test]
fn limits_are_kept_and_said() {
    let fields = format!("Date: x\r\n{}\r\nbody\r\n", "A: b\r\n".repeat(MAX_FIELDS));
    let report = shown("too many fields", fields.as_bytes());
    assert!(damage(&report, DamageKind::TooManyFields));

    let hops = format!("{}\r\n", "Received: by a.example\r\n".repeat(MAX_HOPS + 5));
    let mut report = shown("too many hops", hops.as_bytes());
    assert_eq!(
        (report.route.hops.len(), report.route.left_out),
        (MAX_HOPS, 5)
    );

    report.note_cut();
    assert!(damage(&report, DamageKind::TooLarge));

    let empty = format!("Date: x\r\n\r\n{}", "\r\n".repeat(2_000_000));
    shown("an endless empty body", empty.as_bytes());
    let quoted = format!("{}From: a@b.example\r\n", "> ".repeat(1_000_000));
    shown("deep quoting", format!("Date: x\r\n{quoted}").as_bytes());
}
