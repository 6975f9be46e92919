//! The formats, each with how it is recognized and what reads it.

use super::content::Content;
use super::error::ArchiveError;
use super::item::{Item, Summary};
use super::member::Expect;
use super::options::Options;
use super::walk::{Format, Formats, Reader, Walk};
use super::{
    babyl, compressed, emlx, gmail, graph, imap, mbox, mmdf, msg, postfix_queue, pst, quarantine,
    tar, zip,
};
use crate::words::origin::Container;
use std::ops::ControlFlow;

/// Hands on every message of an input. An input that is no container is one message, whatever it is.
pub fn walk(
    content: Content<'_>,
    options: &Options,
    sink: &mut dyn FnMut(Item<'_>) -> ControlFlow<()>,
) -> Result<Summary, ArchiveError> {
    let mut walk = Walk::new(FORMATS, options, sink);
    let content = walk.counted(content)?;
    walk.run(|walk| walk.open(content, Expect::Anything))
}

/// All of them.
pub(super) const FORMATS: Formats = Formats {
    all: ALL,
    doubt: mbox::may_be_mailbox,
};

/// The first that recognizes an input reads it.
const ALL: &[Format] = &[
    Format {
        container: Container::Mbox,
        sniff: mbox::sniff,
        read: Reader::Stream(mbox::read),
    },
    Format {
        container: Container::Mmdf,
        sniff: mmdf::sniff,
        read: Reader::Stream(mmdf::read),
    },
    Format {
        container: Container::Babyl,
        sniff: babyl::sniff,
        read: Reader::Stream(babyl::read),
    },
    Format {
        container: Container::Emlx,
        sniff: emlx::sniff,
        read: Reader::Whole(emlx::read),
    },
    Format {
        container: Container::PostfixQueue,
        sniff: postfix_queue::sniff,
        read: Reader::Whole(postfix_queue::read),
    },
    Format {
        container: Container::Msg,
        sniff: msg::sniff,
        read: Reader::Whole(msg::read),
    },
    Format {
        container: Container::Pst,
        sniff: pst::sniff,
        read: Reader::Seek(pst::read),
    },
    Format {
        container: Container::Zip,
        sniff: zip::sniff,
        read: Reader::Seek(zip::read),
    },
    Format {
        container: Container::SevenZip,
        sniff: |head| head.starts_with(b"7z\xbc\xaf\x27\x1c"),
        #[cfg(feature = "seven-zip")]
        read: Reader::Seek(super::seven_zip::read),
        #[cfg(not(feature = "seven-zip"))]
        read: Reader::Seek(|_, _| Err(ArchiveError::NotBuilt(Container::SevenZip).into())),
    },
    Format {
        container: Container::Gzip,
        sniff: compressed::is_gzip,
        read: Reader::Stream(compressed::gzip),
    },
    Format {
        container: Container::Zstd,
        sniff: compressed::is_zstd,
        read: Reader::Stream(compressed::zstd),
    },
    Format {
        container: Container::Tar,
        sniff: tar::sniff,
        read: Reader::Stream(tar::read),
    },
    Format {
        container: Container::Graph,
        sniff: graph::sniff,
        read: Reader::Whole(graph::read),
    },
    Format {
        container: Container::Gmail,
        sniff: gmail::sniff,
        read: Reader::Whole(gmail::read),
    },
    Format {
        container: Container::Quarantine,
        sniff: quarantine::sniff,
        read: Reader::Whole(quarantine::read),
    },
    Format {
        container: Container::Imap,
        sniff: imap::sniff,
        read: Reader::Stream(imap::read),
    },
];
