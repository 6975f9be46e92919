//! People as Outlook keeps them: a name, a type of address, and an address, which inside Exchange is not one of mail.

use super::properties::{Properties, tag};

/// The properties that one person has.
pub(super) struct Tags {
    pub name: u16,
    pub kind: u16,
    pub address: u16,
    pub smtp: u16,
}

/// Who submitted the message.
pub(super) const SENDER: Tags = Tags {
    name: tag::SENDER_NAME,
    kind: tag::SENDER_ADDRESS_TYPE,
    address: tag::SENDER_EMAIL_ADDRESS,
    smtp: tag::SENDER_SMTP_ADDRESS,
};

/// In whose name.
pub(super) const AUTHOR: Tags = Tags {
    name: tag::SENT_REPRESENTING_NAME,
    kind: tag::SENT_REPRESENTING_ADDRESS_TYPE,
    address: tag::SENT_REPRESENTING_EMAIL_ADDRESS,
    smtp: tag::SENT_REPRESENTING_SMTP_ADDRESS,
};

/// A recipient.
pub(super) const RECIPIENT: Tags = Tags {
    name: tag::DISPLAY_NAME,
    kind: tag::ADDRESS_TYPE,
    address: tag::EMAIL_ADDRESS,
    smtp: tag::SMTP_ADDRESS,
};

/// A person, as a field of a header has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::archive) struct Addressee {
    name: Option<String>,
    pub(super) address: Option<String>,
}

impl Addressee {
    /// One of whom anything is known.
    pub fn new(name: Option<&str>, address: Option<&str>) -> Option<Self> {
        let address = address
            .map(|text| text.trim().to_owned())
            .filter(|text| is_address(text));
        let name = name
            .map(clean)
            .filter(|name| !name.is_empty() && Some(name) != address.as_ref());
        (name.is_some() || address.is_some()).then_some(Self { name, address })
    }

    pub(super) fn of(properties: &Properties, tags: &Tags) -> Option<Self> {
        let smtp = properties.text(tags.smtp);
        let own = || {
            properties
                .text(tags.address)
                .filter(|_| !is_internal(properties, tags))
        };
        let address = smtp.or_else(own);
        Self::new(properties.text(tags.name).as_deref(), address.as_deref())
    }

    /// As it stands in a header.
    pub fn text(&self) -> String {
        let quoted = |name: &str| {
            let name = name.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{name}\"")
        };
        match (&self.name, &self.address) {
            (Some(name), Some(address)) => format!("{} <{address}>", quoted(name)),
            (Some(name), None) => quoted(name),
            (None, address) => address.clone().unwrap_or_default(),
        }
    }
}

/// Whether an address is one of Exchange's own (a path of X.500).
pub(super) fn is_internal(properties: &Properties, tags: &Tags) -> bool {
    properties
        .text(tags.kind)
        .is_some_and(|kind| kind.eq_ignore_ascii_case("EX"))
}

/// Whether a text can stand as an address in a header: nothing in it ends the address or the line.
fn is_address(text: &str) -> bool {
    text.contains('@')
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"()".contains(c))
}

/// A text on one line.
pub(super) fn clean(text: &str) -> String {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}
