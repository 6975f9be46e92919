//! What fields belong to: the message, and the elements of its lists.

use super::mail::{HeaderView, Mail};
use crate::report::arc::ArcInstance;
use crate::report::body::{Attachment, Link};
use crate::report::dkim::DkimCheck;
use crate::report::vendor::Value as Noted;
use crate::report::{
    ClaimReport, DamageReport, FindingReport, HopReport, MailboxReport, VendorReport,
};

/// Declares what fields belong to: a name, what holds it, and what one is called.
macro_rules! records {
    ($($(#[doc = $note:literal])+ $name:ident($kind:ty), $one:literal;)+) => {
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
    Message(&'r Mail<'r>), "message";
    /// An address with its display name.
    Mailbox(&'r MailboxReport), "address";
    /// A hop.
    Hop(&'r HopReport), "hop";
    /// A DKIM signature.
    Dkim(&'r DkimCheck), "DKIM signature";
    /// An ARC set.
    Arc(&'r ArcInstance), "ARC set";
    /// A reported result.
    Claim(&'r ClaimReport), "reported result";
    /// A property of a reported result.
    Property((&'r str, &'r str)), "property";
    /// A filter's field.
    Vendor(&'r VendorReport), "filter field";
    /// A value of a filter's field.
    VendorValue(&'r Noted), "value";
    /// A link.
    Link(&'r Link), "link";
    /// An attachment.
    Attachment(&'r Attachment), "attachment";
    /// A finding.
    Finding(&'r FindingReport), "finding";
    /// A header field.
    Header(&'r HeaderView<'r>), "header field";
    /// Damage of the input.
    Damage(&'r DamageReport), "damage";
    /// A text of a list of texts.
    Text(&'r str), "text";
}
