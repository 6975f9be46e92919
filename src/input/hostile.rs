//! What a sender writes below the receiver's field so that it looks like an accident of copying.

use super::mend;
use crate::growth::assert_linear;
use crate::message::DamageKind;
use proptest::prelude::*;

fn mended(raw: &str) -> (String, Vec<DamageKind>) {
    let mended = mend(raw.as_bytes()).unwrap();
    (
        String::from_utf8(mended.bytes.into_owned()).unwrap(),
        mended.damage.iter().map(|damage| damage.kind).collect(),
    )
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
    fn a_message_with_a_body_is_as_the_sender_wrote_it(at in 0..TOPS.len(), own in pieces()) {
        let raw = format!("{}From: a@a.example\nDate: now\n{own}\n\nThat is all.\n", TOPS[at]);
        let (text, kinds) = mended(&raw);
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
    "Received: from x by mx[.]a.example from by mx.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from x by mx[.]a.example ( (a.example [192.0.2.1])\n\tby mx.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from &lt;x&gt; (HELO by hxxp://a[.]example) (192.0.2.1)\n\tby mx.example for b[at]b.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from x by m[.]x; 10:00 (a.example [192.0.2.1])\n\tby mx.example (Postfix) with ESMTP id 1\n\tfor b@b.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from x by m[.]x ( (a.example [192.0.2.1])\n\tby mx.example (Postfix) with ESMTP id 1\n\tfor \"b+)\"@b.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
    "Received: from x by &lt;; 10:00 (a.example [192.0.2.1])\n\tby mx.example with ESMTP id 1\n\tfor b+&lt;x&gt;@b.example;\n\tSat, 02 May 2026 10:00:09 +0000\n",
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

/// What is looked for behind many places of a text is looked for once.
#[test]
fn what_a_text_repeats_costs_its_length() {
    const BODY: &str = "From: a@b.example\r\nTo: c@d.example\r\n\r\nbody text\r\n";
    let times = |unit: &str, length: usize| unit.repeat(length / unit.len());
    let code = |mark: &str, length: usize| {
        let text = times(&format!("{mark}x"), length);
        format!("{mark}\nReceived: from x by y\nFrom: a@b.example\n\n{text}z\n")
    };
    let rows: [(&str, &dyn Fn(usize) -> String); 7] = [
        ("``` …", &|length| code("```", length)),
        ("{code} …", &|length| code("{code}", length)),
        ("Subject: and blanks", &|length| {
            let blanks = " ".repeat(length / 2);
            format!(
                "Received: from x by y Subject:{blanks}z {}",
                times("A-b: ", length / 2)
            )
        }),
        ("From: and Date:", &|length| {
            let (from, date) = (
                times("From: a@b ", length / 2),
                times("Date: x ", length / 2),
            );
            format!("Received: from x by y {from}{date}")
        }),
        ("by and no time", &|length| {
            let by = times("by x for &lt;x&gt; ", length);
            format!("Received: from a {by}; Sat, 02 May 2026\r\n{BODY}")
        }),
        ("by and one for", &|length| {
            let by = times("by ", length);
            format!("Received: from a {by}for &lt;x&gt;; Sat, 02 May 2026 10:00:00\r\n{BODY}")
        }),
        ("by and time", &|length| {
            let by = times("; by for &lt; ", length);
            format!("Received: from a {by} 10:00:00\r\n{BODY}")
        }),
    ];
    for (what, raw) in rows {
        assert_linear(what, 200_000, |length| {
            let _ = mend(raw(length).as_bytes());
        });
    }
}
