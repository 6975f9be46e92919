//! Of filters' fields.

use super::{each, fields};
use crate::report::VendorReport;
use crate::report::vendor::VendorVerdict;
use crate::rules::field::{Field, Get, Source};
use crate::rules::kind::Kind;
use crate::rules::record::{Record, Subject};
use crate::rules::value::Value;
use crate::rules::word::{Words, word};
use crate::words::vendor::VerdictKind;

fields! {
    FIELDS: Vendor(vendor) {
        Checked "trusted": Kind::Bool, "trust in the filter field", "/trusted", [] => value vendor.trusted;
        Sender "vendor": Kind::Text, "vendor", "/vendor", [] => value &vendor.field.vendor;
        Sender "field": Kind::Text, "name of the header field", "/field", [] => value &vendor.field.field;
        Sender "raw": Kind::Text, "value as written", "/raw", [] => value &vendor.field.raw;
        Sender "verdict": Kind::Word(Words::of::<VerdictKind>()), "verdict of the filter", "/verdict/kind", [] => value verdict(vendor).and_then(|verdict| word(&verdict.kind));
        Sender "score": Kind::Number, "score", "/verdict/score", [] => value verdict(vendor).and_then(|verdict| verdict.score);
        Sender "threshold": Kind::Number, "score from which the filter acts", "/verdict/threshold", [] => value verdict(vendor).and_then(|verdict| verdict.threshold);
        Sender "values": Kind::List(Record::VendorValue), "values", "/values", [] => list Some(each(&vendor.field.values, Subject::VendorValue));
    }
}

fields! {
    VALUE: VendorValue(noted) {
        Sender "key": Kind::Text, "name of the value", "/key", [] => value &noted.key;
        Sender "value": Kind::Text, "value", "/value", [] => value &noted.value;
        Sender "meaning": Kind::Text, "meaning of the value", "/meaning", [] => value noted.meaning.as_deref();
    }
}

fn verdict(vendor: &VendorReport) -> Option<&VendorVerdict> {
    vendor.field.verdict.as_ref()
}
