//! The message resource of Microsoft Graph, as much of it as is used.

use crate::archive::export::{Header, Later, List, Shape, Text, later, parse, value};
use crate::archive::rebuilt::File;
use crate::limits::{MAX_EXPORT_PARTS, MAX_FIELDS};
use serde::de::MapAccess;

/// A message.
#[derive(Debug, Default)]
pub(super) struct Message<'j> {
    pub headers: List<Header<'j>, MAX_FIELDS>,
    pub from: Recipient<'j>,
    pub sender: Recipient<'j>,
    pub reply_to: List<Recipient<'j>, MAX_EXPORT_PARTS>,
    pub to: List<Recipient<'j>, MAX_EXPORT_PARTS>,
    pub cc: List<Recipient<'j>, MAX_EXPORT_PARTS>,
    pub bcc: List<Recipient<'j>, MAX_EXPORT_PARTS>,
    pub subject: Text<'j>,
    pub sent: Text<'j>,
    pub received: Text<'j>,
    pub internet_id: Text<'j>,
    kind: Text<'j>,
    id: Text<'j>,
    properties: List<Property<'j>, MAX_EXPORT_PARTS>,
    body: Body<'j>,
    attachments: Option<&'j str>,
    has_attachments: Text<'j>,
    is_draft: Text<'j>,
    etag: Text<'j>,
}

impl<'j> Shape<'j> for Message<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "internetmessageheaders" => self.headers = value(object)?,
            "singlevalueextendedproperties" => self.properties = value(object)?,
            "from" => self.from = value(object)?,
            "sender" => self.sender = value(object)?,
            "replyto" => self.reply_to = value(object)?,
            "torecipients" => self.to = value(object)?,
            "ccrecipients" => self.cc = value(object)?,
            "bccrecipients" => self.bcc = value(object)?,
            "subject" => self.subject = value(object)?,
            "sentdatetime" => self.sent = value(object)?,
            "receiveddatetime" => self.received = value(object)?,
            "internetmessageid" => self.internet_id = value(object)?,
            "body" => self.body = value(object)?,
            "attachments" => self.attachments = Some(later(object)?),
            "hasattachments" => self.has_attachments = value(object)?,
            "isdraft" => self.is_draft = value(object)?,
            "@odata.type" => self.kind = value(object)?,
            "@odata.etag" => self.etag = value(object)?,
            "id" => self.id = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

impl Message<'_> {
    /// Whether it is a message, and enough of it is there.
    pub fn is_message(&self) -> bool {
        // Events and contacts have some of the same properties.
        let is_other = self.kind.get().is_some() && !self.is_called_one();
        let known = [
            self.internet_id.get().is_some(),
            self.received.get().is_some(),
            self.sent.get().is_some(),
            self.from.address().is_some(),
            self.sender.address().is_some(),
            !self.to.all.is_empty(),
            self.subject.get().is_some() && self.etag.get().is_some(),
        ];
        let has_header = !self.headers.all.is_empty() || self.transport_header().is_some();
        !is_other && (has_header || known.into_iter().filter(|is_there| *is_there).count() >= 2)
    }

    /// Whether its type says that it is a message.
    pub fn is_called_one(&self) -> bool {
        let kind = self.kind.get().unwrap_or_default();
        kind.to_ascii_lowercase().ends_with("message")
    }

    /// Whether nothing is there but what names it.
    pub fn is_bare(&self) -> bool {
        self.id.get().is_some() && self.etag.get().is_some()
    }

    /// The property `PidTagTransportMessageHeaders`.
    pub fn transport_header(&self) -> Option<&str> {
        let mut named = self.properties.all.iter();
        named
            .find(|property| property.id.get().is_some_and(is_transport_header))
            .and_then(|property| property.value.get())
    }

    /// The body's text, and whether it is HTML.
    pub fn body(&self) -> Option<(bool, &str)> {
        let is_html = self.body.kind.is("html");
        self.body.content.get().map(|content| (is_html, content))
    }

    /// Whether it has attachments that were not exported.
    pub fn lacks_attachments(&self) -> bool {
        self.has_attachments.is("true") && self.attachments.is_none()
    }

    /// What helps to find it, or to judge its header.
    pub fn facts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let is_draft = self.is_draft.get().filter(|text| *text == "true");
        [
            ("receivedDateTime", self.received.get()),
            ("sentDateTime", self.sent.get()),
            ("internetMessageId", self.internet_id.get()),
            ("from", self.from.address()),
            ("sender", self.sender.address()),
            ("isDraft", is_draft),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    }
}

/// `String 0x007D`, in any case and with any number of zeros.
fn is_transport_header(id: &str) -> bool {
    let mut words = id.split_ascii_whitespace();
    let is_string = words
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("string"));
    let tag = words.next().and_then(|tag| {
        let digits = tag.strip_prefix("0x").or_else(|| tag.strip_prefix("0X"))?;
        u32::from_str_radix(digits, 16).ok()
    });
    is_string && tag == Some(0x7d) && words.next().is_none()
}

#[derive(Debug, Default)]
struct Property<'j> {
    id: Text<'j>,
    value: Text<'j>,
}

impl<'j> Shape<'j> for Property<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "id" => self.id = value(object)?,
            "value" => self.value = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

/// A recipient, or whom a message is from.
#[derive(Debug, Default)]
pub(super) struct Recipient<'j>(Address<'j>);

impl<'j> Shape<'j> for Recipient<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "emailaddress" => self.0 = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

impl Recipient<'_> {
    pub fn name(&self) -> Option<&str> {
        self.0.name.get()
    }

    pub fn address(&self) -> Option<&str> {
        self.0.address.get()
    }
}

#[derive(Debug, Default)]
struct Address<'j> {
    name: Text<'j>,
    address: Text<'j>,
}

impl<'j> Shape<'j> for Address<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "name" => self.name = value(object)?,
            "address" => self.address = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Body<'j> {
    kind: Text<'j>,
    content: Text<'j>,
}

impl<'j> Shape<'j> for Body<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "contenttype" => self.kind = value(object)?,
            "content" => self.content = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

/// A file, or a message within the message.
#[derive(Debug, Default)]
pub(super) struct Attachment<'j> {
    name: Text<'j>,
    kind: Text<'j>,
    id: Text<'j>,
    content: Text<'j>,
    /// The message, as JSON.
    item: Option<&'j str>,
}

impl<'j> Shape<'j> for Attachment<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "name" => self.name = value(object)?,
            "contenttype" => self.kind = value(object)?,
            "contentid" => self.id = value(object)?,
            "contentbytes" => self.content = value(object)?,
            "item" => self.item = Some(later(object)?),
            // Where PowerShell keeps what its types do not have.
            "additionalproperties" => {
                let more: Self = value(object)?;
                if more.content.get().is_some() {
                    self.content = more.content;
                }
                self.item = self.item.or(more.item);
                if more.id.get().is_some() {
                    self.id = more.id;
                }
            }
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

impl Attachment<'_> {
    /// What is said of it.
    pub fn told(&self) -> File<'_> {
        File {
            kind: self.kind.get(),
            name: self.name.get(),
            id: self.id.get(),
        }
    }

    /// Its bytes, as base64.
    pub fn content(&self) -> Option<&str> {
        self.content.get()
    }
}

/// What is attached to a message.
#[derive(Debug, Default)]
pub(super) struct Attachments<'j> {
    pub files: Vec<Attachment<'j>>,
    /// Messages, by their names: each is JSON, to be read as the message itself was.
    pub attached: Vec<(String, &'j str)>,
    pub left_out: usize,
}

impl<'j> Attachments<'j> {
    pub fn of(message: &Message<'j>) -> Self {
        let mut attachments = Self::default();
        let list: Later<'_, MAX_EXPORT_PARTS> =
            parse(message.attachments.unwrap_or("[]")).unwrap_or_default();
        attachments.left_out = list.left_out;
        for element in list.all {
            let Ok(attachment) = parse::<Attachment<'_>>(element) else {
                attachments.left_out += 1;
                continue;
            };
            match attachment.item {
                Some(item) if item != "null" => {
                    let name = attachment.name.get().unwrap_or_default().to_owned();
                    attachments.attached.push((name, item));
                }
                _ => attachments.files.push(attachment),
            }
        }
        attachments
    }
}
