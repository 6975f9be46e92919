//! How the source of a message is got out of the programs that people read mail with.

/// A program, or two that do it alike.
pub(super) struct Source {
    pub program: &'static str,
    /// What to click.
    pub steps: &'static str,
    pub bytes: Bytes,
    /// What else there is to know; may be empty.
    pub remark: &'static str,
}

/// What of the message is as it was received.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bytes {
    Kept,
    /// The body was converted or put together again.
    HeaderOnly,
}

impl Source {
    pub(super) fn kept(&self) -> &'static str {
        match self.bytes {
            Bytes::Kept => "kept",
            Bytes::HeaderOnly => "header only",
        }
    }

    pub(super) fn class(&self) -> &'static str {
        match self.bytes {
            Bytes::Kept => "good",
            Bytes::HeaderOnly => "doubt",
        }
    }
}

pub(super) const SOURCES: &[Source] = &[
    Source {
        program: "Gmail",
        steps: "In a browser, open the message: More (⋮) › Show original › Download Original.",
        bytes: Bytes::Kept,
        remark: "The mobile app does not offer it.",
    },
    Source {
        program: "Outlook on the web, new Outlook",
        steps: "Open the message: More actions (⋯) › View › View message source, or View message details for the header alone; or save the message as EML.",
        bytes: Bytes::HeaderOnly,
        remark: "Exchange may rebuild the body.",
    },
    Source {
        program: "Outlook, classic",
        steps: "Open the message in its own window: File › Properties › Internet headers. Or drag the message to a folder, which makes a .msg file.",
        bytes: Bytes::HeaderOnly,
        remark: "A .msg file has a converted body.",
    },
    Source {
        program: "Apple Mail",
        steps: "View › Message › Raw Source (⌥⌘U), or File › Save As with the format Raw Message Source.",
        bytes: Bytes::Kept,
        remark: "On a Mac; the iPhone and the iPad do not offer it.",
    },
    Source {
        program: "Thunderbird",
        steps: "More › View Source (Ctrl+U), or File › Save As › File, which makes an .eml file.",
        bytes: Bytes::Kept,
        remark: "",
    },
    Source {
        program: "Yahoo Mail",
        steps: "In a browser, open the message: More (⋯) › View raw message. Copy all of it.",
        bytes: Bytes::Kept,
        remark: "The mobile app does not offer it.",
    },
    Source {
        program: "Proton Mail",
        steps: "Open the message: More (⋯) › Export, which makes an .eml file. For the header alone: More (⋯) › View headers.",
        bytes: Bytes::HeaderOnly,
        remark: "The body is stored encrypted and rebuilt for the file.",
    },
];
