//! Authentication (`AUT`): SPF, DKIM, DMARC and ARC, and what was claimed of them.

use crate::findings::model::Finding;

mod addable_fields;
mod arc_fail;
mod body_length;
mod claim_disagrees;
mod dkim_fail;
mod dmarc_fail;
mod forged_claim;
mod from_unsigned;
mod hidden_claim;
mod imitated_unaligned;
mod key;
mod key_gone;
mod no_aligned_identifier;
mod no_dmarc_policy;
mod nothing_authenticates;
mod receiver_compauth_fail;
mod receiver_dmarc_fail;
mod receiver_spf_fail;
mod signature_expired;
mod spf_broken;
mod spf_fail;
mod unaligned;
mod unusable_signature;

/// By code.
pub(super) const ALL: &[&Finding] = &[
    &dmarc_fail::FINDING,
    &spf_fail::FINDING,
    &dkim_fail::FINDING,
    &nothing_authenticates::FINDING,
    &receiver_dmarc_fail::FINDING,
    &receiver_compauth_fail::FINDING,
    &receiver_spf_fail::FINDING,
    &no_dmarc_policy::FINDING,
    &spf_broken::FINDING,
    &unaligned::FINDING,
    &claim_disagrees::FINDING,
    &forged_claim::FINDING,
    &hidden_claim::FINDING,
    &key::WEAK,
    &key::TEST,
    &body_length::FINDING,
    &signature_expired::FINDING,
    &key_gone::FINDING,
    &from_unsigned::FINDING,
    &addable_fields::FINDING,
    &unusable_signature::FINDING,
    &arc_fail::FINDING,
    &no_aligned_identifier::FINDING,
    &imitated_unaligned::FINDING,
];
