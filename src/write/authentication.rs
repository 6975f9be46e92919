//! What was found out about the sender.

use super::plain::{Plain, as_text, by_name};
use crate::auth::repair::Diagnosis;
use crate::auth::spf::Identity;
use crate::evidence::{Authentication, Evidence, Said, Sourced, Standing};
use crate::report::authentication as model;
use crate::report::authentication::{AuthenticationReport, ReceiverReport, SaidReport, SpfReport};
use crate::report::dkim;

as_text!(
    crate::auth::dkim::Reason,
    crate::auth::arc::ArcReason,
    crate::auth::arc::Defect,
    crate::auth::canonical::Canonicalization,
);

by_name! {
    crate::auth::spf::SpfCheck => crate::report::spf::SpfCheck {
        result, identity, domain, sender, ip, mechanism, path, lookups, void_lookups, reason, explanation, trace
    }
    crate::auth::spf::RecordTrace => crate::report::spf::RecordTrace {
        domain, question, text, result, reason, terms, omitted_terms
    }
    crate::auth::spf::TermTrace => crate::report::spf::TermTrace {
        text, outcome, target, detail, questions, lookups, void_lookups, record
    }
    crate::auth::spf::Asked => crate::report::spf::Asked {
        name, rtype, outcome, answers, omitted_answers
    }
    crate::auth::key::KeyCheck => crate::report::key::KeyCheck {
        name, status, problem, records, used, aliases, key_type, bits, testing, strict, hashes, services, granularity, notes
    }
    crate::auth::tags::TagView => crate::report::key::TagView {
        name, value, span
    }
    crate::auth::dkim::DkimCheck => crate::report::dkim::DkimCheck {
        result, reason, domain, selector, auid, algorithm, canonicalization, key_bits, header_signature, body_hash, body_hash_stated, body_hash_computed, line_ends, signed_at, expires_at, timing, body_length, body_bytes_unsigned, signed_headers, signed_fields, from_signed, oversigned, addable, test_key, key, explained, notes, field, span, tags
    }
    crate::auth::dkim::SignedLineEnds => crate::report::dkim::SignedLineEnds {
        header, body
    }
    crate::auth::repair::RestoredField => crate::report::dkim::RestoredField {
        edit, name, was, field
    }
    crate::auth::dmarc::DmarcCheck => crate::report::dmarc::DmarcCheck {
        result, reason, domain, organizational_domain, policy, published_policy, policy_tag, disposition, record_domain, record, record_facts, domain_exists, alignment, walk, others
    }
    crate::auth::dmarc::DmarcRecord => crate::report::dmarc::DmarcRecord {
        text, adkim, aspf, psd, testing, fo, rua, ruf, historic, problems
    }
    crate::auth::dmarc::HistoricTag => crate::report::dmarc::HistoricTag {
        tag, value
    }
    crate::auth::dmarc::Alignment => crate::report::dmarc::Alignment {
        spf, dkim
    }
    crate::auth::dmarc::MethodAlignment => crate::report::dmarc::MethodAlignment {
        mode, pass, identifiers
    }
    crate::auth::dmarc::IdentifierAlignment => crate::report::dmarc::IdentifierAlignment {
        domain, result, aligned, organizational_domain, reason
    }
    crate::auth::dmarc::WalkStep => crate::report::dmarc::WalkStep {
        domain, found, record
    }
    crate::auth::arc::ArcCheck => crate::report::arc::ArcCheck {
        result, reason, instances, broken_at, oldest_pass, defects
    }
    crate::auth::arc::ArcInstance => crate::report::arc::ArcInstance {
        instance, seal, message_signature, cv, domain, selector, reason, seal_facts, message_signature_facts, results
    }
    crate::auth::arc::ArcSignature => crate::report::arc::ArcSignature {
        result, reason, domain, selector, algorithm, canonicalization, key_bits, header_signature, body_hash, signed_at, signed_headers, signed_fields, key, field, span, tags
    }
    crate::auth::arc::ArcResults => crate::report::arc::ArcResults {
        field, span, text
    }
    crate::evidence::Envelope => crate::report::authentication::Envelope {
        client_ip, helo, mail_from
    }
}

impl<T, From: Plain<T>> Plain<model::Sourced<T>> for Sourced<From> {
    fn plain(self) -> model::Sourced<T> {
        model::Sourced {
            value: self.value.plain(),
            source: self.source.plain(),
        }
    }
}

impl Plain<dkim::Diagnosis> for Diagnosis {
    fn plain(self) -> dkim::Diagnosis {
        dkim::Diagnosis {
            edit: self.edit,
            edits: self.edits,
            detail: self.detail,
            added: self.added,
            fields: self.fields.plain(),
            verified: self.verified,
            body_verified: self.recovered.is_some(),
        }
    }
}

/// All of it, beside what our receiver said.
pub(super) fn report(auth: Authentication, receiver: ReceiverReport) -> AuthenticationReport {
    AuthenticationReport {
        spf: SpfReport {
            helo: auth.spf_helo.plain(),
            mail_from: auth.spf_mail_from.plain(),
            envelope: auth.envelope.plain(),
        },
        dkim: auth.dkim.plain(),
        dmarc: auth.dmarc.plain(),
        arc: auth.arc.plain(),
        receiver,
    }
}

fn said(said: &Said<'_>) -> SaidReport {
    SaidReport {
        claim: said.index,
        result: said.entry.claim.result.clone(),
        trusted: said.entry.standing.trusted(),
        agrees: said.agrees,
    }
}

/// What our receiver said.
pub(super) fn receiver(evidence: &Evidence<'_>) -> ReceiverReport {
    let believed = evidence.claims_of(Standing::trusted);
    let unproven = evidence.claims_of(|standing| standing == Standing::Unproven);
    // Where the receiver's own results are known, what they do not repeat is not its word.
    let is_known = evidence
        .ledger
        .iter()
        .any(|entry| entry.standing == Standing::Confirmed);
    let written = |believed: Option<Said<'_>>, unproven: Option<Said<'_>>| {
        let unproven = unproven.filter(|_| !is_known);
        believed.or(unproven).as_ref().map(said)
    };
    let spf = |identity| written(believed.spf(identity), unproven.spf(identity));
    ReceiverReport {
        spf_helo: spf(Identity::Helo),
        spf_mail_from: spf(Identity::MailFrom),
        dkim: (0..evidence.auth.dkim.len())
            .map(|index| written(believed.dkim(index), unproven.dkim(index)))
            .collect(),
        no_signature: written(believed.no_signature(), unproven.no_signature()),
        dmarc: written(believed.dmarc(), unproven.dmarc()),
        arc: written(believed.arc(), unproven.arc()),
    }
}
