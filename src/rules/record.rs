//! What fields belong to: the message, and the elements of its lists.

use super::fields;
use super::kind::Kind;
use super::mail::{HeaderView, Mail};
use super::value::{List, Value};
use crate::report::arc::ArcInstance;
use crate::report::body::{Attachment, Link};
use crate::report::dkim::DkimCheck;
use crate::report::vendor::Value as Noted;
use crate::report::{
    ClaimReport, DamageReport, FindingReport, HopReport, MailboxReport, VendorReport,
};

/// Declares what fields belong to: a name, what holds it, its fields, and what one element is called.
macro_rules! records {
    ($($(#[doc = $note:literal])+ $name:ident($kind:ty), $fields:path, $one:literal;)+) => {
        listed! {
        /// What fields belong to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Record {
            $($(#[doc = $note])+ $name,)+
        }
        }

        /// One of them in a message.
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Subject<'r> {
            $($name($kind),)+
        }

        impl Record {
            /// Its fields.
            pub fn fields(self) -> &'static [Field] {
                match self {
                    $(Self::$name => $fields,)+
                }
            }

            /// What one is called.
            pub fn one(self) -> &'static str {
                match self {
                    $(Self::$name => $one,)+
                }
            }
        }
    };
}

records! {
    /// The message.
    Message(&'r Mail<'r>), fields::message::FIELDS, "message";
    /// An address with its display name.
    Mailbox(&'r MailboxReport), fields::mailbox::FIELDS, "address";
    /// A hop.
    Hop(&'r HopReport), fields::hop::FIELDS, "hop";
    /// A DKIM signature.
    Dkim(&'r DkimCheck), fields::auth::DKIM, "DKIM signature";
    /// An ARC set.
    Arc(&'r ArcInstance), fields::auth::ARC, "ARC set";
    /// A reported result.
    Claim(&'r ClaimReport), fields::auth::CLAIM, "reported result";
    /// A property of a reported result.
    Property((&'r str, &'r str)), fields::auth::PROPERTY, "property";
    /// A filter's field.
    Vendor(&'r VendorReport), fields::vendor::FIELDS, "filter field";
    /// A value of a filter's field.
    VendorValue(&'r Noted), fields::vendor::VALUE, "value";
    /// A link.
    Link(&'r Link), fields::body::LINK, "link";
    /// An attachment.
    Attachment(&'r Attachment), fields::body::ATTACHMENT, "attachment";
    /// A finding.
    Finding(&'r FindingReport), fields::finding::FIELDS, "finding";
    /// A header field.
    Header(&'r HeaderView<'r>), fields::header::FIELDS, "header field";
    /// Damage of the input.
    Damage(&'r DamageReport), fields::message::DAMAGE, "damage";
    /// A text of a list of texts.
    Text(&'r str), fields::TEXT, "text";
}

/// Whose word a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The sender can write whatever it wants there.
    Sender,
    /// What our side saw, what hdrtrace checked, or what the caller said.
    Checked,
}

/// A field of the report.
#[derive(Debug)]
pub struct Field {
    /// Its name in conditions.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whose word it is.
    pub source: Source,
    /// What it is, for a reader: a noun phrase.
    pub noun: &'static str,
    /// Where it stands in the JSON of its record, as a JSON pointer; empty where that has no such field.
    pub json: &'static str,
    /// The header fields that show it.
    pub shown_by: &'static [&'static str],
    pub(super) get: Get,
}

/// How it is read.
#[derive(Debug)]
pub(super) enum Get {
    Value(for<'r> fn(Subject<'r>) -> Value<'r>),
    List(for<'r> fn(Subject<'r>) -> Option<List<'r>>),
}

impl Record {
    /// The field with this name.
    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

impl Field {
    pub(super) fn value<'r>(&self, subject: Subject<'r>) -> Value<'r> {
        match self.get {
            Get::Value(get) => get(subject),
            Get::List(_) => Value::Missing,
        }
    }

    pub(super) fn list<'r>(&self, subject: Subject<'r>) -> Option<List<'r>> {
        match self.get {
            Get::List(get) => get(subject),
            Get::Value(_) => None,
        }
    }
}
