//! Of signatures, ARC sets and reported results.

use super::fields;
use crate::report::dkim::DkimCheck;
use crate::rules::field::{Field, Get, Source};
use crate::rules::kind::Kind;
use crate::rules::record::{Record, Subject};
use crate::rules::value::Value;
use crate::rules::word::{Words, word};
use crate::words::auth::{Algorithm, AuthResult, BodyHash, ChainValidation, Edit, HeaderSignature};
use crate::words::evidence::Standing;

fields! {
    DKIM: Dkim(dkim) {
        Checked "result": Kind::Word(Words::of::<AuthResult>()), "result of the signature", "/result", [] => value dkim.result.done().and_then(word);
        Sender "domain": Kind::Text, "signing domain (d=)", "/domain", [] => value dkim.domain.as_deref();
        Sender "selector": Kind::Text, "selector (s=)", "/selector", [] => value dkim.selector.as_deref();
        Sender "auid": Kind::Text, "signing identity (i=)", "/auid", [] => value dkim.auid.as_deref();
        Sender "algorithm": Kind::Word(Words::of::<Algorithm>()), "algorithm (a=)", "/algorithm", [] => value dkim.algorithm.as_ref().and_then(word);
        Derived "key_bits": Kind::Number, "size of the key in bits", "/key_bits", [] => value dkim.key_bits;
        Checked "header_signature": Kind::Word(Words::of::<HeaderSignature>()), "verification of the header", "/header_signature", [] => value dkim.header_signature.as_ref().and_then(word);
        Checked "body_hash": Kind::Word(Words::of::<BodyHash>()), "verification of the body hash", "/body_hash", [] => value word(&dkim.body_hash);
        Sender "signed_at": Kind::Time, "time of signing (t=)", "/signed_at", [] => value dkim.signed_at;
        Sender "expires_at": Kind::Time, "expiry (x=)", "/expires_at", [] => value dkim.expires_at;
        Sender "from_signed": Kind::Bool, "signing of From", "/from_signed", [] => value dkim.from_signed;
        Derived "edit": Kind::Word(Words::of::<Edit>()), "edit since signing", "", [] => value edit(dkim);
    }
}

fields! {
    ARC: Arc(set) {
        Checked "seal": Kind::Word(Words::of::<AuthResult>()), "result of the seal", "/seal", [] => value set.seal.done().and_then(word);
        Checked "message_signature": Kind::Word(Words::of::<AuthResult>()), "result of the message signature", "/message_signature", [] => value set.message_signature.done().and_then(word);
        Sender "instance": Kind::Number, "number of the set", "/instance", [] => value set.instance;
        Sender "cv": Kind::Word(Words::of::<ChainValidation>()), "chain validation (cv=)", "/cv", [] => value set.cv.as_ref().and_then(word);
        Sender "domain": Kind::Text, "sealing domain (d=)", "/domain", [] => value set.domain.as_deref();
        Sender "selector": Kind::Text, "selector (s=)", "/selector", [] => value set.selector.as_deref();
    }
}

fields! {
    CLAIM: Claim(claim) {
        Checked "trusted": Kind::Bool, "trust in the reporter", "/trusted", [] => value claim.trusted;
        Checked "standing": Kind::Word(Words::of::<Standing>()), "ground of that trust", "/standing", [] => value word(&claim.standing);
        Sender "field": Kind::Text, "name of the header field", "/field", [] => value &claim.field;
        Sender "authserv_id": Kind::Text, "reporting host (authserv-id)", "/authserv_id", [] => value claim.authserv_id.as_deref();
        Sender "method": Kind::Text, "reported method", "/method", [] => value &claim.method;
        Sender "result": Kind::Text, "reported result", "/result", [] => value &claim.result;
        Sender "reason": Kind::Text, "reported reason", "/reason", [] => value claim.reason.as_deref();
        Sender "comment": Kind::Text, "comment", "/comment", [] => value claim.comment.as_deref();
        Derived "agrees": Kind::Bool, "agreement with our own result", "/agrees", [] => value claim.agrees;
        Sender "properties": Kind::List(Record::Property), "properties", "", [] => list Some(Box::new(claim.pairs().map(Subject::Property)));
    }
}

fields! {
    PROPERTY: Property(pair) {
        Sender "key": Kind::Text, "name of the property", "", [] => value pair.0;
        Sender "value": Kind::Text, "value of the property", "", [] => value pair.1;
    }
}

fn edit(dkim: &DkimCheck) -> Option<&'static str> {
    word(&dkim.diagnosis()?.edit)
}
