//! The properties of a message, a recipient or an attachment.

use super::page;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use encoding_rs::UTF_16LE;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Declares the numbers of properties, and `ALL` of them.
macro_rules! tags {
    ($($name:ident = $number:literal;)+) => {
        $(pub const $name: u16 = $number;)+

        /// What is read; the rest of a message is of no use here.
        pub(super) const ALL: &[u16] = &[$($name),+];
    };
}

/// Numbers of properties (MS-OXPROPS), by their names there without `PidTag`.
pub(in crate::archive) mod tag {
    tags! {
        MESSAGE_CLASS = 0x001A;
        SUBJECT = 0x0037;
        CLIENT_SUBMIT_TIME = 0x0039;
        RECEIVED_BY_NAME = 0x0040;
        SENT_REPRESENTING_NAME = 0x0042;
        SENT_REPRESENTING_ADDRESS_TYPE = 0x0064;
        SENT_REPRESENTING_EMAIL_ADDRESS = 0x0065;
        RECEIVED_BY_EMAIL_ADDRESS = 0x0076;
        TRANSPORT_MESSAGE_HEADERS = 0x007D;
        RECIPIENT_TYPE = 0x0C15;
        SENDER_NAME = 0x0C1A;
        SENDER_ADDRESS_TYPE = 0x0C1E;
        SENDER_EMAIL_ADDRESS = 0x0C1F;
        MESSAGE_DELIVERY_TIME = 0x0E06;
        MESSAGE_FLAGS = 0x0E07;
        BODY = 0x1000;
        RTF_COMPRESSED = 0x1009;
        HTML = 0x1013;
        INTERNET_MESSAGE_ID = 0x1035;
        INTERNET_REFERENCES = 0x1039;
        IN_REPLY_TO_ID = 0x1042;
        DISPLAY_NAME = 0x3001;
        ADDRESS_TYPE = 0x3002;
        EMAIL_ADDRESS = 0x3003;
        ATTACH_DATA = 0x3701;
        ATTACH_FILENAME = 0x3704;
        ATTACH_METHOD = 0x3705;
        ATTACH_LONG_FILENAME = 0x3707;
        ATTACH_MIME_TAG = 0x370E;
        ATTACH_CONTENT_ID = 0x3712;
        SMTP_ADDRESS = 0x39FE;
        INTERNET_CODEPAGE = 0x3FDE;
        MESSAGE_CODEPAGE = 0x3FFD;
        SENDER_SMTP_ADDRESS = 0x5D01;
        SENT_REPRESENTING_SMTP_ADDRESS = 0x5D02;
        RECEIVED_BY_SMTP_ADDRESS = 0x5D07;
    }
}

/// Types of properties (MS-OXCDATA section 2.11.1).
pub(in crate::archive) mod kind {
    pub const INTEGER: u16 = 0x0003;
    pub const NARROW: u16 = 0x001E;
    pub const TEXT: u16 = 0x001F;
    pub const TIME: u16 = 0x0040;
    pub const BINARY: u16 = 0x0102;
}

/// `PidTagAttachMethod` of a message (MS-OXCMSG section 2.2.2.9).
const EMBEDDED_MESSAGE: u32 = 5;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::archive) enum Value {
    /// `PtypString`.
    Text(String),
    /// `PtypString8`: in the message's code page.
    Narrow(Vec<u8>),
    /// `PtypBinary`.
    Bytes(Vec<u8>),
    /// `PtypInteger32`.
    Integer(u32),
    /// `PtypTime`: units of 100 ns since 1601.
    Time(u64),
}

impl Value {
    /// A value by its type; `None` for types that are of no use here.
    pub fn of(kind: u16, bytes: Vec<u8>) -> Option<Self> {
        match kind {
            kind::INTEGER => Some(Self::Integer(u32::from_le_bytes(*bytes.first_chunk()?))),
            kind::TIME => Some(Self::Time(u64::from_le_bytes(*bytes.first_chunk()?))),
            kind::TEXT => {
                let whole = bytes.len() & !1;
                let (text, _) = UTF_16LE.decode_without_bom_handling(&bytes[..whole]);
                Some(Self::Text(text.into_owned()))
            }
            kind::NARROW => Some(Self::Narrow(bytes)),
            kind::BINARY => Some(Self::Bytes(bytes)),
            _ => None,
        }
    }
}

/// The properties of one thing.
#[derive(Clone, Debug, Default)]
pub(in crate::archive) struct Properties {
    values: BTreeMap<u16, Value>,
    /// Those that are there and could not be read.
    unreadable: BTreeSet<u16>,
    /// The code page of 8-bit texts.
    page: Option<u32>,
}

/// From 1601 to 1970, in seconds.
const EPOCH: i64 = 11_644_473_600;

impl Properties {
    /// Whether a property is of use.
    pub fn wants(id: u16) -> bool {
        tag::ALL.contains(&id)
    }

    pub fn insert(&mut self, id: u16, value: Value) {
        self.values.insert(id, value);
    }

    /// Notes a property that is there and cannot be read.
    pub fn miss(&mut self, id: u16) {
        self.unreadable.insert(id);
    }

    /// Whether a property is there and could not be read.
    pub fn is_unreadable(&self, id: u16) -> bool {
        self.unreadable.contains(&id)
    }

    /// Whether anything is there and could not be read.
    pub fn is_damaged(&self) -> bool {
        !self.unreadable.is_empty()
    }

    /// Whether an attachment is a message.
    pub fn is_embedded(&self) -> bool {
        self.integer(tag::ATTACH_METHOD) == Some(EMBEDDED_MESSAGE)
    }

    /// The code page that is stated, or that of what it is part of.
    pub fn set_page(&mut self, outer: Option<u32>) {
        self.page = [tag::MESSAGE_CODEPAGE, tag::INTERNET_CODEPAGE]
            .into_iter()
            .find_map(|id| self.integer(id))
            .or(outer);
    }

    pub fn page(&self) -> Option<u32> {
        self.page
    }

    /// Whether any text depends on the code page.
    pub fn is_narrow(&self) -> bool {
        self.values
            .values()
            .any(|value| matches!(value, Value::Narrow(text) if !text.is_ascii()))
    }

    /// A text that is not empty.
    pub fn text(&self, id: u16) -> Option<Cow<'_, str>> {
        let text = match self.values.get(&id)? {
            Value::Text(text) => Cow::Borrowed(text.as_str()),
            // What a sender declares must not change the lines of a header.
            Value::Narrow(bytes) if id == tag::TRANSPORT_MESSAGE_HEADERS => {
                page::decode(self.page.filter(|page| page::keeps_ascii(*page)), bytes)
            }
            Value::Narrow(bytes) => page::decode(self.page, bytes),
            _ => return None,
        };
        let end = text.trim_end_matches('\0').len();
        (end > 0).then(|| match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
            Cow::Owned(mut text) => {
                text.truncate(end);
                Cow::Owned(text)
            }
        })
    }

    pub fn bytes(&self, id: u16) -> Option<&[u8]> {
        match self.values.get(&id)? {
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The same, taken out.
    pub fn take_bytes(&mut self, id: u16) -> Option<Vec<u8>> {
        match self.values.remove(&id)? {
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn integer(&self, id: u16) -> Option<u32> {
        match self.values.get(&id)? {
            Value::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// A time; those that Outlook writes for "never" are none.
    pub fn time(&self, id: u16) -> Option<DateTime<Utc>> {
        let Value::Time(ticks) = self.values.get(&id)? else {
            return None;
        };
        let micros = i64::try_from(ticks / 10).ok().filter(|at| *at > 0)?;
        DateTime::from_timestamp(-EPOCH, 0)?
            .checked_add_signed(TimeDelta::microseconds(micros))
            // Outlook's "never" is the year 4501.
            .filter(|time| *time < DateTime::from_timestamp(79_870_665_600, 0).unwrap_or_default())
    }

    /// A time as text.
    pub fn time_text(&self, id: u16) -> Option<String> {
        let time = self.time(id)?;
        Some(time.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}
