//! What a signature's field itself says, before anything is checked.

use super::fields::Fields;
use super::{DkimCheck, Note, Reason, Timing, Verifier};
use crate::auth::signature::BodyHash;
use crate::checked::{Checked, Why};
use crate::codec::base64;
use crate::message::HeaderField;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// How far a signer's clock may be ahead before its `t=` counts as to come, in seconds.
const CLOCK_SKEW: i64 = 300;

/// The fields that a reader sees or that steer how a message is shown.
const DISPLAYED: [&str; 12] = [
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "list-unsubscribe",
];

impl Verifier<'_, '_> {
    /// Everything that the field itself says.
    pub(super) fn describe(&self, index: usize, fields: &Fields) -> DkimCheck {
        let timing = timing(fields, self.as_of);
        let (oversigned, addable) = self.additions(&fields.names);
        let mut notes = Vec::new();
        for (noted, note) in [
            (timing == Timing::Future, Note::FutureTimestamp),
            (fields.length.is_some(), Note::LengthLimited),
            (fields.pre_standard, Note::PreStandard),
            (self.headers.count("from") > 1, Note::SeveralFrom),
        ] {
            if noted {
                notes.push(note);
            }
        }
        DkimCheck {
            result: Checked::Skipped(Why::DependsOnSkipped),
            reason: Reason::Skipped(Why::DependsOnSkipped),
            domain: fields.domain.clone(),
            selector: fields.selector.clone(),
            auid: fields.auid.as_ref().map(|auid| auid.text.clone()),
            algorithm: fields.algorithm,
            canonicalization: fields.canonicalization,
            key_bits: None,
            header_signature: None,
            body_hash: BodyHash::NotAvailable,
            body_hash_stated: fields.body_hash.as_deref().map(base64::encode),
            body_hash_computed: None,
            line_ends: None,
            signed_at: fields.signed_at,
            expires_at: fields.expires_at,
            timing,
            body_length: fields.length,
            body_bytes_unsigned: None,
            signed_fields: self.headers.select(&fields.names, index),
            from_signed: fields.names.iter().any(|name| name == "from"),
            signed_headers: fields.names.clone(),
            oversigned,
            addable,
            test_key: false,
            key: Checked::Skipped(Why::DependsOnSkipped),
            explained: Checked::Done(None),
            notes,
            field: index,
            span: self
                .message
                .fields()
                .get(index)
                .map(HeaderField::span)
                .unwrap_or_default(),
            tags: fields.tags.clone(),
        }
    }

    /// Which names cannot be added to, and which that matter can.
    fn additions(&self, names: &[String]) -> (Vec<String>, Vec<&'static str>) {
        let mut listed: BTreeMap<&str, usize> = BTreeMap::new();
        for name in names {
            *listed.entry(name).or_default() += 1;
        }
        let is_over = |name: &str| {
            listed
                .get(name)
                .is_some_and(|&times| times > self.headers.count(name))
        };
        let oversigned = listed
            .keys()
            .filter(|name| is_over(name))
            .map(|&name| name.to_owned())
            .collect();
        let addable = DISPLAYED
            .into_iter()
            .filter(|name| !is_over(name))
            .collect();
        (oversigned, addable)
    }
}

fn timing(fields: &Fields, [earliest, latest]: [DateTime<Utc>; 2]) -> Timing {
    if fields.expires_at.is_some_and(|at| at < earliest) {
        Timing::Expired
    } else if fields
        .signed_at
        .is_some_and(|at| at.timestamp() > latest.timestamp() + CLOCK_SKEW)
    {
        Timing::Future
    } else {
        Timing::Current
    }
}
