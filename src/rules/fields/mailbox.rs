//! Of an address with its display name.

use super::fields;
use crate::rules::field::{Field, Get, Source};
use crate::rules::kind::Kind;
use crate::rules::mail::domain;
use crate::rules::record::Subject;
use crate::rules::value::Value;

fields! {
    FIELDS: Mailbox(mailbox) {
        Sender "display": Kind::Text, "display name", "/display", [] => value mailbox.display.as_deref();
        Sender "address": Kind::Text, "address", "/address", [] => value &mailbox.address;
        Sender "domain": Kind::Text, "domain of the address", "", [] => value domain(&mailbox.address);
    }
}
