//! Of findings.

use super::fields;
use crate::rules::field::{Field, Get, Source};
use crate::rules::kind::Kind;
use crate::rules::record::Subject;
use crate::rules::value::Value;
use crate::rules::word::{Words, word};
use crate::words::findings::{Basis, Severity};

fields! {
    FIELDS: Finding(finding) {
        Derived "code": Kind::Text, "code of the finding", "/code", [] => value &finding.code;
        Derived "name": Kind::Text, "name of the finding", "/name", [] => value &finding.name;
        Derived "severity": Kind::Word(Words::ordered::<Severity>()), "severity of the finding", "/severity", [] => value word(&finding.severity);
        Derived "basis": Kind::Word(Words::of::<Basis>()), "basis of the finding", "/basis", [] => value word(&finding.basis);
        Sender "detail": Kind::Text, "detail of the finding", "/detail", [] => value &finding.detail;
    }
}
