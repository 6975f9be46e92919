//! Which names authentication ties to the sender: by our own checks, or by results of the receiver that no sender can write.

use crate::checked::Checked;
use crate::names::{normalize, same_organization};
use crate::report::spf::SpfCheck;
use crate::report::{Report, SaidReport};
use crate::words::auth::{AuthResult, Policy};

/// Names that are proven, and one that is not though its owner says how to tell.
#[derive(Default)]
pub(super) struct Proof {
    /// Domains that passed.
    domains: Vec<String>,
    /// The author's domain, where DMARC fails: another name of its organization that passes speaks for itself only (RFC 9989
    /// section 4.4).
    failed: Option<String>,
    /// The author's domain, where DMARC fails under a policy to quarantine or to reject.
    pub spoofed: Option<String>,
}

impl Proof {
    pub(super) fn of(report: &Report) -> Self {
        let auth = &report.authentication;
        let said = &auth.receiver;
        let passed =
            |said: &Option<SaidReport>| said.as_ref().and_then(SaidReport::proven) == Some("pass");
        let mut domains = Vec::new();
        let mut add = |name: Option<&str>| domains.extend(name.map(normalize));
        for (check, said) in [
            (&auth.spf.helo, &said.spf_helo),
            (&auth.spf.mail_from, &said.spf_mail_from),
        ] {
            let ours = check.done().filter(|check| is_pass(check));
            add(ours.map(|check| check.domain.as_str()));
            let theirs = check.done().filter(|_| passed(said));
            add(theirs.map(|check| check.domain.as_str()));
        }
        if passed(&said.spf_mail_from) {
            let sender = auth.spf.envelope.mail_from.as_ref();
            add(sender.and_then(|sender| domain_of(&sender.value)));
        }
        if passed(&said.spf_helo) {
            add(auth
                .spf
                .envelope
                .helo
                .as_ref()
                .map(|helo| helo.value.as_str()));
        }
        let nothing = None;
        for (at, check) in auth.dkim.iter().enumerate() {
            let said = said.dkim.get(at).unwrap_or(&nothing);
            if check.result == Checked::Done(AuthResult::Pass) || passed(said) {
                add(check.domain.as_deref());
            }
        }
        let dmarc = &auth.dmarc;
        if dmarc.result == Checked::Done(AuthResult::Pass) || passed(&said.dmarc) {
            add(dmarc.domain.as_deref());
        }
        let failed = dmarc.result == Checked::Done(AuthResult::Fail);
        let asks = matches!(dmarc.policy, Some(Policy::Quarantine | Policy::Reject));
        Self {
            failed: dmarc.domain.as_deref().filter(|_| failed).map(normalize),
            spoofed: dmarc.domain.clone().filter(|_| failed && asks),
            domains,
        }
    }

    /// Whether a name itself passed.
    pub(super) fn has(&self, name: &str) -> bool {
        let name = normalize(name);
        self.domains.contains(&name)
    }

    /// Whether a name is of an organization that passed.
    pub(super) fn covers(&self, name: &str) -> bool {
        if self.failed.as_deref() == Some(&*normalize(name)) {
            return self.has(name);
        }
        self.domains
            .iter()
            .any(|domain| same_organization(domain, name))
    }
}

fn is_pass(check: &SpfCheck) -> bool {
    check.result == Checked::Done(AuthResult::Pass)
}

/// The domain of an address.
pub(super) fn domain_of(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}
