//! The summary that a page or a mail program shows above a header. Its From and Subject look like fields.

use crate::input::lines::{bare, is_blank, mail_field};
use crate::input::names::is_told;

/// A label of a summary.
struct Label {
    text: &'static str,
    /// Whether only a summary has it.
    shows: Shows,
}

/// What a label shows of what it stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// That it is a page about a message, if another stands with it.
    Page,
    /// That it is the head of a forwarded message.
    Forward,
    /// Nothing: a button.
    Nothing,
}

#[rustfmt::skip]
const LABELS: &[Label] = &[
    // Gmail, "Show original". The three methods have these names in every language.
    Label { text: "Message ID", shows: Shows::Page },
    Label { text: "Created at", shows: Shows::Page },
    Label { text: "Created on", shows: Shows::Page },
    Label { text: "SPF", shows: Shows::Page },
    Label { text: "DKIM", shows: Shows::Page },
    Label { text: "DMARC", shows: Shows::Page },
    Label { text: "Original Message", shows: Shows::Nothing },
    Label { text: "Download Original", shows: Shows::Nothing },
    Label { text: "Copy to clipboard", shows: Shows::Nothing },
    // Outlook, above what it forwards.
    Label { text: "Sent", shows: Shows::Forward },
    Label { text: "Importance", shows: Shows::Nothing },
    Label { text: "Attachments", shows: Shows::Nothing },
];

/// How many of a page's labels tell it from a message that has one such field.
const MIN_PAGE: usize = 2;

/// The line behind the last label, if a summary stands above the first field that no summary has.
pub(super) fn end(head: &[(usize, &[u8])]) -> Option<usize> {
    let (mut last, mut of_page, mut of_forward) = (None, 0, 0);
    let (mut end, mut has_begun, mut is_first) = (None, false, true);
    for (at, (_, line)) in head.iter().enumerate() {
        let line = bare(line);
        has_begun |= !is_blank(line);
        is_first &= !(has_begun && is_blank(line));
        if let Some(label) = label(line) {
            last = Some(at);
            of_page += usize::from(label.shows == Shows::Page);
            // Lower down, a person may have written it.
            of_forward += usize::from(is_first && label.shows == Shows::Forward);
        } else if let Some(name) = mail_field(line) {
            if is_told(name) {
                last = Some(at);
            } else {
                end = Some(at);
                break;
            }
        }
    }
    let (last, end) = (last?, end?);
    if of_page < MIN_PAGE && of_forward == 0 {
        return None;
    }
    // Fields one below the other are one header.
    let is_apart = head
        .get(last + 1..end)?
        .iter()
        .any(|(_, line)| is_blank(line));
    is_apart.then_some(last + 1)
}

fn label(line: &[u8]) -> Option<&'static Label> {
    let line = line.trim_ascii_end();
    LABELS.iter().find(|label| {
        let Some(head) = line.get(..label.text.len()) else {
            return false;
        };
        let is_button = label.shows == Shows::Nothing;
        head.eq_ignore_ascii_case(label.text.as_bytes())
            && match line[head.len()..] {
                [] | [b':' | b'\t', ..] => true,
                [b' ', ..] => is_button || label.text == "Message ID",
                _ => false,
            }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::lines::lines;

    #[test]
    fn a_summary_ends_with_its_last_label() {
        for (text, line) in [
            ("From: a\nSPF: PASS\nDKIM: PASS\n\nReceived: x\n", Some(3)),
            (
                "Message ID\t<1@a.example>\nCreated at:\tnow\n\nDelivered-To: a\n",
                Some(2),
            ),
            (
                "SPF:\nPASS\nDKIM:\nPASS\nDownload Original\nCopy to clipboard\n\nReceived: x\n",
                Some(6),
            ),
            (
                "From: a\nSent: now\nTo: b\nSubject: c\n\nReceived: x\n",
                Some(4),
            ),
            // Below, "Sent" may stand in a text.
            ("From: a\n\nHi\nSent: now\n\nReceived: x\n", None),
            // A message's own fields, and a body like a header.
            ("From: a\nSubject: b\n\nReceived: x\n", None),
            ("From: a\nSPF: PASS\n\nReceived: x\n", None),
            (
                "From: a\nSPF: PASS\nDKIM: PASS\nMIME-Version: 1.0\n\nReceived: x\n",
                None,
            ),
            ("Received: y\nSPF: PASS\nDKIM: PASS\n\nReceived: x\n", None),
        ] {
            let head: Vec<_> = lines(text.as_bytes()).collect();
            assert_eq!(end(&head), line, "{text:?}");
        }
    }
}
