//! The domains whose valid signatures take responsibility for the message.

use super::incident::{source_ip, source_name};
use super::{Case, Contact, Facts, Party, Role, Subject};
use crate::auth::AuthResult;
use crate::auth::dkim::DkimCheck;
use crate::auth::signature::HeaderSignature;
use crate::names::{normalize, organization, same_organization};

pub(super) fn find(facts: &Facts<'_, '_>, case: &mut Case) {
    for (index, check) in facts.evidence.auth.dkim.iter().enumerate() {
        let Some(domain) = check.domain.as_deref().map(normalize) else {
            continue;
        };
        match standing(check) {
            Standing::Valid => report_signer(facts, case, check, &domain, Vec::new()),
            Standing::HeaderOnly => {
                let doubt = "the body was not supplied: only the header part of the signature was checked";
                report_signer(facts, case, check, &domain, vec![doubt.to_owned()]);
            }
            Standing::ValidThen if claimed_by_receiver(facts, index) => {
                let doubt = "the signature could not be verified here; the receiver reported dkim=pass for it";
                report_signer(facts, case, check, &domain, vec![doubt.to_owned()]);
            }
            _ if check.result.skipped().is_some() => case.leave_out(
                domain,
                "named in a DKIM signature that was not checked: anyone could have written it",
            ),
            Standing::ValidThen | Standing::Invalid => case.leave_out(
                domain,
                "named in a DKIM signature that does not verify: anyone could have written it",
            ),
            Standing::PartOnly => case.leave_out(
                domain,
                "signed only a part of the body (l=): the rest may have been added by somebody else",
            ),
        }
    }
}

enum Standing {
    Valid,
    HeaderOnly,
    /// It cannot be tried any more.
    ValidThen,
    PartOnly,
    Invalid,
}

fn standing(check: &DkimCheck) -> Standing {
    match check.result.done() {
        Some(AuthResult::Pass) if check.body_bytes_unsigned.is_some_and(|bytes| bytes > 0) => {
            Standing::PartOnly
        }
        Some(AuthResult::Pass) => Standing::Valid,
        Some(AuthResult::Neutral) if check.header_signature == Some(HeaderSignature::Valid) => {
            Standing::HeaderOnly
        }
        _ if check.header_signature.is_none() => Standing::ValidThen,
        _ => Standing::Invalid,
    }
}

/// Whether our own receiver recorded a pass for this very signature.
fn claimed_by_receiver(facts: &Facts<'_, '_>, index: usize) -> bool {
    let said = facts.evidence.receiver_dkim(index);
    said.is_some_and(|said| said.claim.means() == Some(AuthResult::Pass.word()))
}

fn report_signer(
    facts: &Facts<'_, '_>,
    case: &mut Case,
    check: &DkimCheck,
    domain: &str,
    mut doubts: Vec<String>,
) {
    let selector = check.selector.as_deref().unwrap_or_default();
    let reason = if doubts.is_empty() {
        format!(
            "{domain} signed the message (DKIM selector {selector}), and the signature verifies"
        )
    } else {
        format!("{domain} signed the message (DKIM selector {selector})")
    };
    if check.test_key {
        doubts.push("its key record says that it is only testing DKIM (t=y)".to_owned());
    }
    if is_replayed(facts, domain) {
        doubts.push(format!(
            "{} is not known to send for {domain}: the signed message may have been replayed by somebody else",
            source_ip(facts.evidence).map_or_else(|| "the source address".to_owned(), |ip| ip.to_string())
        ));
    }
    let mut party = Party::new(Role::Signer, Subject::Domain(domain.to_owned()), reason);
    party.doubts = doubts;
    party.contacts.extend(Contact::guess(&organization(domain)));
    case.add(party);
}

/// A valid signature can be taken along with the message that it covers (RFC 6376 section 8.6). Neither SPF nor the
/// recorded name of the client then speaks for the signer.
fn is_replayed(facts: &Facts<'_, '_>, domain: &str) -> bool {
    let auth = &facts.evidence.auth;
    let by_spf = [&auth.spf_mail_from, &auth.spf_helo]
        .into_iter()
        .any(|check| {
            check.done().is_some_and(|check| {
                check.result.done() == Some(&AuthResult::Pass)
                    && same_organization(&check.domain, domain)
            })
        });
    let by_name = source_name(facts.evidence).is_some_and(|name| same_organization(name, domain));
    !by_spf && !by_name
}
