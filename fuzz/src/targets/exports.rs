//! Exports of Microsoft Graph, the Gmail API and the quarantine, and dumps of IMAP: what is said to be there as it is, is; a
//! header that was made has no body; and nothing is handed on from two places.

use hdrtrace::archive::{Content, Item, Options, walk};
use hdrtrace::message::Message;
use hdrtrace::words::origin::{Container, Keeps};
use std::borrow::Cow;
use std::ops::ControlFlow;

pub fn run(data: &[u8]) {
    let mut behind = 0;
    let _ = walk(
        Content::Bytes(Cow::Borrowed(data)),
        &Options::default(),
        &mut |item| {
            let Item::Message(entry) = item else {
                return ControlFlow::Continue(());
            };
            let origin = entry.origin.unwrap_or_default();
            let [step] = &origin.steps[..] else {
                return ControlFlow::Continue(());
            };
            match step.container {
                Container::Imap => {
                    if let (Some(offset), Some(length)) = (origin.offset, origin.length) {
                        let start = usize::try_from(offset).expect("a place");
                        let end = start + usize::try_from(length).expect("a length");
                        assert!(behind <= start && end <= data.len());
                        assert!(data[start..end] == *entry.bytes);
                        behind = end;
                    }
                }
                Container::Graph | Container::Gmail if origin.keeps == Keeps::Nothing => {
                    assert!(Message::parse(&entry.bytes).body().is_none());
                    if let Some(rebuilt) = &entry.rebuilt {
                        let fields = Message::parse(rebuilt).fields().len();
                        assert_eq!(fields, 2, "a text began a field");
                    }
                }
                _ => {}
            }
            ControlFlow::Continue(())
        },
    );
}
