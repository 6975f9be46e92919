//! Authentication failures as reports know them (RFC 6591, RFC 9991).

use super::{Case, Contact, Grade, NotAccused, Party, Role, Source, Subject};
use crate::auth::AuthResult;
use crate::auth::dkim::DkimCheck;
use crate::evidence::{Authentication, Evidence};
use crate::names::{normalize, same_organization};

/// What failed, for a report to the owner of the domain in From.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthFailure {
    /// `Auth-Failure`: `dmarc`, the only failure that is reported (RFC 9991 section 4).
    pub kind: &'static str,
    /// `Reported-Domain`: the domain in From.
    pub domain: String,
    /// `Identity-Alignment`.
    pub identity_alignment: String,
    /// `d=`, `s=` and `i=` of the signature that failed, if one did.
    pub dkim: Option<(String, String, Option<String>)>,
    /// The SPF record that was evaluated, if SPF failed: the name, and its text.
    pub spf_dns: Option<(String, String)>,
}

/// The mechanisms that *failed* to authenticate an aligned identity, or `none` if none did (RFC 9991 section 4). A pass
/// of another domain is such a failure.
pub fn identity_alignment(dkim_aligned_pass: bool, spf_aligned_pass: bool) -> &'static str {
    match (dkim_aligned_pass, spf_aligned_pass) {
        (true, true) => "none",
        (true, false) => "spf",
        (false, true) => "dkim",
        (false, false) => "dkim, spf",
    }
}

impl AuthFailure {
    /// What failed, if DMARC did; `None` when it passed, or there is no policy to fail.
    pub fn of(auth: &Authentication) -> Option<Self> {
        if auth.dmarc() != Some(AuthResult::Fail) {
            return None;
        }
        let domain = auth.dmarc.domain.clone()?;
        let alignment = &auth.dmarc.alignment;
        let failed = auth
            .dkim
            .iter()
            .find(|check| check.result.done() != Some(&AuthResult::Pass));
        let spf = auth
            .spf_mail_from
            .done()
            .filter(|check| check.result.done() != Some(&AuthResult::Pass));
        Some(Self {
            kind: "dmarc",
            identity_alignment: identity_alignment(alignment.dkim.pass, alignment.spf.pass)
                .to_owned(),
            domain,
            dkim: failed.and_then(identity),
            spf_dns: spf.and_then(|check| Some((check.domain.clone(), check.trace.text.clone()?))),
        })
    }
}

fn identity(check: &DkimCheck) -> Option<(String, String, Option<String>)> {
    Some((
        check.domain.clone()?,
        check.selector.clone()?,
        check.auid.clone(),
    ))
}

impl Case {
    /// The case as it concerns the owner of the domain in From: told of a failure in its name. `None` if DMARC did not
    /// fail.
    pub fn for_domain_owner(evidence: &Evidence<'_>, sha256: &str) -> Option<Self> {
        let failure = AuthFailure::of(&evidence.auth)?;
        let reason = format!("a message with {} in From failed DMARC", failure.domain);
        let mut party = Party::new(
            Role::DomainOwner,
            Subject::Domain(failure.domain.clone()),
            reason,
        );
        let record = evidence.auth.dmarc.record_facts.as_ref();
        for uri in record.iter().flat_map(|record| &record.ruf) {
            let uri = uri.trim();
            let Some(to) = uri
                .get(..7)
                .filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
                .and_then(|_| crate::enrich::contact::address(uri[7..].split('!').next()?))
            else {
                continue;
            };
            let near = to
                .rsplit_once('@')
                .is_some_and(|(_, domain)| same_organization(domain, &failure.domain));
            if !near {
                party.doubts.push(format!("{to} is in another domain: whether it accepts these reports was not verified (RFC 9990)"));
            }
            let grade = if near {
                Grade::Automatic
            } else {
                Grade::Confirm
            };
            party.contacts.push(Contact {
                address: to,
                source: Source::Ruf,
                grade,
            });
        }
        let case = Self::of(evidence, sha256);
        let others = case.not_accused.into_iter();
        let not_accused: Vec<NotAccused> = others
            .filter(|left| normalize(&left.who) != failure.domain)
            .collect();
        Some(Self {
            incident: case.incident,
            receiver: case.receiver,
            links: case.links,
            parties: vec![party],
            not_accused,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::identity_alignment;

    #[test]
    fn identity_alignment_lists_what_failed() {
        for (dkim, spf, want) in [
            (true, true, "none"),
            (true, false, "spf"),
            (false, true, "dkim"),
            (false, false, "dkim, spf"),
        ] {
            assert_eq!(identity_alignment(dkim, spf), want);
        }
    }
}
