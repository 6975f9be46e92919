//! Of header fields as they are written.

use super::fields;
use crate::rules::field::{Field, Get, Source};
use crate::rules::kind::Kind;
use crate::rules::record::Subject;
use crate::rules::value::Value;

fields! {
    FIELDS: Header(field) {
        Checked "trusted": Kind::Bool, "proof that your side added it", "", [] => value field.is_ours;
        Derived "index": Kind::Number, "number of the field, the topmost first, from 0", "", [] => value field.index;
        Sender "name": Kind::Text, "name of the field", "", [] => value field.field.name();
        Sender "value": Kind::Text, "value, unfolded and decoded", "", [] => value field.decoded();
        Sender "raw": Kind::Text, "value as written, with its folding", "", [] => value String::from_utf8_lossy(field.raw());
    }
}
