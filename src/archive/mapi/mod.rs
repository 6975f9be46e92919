//! Messages as Outlook keeps them: properties, recipients, attachments (MS-OXPROPS, MS-OXCMSG) → a header, and what is known
//! of the body. What they are read from is the business of each format.

mod addressee;
mod body;
mod facts;
mod header;
mod made_up;
mod outlook;
mod page;
mod properties;
mod rebuilt;
mod rtf;

pub(super) use outlook::Outlook;
pub(super) use properties::{Properties, Value, kind, tag};

/// A message, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub properties: Properties,
    pub recipients: Vec<Properties>,
    pub attachments: Vec<Attachment>,
    /// How many more recipients and attachments there are.
    pub left_out: LeftOut,
}

/// What was not looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub recipients: usize,
    pub attachments: usize,
    /// Messages that are nested too deeply.
    pub nested: usize,
}

/// An attachment: its properties, or a message.
#[derive(Debug)]
pub(super) struct Attachment {
    pub properties: Properties,
    pub message: Option<Box<Item>>,
}
