//! What copying does to a header block: folding lost, lines broken anew, markup, typographic quotes, pieces missing.
//!
//! A header that was altered so cannot be held against its signatures, so that recognizing one takes back a fail. A
//! sender must not be able to bring that about. So a whole message counts as altered only by its topmost Received
//! field, which the receiver wrote; the rest is looked for only where nothing follows the header, as in a paste.

mod cut;
mod defanged;
mod folding;
mod joined;
mod markup;
mod spaces;
mod top;

pub use cut::cut_off;
pub use defanged::refanged;
pub use folding::rejoined;
pub use joined::taken_apart;
pub use markup::{typographic, unescaped, without_brackets};
pub use spaces::with_plain_spaces;

#[cfg(test)]
mod tests {
    use crate::input::mend;
    use crate::message::DamageKind;

    const TOP: &str = "Received: from a.example (a.example [192.0.2.1])\n\tby mx.example with ESMTP id 1;\n\tSat, 02 May 2026 10:00:09 +0000\n";

    fn kinds(raw: &str) -> Vec<DamageKind> {
        let damage = mend(raw.as_bytes()).unwrap().damage;
        damage.iter().map(|damage| damage.kind).collect()
    }

    fn mended(raw: &str) -> String {
        let mended = mend(raw.as_bytes()).unwrap();
        String::from_utf8(mended.bytes.into_owned()).unwrap()
    }

    #[test]
    fn a_whole_header_is_left_alone() {
        let raw = format!(
            "{TOP}Message-ID: <1@a.example>\nFrom: A <a@a.example>\nSubject: caf\u{e9} \u{201c}x\u{201d}\n\n"
        );
        assert_eq!(kinds(&raw), []);
        assert_eq!(kinds(&format!("{raw}body &lt;\n")), []);
    }

    #[test]
    fn folding_that_was_lost_is_put_back() {
        let raw = format!("{}From: A <a@a.example>\n", TOP.replace('\t', ""));
        assert_eq!(kinds(&raw), [DamageKind::LostFolding]);
        assert_eq!(
            mended(&raw),
            format!("{}From: A <a@a.example>\n", TOP.replace('\t', " "))
        );
    }

    #[test]
    fn lines_that_were_broken_anew_are_joined() {
        let raw = format!(
            "{}From: A <a@a.example>\n",
            TOP.replace("with ESMTP", "with\nESMTP")
                .replace("10:00:09 ", "\n10:00:09 ")
        );
        assert_eq!(kinds(&raw), [DamageKind::Rewrapped]);
    }

    #[test]
    fn a_sender_cannot_make_a_message_look_altered() {
        for junk in [
            "junk\nmore junk\n",
            "Received: from &lt;x&gt;\nloose\nloose\n",
            "Message-ID: \u{201c}x\u{201d}\n",
            "X: (\n",
        ] {
            let raw = format!("{TOP}{junk}From: a@a.example\n\nbody\n");
            assert_eq!(kinds(&raw), [], "{junk:?}");
        }
    }

    /// A name and a colon right before its value begin a field below a signature too; a list of names goes on.
    #[test]
    fn a_field_below_a_signature_begins() {
        let signature = "DKIM-Signature: v=1; d=a.example;\nh=received:\nfrom:to:subject:\ndate:message-id;\nb=AAAA\n";
        let top = TOP.replace('\t', "");
        for own in [
            "From:a@a.example",
            "Subject:hello there",
            "Date:Sat, 02 May 2026 10:00:00 +0000",
        ] {
            let text = mended(&format!("{top}{signature}{own}\nX-A: b\n"));
            assert!(
                text.contains(&format!("\n b=AAAA\n{own}\nX-A: b\n")),
                "{text:?}"
            );
            assert!(
                text.contains("\n from:to:subject:\n date:message-id;\n"),
                "{text:?}"
            );
        }
    }

    /// A whole message is told by the name that its receiver gave itself.
    #[test]
    fn a_whole_message_is_defanged_by_its_receivers_name() {
        let whole = |top: &str| format!("{top}From: a[@]a[.]example\n\nbody\n");
        let broken = TOP.replace(".example", "[.]example");
        assert_eq!(kinds(&whole(&broken)), [DamageKind::Defanged]);
        assert_eq!(kinds(&whole(&TOP.replace("from a", "from by a[.]b"))), []);
        assert_eq!(kinds(&whole(&TOP.replace("by mx", "by mx[:]"))), []);
        // The receiver's brackets are escaped; what the client said was so before.
        let escaped = |top: &str| format!("{top}Subject: x\n\nbody\n");
        let with_recipient = TOP.replace("id 1", "id 1 for &lt;b@b.example&gt;");
        assert_eq!(kinds(&escaped(&with_recipient)), [DamageKind::HtmlEscaped]);
        assert_eq!(
            kinds(&escaped(&TOP.replace("from a", "from &lt;a&gt;"))),
            []
        );
    }

    /// A time zone that was broken off is the receiver's, what follows a whole date is not.
    #[test]
    fn a_receivers_field_ends_with_its_date() {
        let whole = |top: &str, own: &str| format!("{top}{own}From: a@a.example\n\nbody\n");
        let broken = TOP.replace("09 +0000", "09\n+0000");
        assert_eq!(kinds(&whole(&broken, "x\n")), [DamageKind::Rewrapped]);
        for own in [
            "+0000\nx\ny\n",
            "+0000 x\ny\n",
            "x\ny\n",
            " \u{a0}x\n",
            "&lt;x&gt;\n",
        ] {
            assert_eq!(kinds(&whole(TOP, own)), [], "{own:?}");
        }
    }

    #[test]
    fn markup_is_undone() {
        let raw = "Message-ID: &lt;1@a.example&gt;\nFrom: &quot;A&quot; &lt;a@a.example&gt;\n";
        assert_eq!(kinds(raw), [DamageKind::HtmlEscaped]);
        assert_eq!(
            mended(raw),
            "Message-ID: <1@a.example>\nFrom: \"A\" <a@a.example>\n"
        );
    }

    #[test]
    fn typographic_punctuation_is_seen_where_programs_write() {
        let raw = format!("{TOP}Content-Type: text/plain; charset=\u{201c}utf-8\u{201d}\n");
        assert_eq!(kinds(&raw), [DamageKind::SmartPunctuation]);
    }

    #[test]
    fn brackets_that_are_gone_are_missed() {
        assert_eq!(
            kinds("Message-ID:\nFrom: Alice\nSubject: x\n"),
            [DamageKind::LostAngleBrackets]
        );
        assert_eq!(
            kinds("Message-ID: 1@a.example\nFrom: Alice a@a.example\n"),
            [DamageKind::LostAngleBrackets]
        );
        assert_eq!(kinds("From: a@a.example\nSubject: x\n"), []);
    }

    #[test]
    fn a_block_that_was_cut_is_seen_at_both_ends() {
        let body_less = |raw: &str| kinds(raw);
        assert_eq!(
            body_less("From: a@a.example\nReceived: from a.example (a.exam"),
            [DamageKind::CutOff]
        );
        assert_eq!(
            body_less("From: a@a.example\nDKIM-Signature: v=1; h=from; bh=AAAA"),
            [DamageKind::CutOff]
        );
        assert_eq!(
            body_less("10:00:09 +0000\nFrom: a@a.example\nTo: b@b.example\n"),
            [DamageKind::CutOff]
        );
        assert_eq!(body_less("From: a@a.example\nSubject: (unfinished\n"), []);
        assert_eq!(
            body_less("From: A <a@a.example>\nDKIM-Signature: v=1; h=from; bh=AAAA; b=AAAA"),
            []
        );
    }
}
