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
mod rtf;

pub(super) use addressee::Addressee;
pub(super) use header::{block, has_field};
pub(super) use outlook::Outlook;
pub(super) use properties::{Properties, Value, kind, tag};

/// A message, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub properties: Properties,
    /// The header that Outlook stored, up to the first empty line.
    stored: String,
    pub recipients: Vec<Properties>,
    pub attachments: Vec<Attachment>,
    /// How many more recipients and attachments there are.
    pub left_out: LeftOut,
    /// Lists that cannot be read.
    pub unreadable: Vec<&'static str>,
}

impl Item {
    /// One of which only the properties are known.
    pub fn new(properties: Properties) -> Self {
        Self {
            stored: header::stored(&properties),
            properties,
            ..Self::default()
        }
    }

    /// Whether the header was stored, so that nothing has to be made up from recipients.
    pub fn is_stored(&self) -> bool {
        has_field(&self.stored, "From") || has_field(&self.stored, "Received")
    }
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
#[derive(Debug, Default)]
pub(super) struct Attachment {
    pub properties: Properties,
    pub message: Option<Box<Item>>,
}

impl Attachment {
    /// One that cannot be read.
    pub fn unreadable() -> Self {
        let mut one = Self::default();
        one.properties.miss(tag::ATTACH_DATA);
        one
    }

    /// The bytes of a file.
    fn data(&self) -> Option<&[u8]> {
        self.properties.bytes(tag::ATTACH_DATA)
    }

    /// The name of a file, on one line.
    fn name(&self) -> Option<String> {
        let names = [
            tag::ATTACH_LONG_FILENAME,
            tag::ATTACH_FILENAME,
            tag::DISPLAY_NAME,
        ];
        let name = names.into_iter().find_map(|id| self.properties.text(id));
        name.map(|name| addressee::clean(&name))
    }
}
