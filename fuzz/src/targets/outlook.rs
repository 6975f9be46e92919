//! Messages of Outlook: OLE files and data files, and what becomes of their messages.

use hdrtrace::archive::{self, Content, Item, Options};
use hdrtrace::body;
use hdrtrace::message::Message;
use std::borrow::Cow;
use std::ops::ControlFlow;

const MAGIC: [&[u8]; 2] = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"!BDN"];

pub fn run(data: &[u8]) {
    if !MAGIC.iter().any(|magic| data.starts_with(magic)) {
        return;
    }
    let content = Content::Bytes(Cow::Borrowed(data));
    // What cannot be read says why.
    let _ = archive::walk(content, &Options::default(), &mut |item| {
        if let Item::Message(entry) = item
            && let Some(rebuilt) = entry.rebuilt
        {
            let header = entry.bytes;
            assert!(
                std::str::from_utf8(&header).is_ok()
                    && !header.windows(4).any(|w| w == b"\r\n\r\n"),
                "a header is text, and has no empty line"
            );
            body::read(&Message::parse(&rebuilt), body::Unpack::Files);
        }
        ControlFlow::Continue(())
    });
}
