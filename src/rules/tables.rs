//! Which fields each record has.

use super::field::Field;
use super::fields;
use super::record::Record;

impl Record {
    /// Its fields.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Message => fields::message::FIELDS,
            Self::Mailbox => fields::mailbox::FIELDS,
            Self::Hop => fields::hop::FIELDS,
            Self::Dkim => fields::auth::DKIM,
            Self::Arc => fields::auth::ARC,
            Self::Claim => fields::auth::CLAIM,
            Self::Property => fields::auth::PROPERTY,
            Self::Vendor => fields::vendor::FIELDS,
            Self::VendorValue => fields::vendor::VALUE,
            Self::Link => fields::body::LINK,
            Self::Attachment => fields::body::ATTACHMENT,
            Self::Finding => fields::finding::FIELDS,
            Self::Header => fields::header::FIELDS,
            Self::Damage => fields::message::DAMAGE,
            Self::Text => fields::TEXT,
        }
    }

    /// The field with this name.
    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}
