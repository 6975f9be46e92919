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
        Checked "code": Kind::Text, "code of the finding", "/code", [] => value &finding.code;
        Checked "name": Kind::Text, "name of the finding", "/name", [] => value &finding.name;
        Checked "severity": Kind::Word(Words::ordered::<Severity>()), "severity of the finding", "/severity", [] => value word(&finding.severity);
        Checked "basis": Kind::Word(Words::of::<Basis>()), "basis of the finding", "/basis", [] => value word(&finding.basis);
        Sender "detail": Kind::Text, "detail of the finding", "/detail", [] => value &finding.detail;
    }
}
