//! What makes honest mail look suspicious: the ways on which signatures break and senders change.
//!
//! This is the one gate through which context lowers a finding. A `List-Id`, an SRS address or a broken signature is
//! written as easily as any field, so what the message only *says* is told and lowers nothing; what is *shown* may. Shown
//! is what we proved (a signature that verifies), or what our own receiver found. Only this file makes a [`Shown`].

use crate::auth::AuthResult;
use crate::auth::dkim::DkimCheck;
use crate::auth::key::KeyStatus;
use crate::auth::repair::Diagnosis;
use crate::auth::spf::Identity;
use crate::checked::Checked;
use crate::claims::{Claim, FieldKind};
use crate::evidence::{Entry, Evidence};
use crate::findings::model::{Hit, Severity};
use crate::message::Mailbox;
use crate::names::{same_organization, unmapped};
use crate::route::Hop;
use std::net::IpAddr;

/// A circumstance that explains what was seen, as a clause that follows what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::findings) enum Context {
    /// The message says so, and its sender could have written it. It lowers nothing.
    Said(String),
    /// It is proven.
    Shown(Shown),
}

/// A proven circumstance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::findings) struct Shown(String);

impl Context {
    fn shown(text: impl Into<String>) -> Self {
        Self::Shown(Shown(text.into()))
    }

    /// Whether it is proven.
    pub(in crate::findings) fn is_shown(&self) -> bool {
        matches!(self, Self::Shown(_))
    }

    /// The clause.
    pub(in crate::findings) fn text(&self) -> &str {
        match self {
            Self::Said(text) | Self::Shown(Shown(text)) => text,
        }
    }
}

/// The first of these that is shown; without one, the first that is said.
pub(in crate::findings) fn strongest(
    contexts: impl IntoIterator<Item = Option<Context>>,
) -> Option<Context> {
    let mut said = None;
    for context in contexts.into_iter().flatten() {
        if context.is_shown() {
            return Some(context);
        }
        said.get_or_insert(context);
    }
    said
}

/// Fields of old lists, which have no List-Id.
const OLD_LIST_FIELDS: &[&str] = &[
    "Mailing-List",
    "X-Mailing-List",
    "X-BeenThere",
    "X-Mailman-Version",
];

/// Fields that forwarders add.
const FORWARD_FIELDS: &[&str] = &[
    "X-Forwarded-To",
    "X-Forwarded-For",
    "Resent-From",
    "X-Forwarded-Encrypted",
];

/// The mailing list that it came through. It is shown where the list's own organization is vouched for, by a signature or
/// SPF that passes or by the confirmed name of the host that handed the message over.
pub(in crate::findings) fn mailing_list(evidence: &Evidence<'_>) -> Option<Context> {
    let Some((_, list)) = &evidence.facts.list else {
        let is_old = |name: &&&str| evidence.message.first(name).is_some();
        return OLD_LIST_FIELDS.iter().find(is_old).map(|field| {
            Context::Said(format!(
                "{field} says that it came through a mailing list, which nothing confirms"
            ))
        });
    };
    let host = list_domain(list).unwrap_or_default();
    let is_lists = |domain: &str| !host.is_empty() && same_organization(domain, &host);
    let confirmed = evidence
        .route
        .boundary_hop()
        .and_then(|hop| hop.received.confirmed_name());
    // Somebody's own list explains nothing about their own mail.
    let is_authors = evidence
        .facts
        .from
        .iter()
        .filter_map(Mailbox::domain)
        .any(|from| is_lists(&from));
    let is_shown = !is_authors
        && (vouched_domains(evidence).any(|domain| is_lists(&domain))
            || confirmed.is_some_and(is_lists));
    Some(if is_shown {
        Context::shown(format!("it came through a mailing list of {host}"))
    } else {
        Context::Said(
            "a list field says that it came through a mailing list, which nothing confirms"
                .to_owned(),
        )
    })
}

/// The domain in `<name.lists.example>` or `<mailto:name@lists.example>`.
fn list_domain(list: &str) -> Option<String> {
    let inner = list.rsplit_once('<').map_or(list, |(_, rest)| rest);
    let inner = inner.split('>').next()?.trim();
    let domain = inner.rsplit_once('@').map_or(inner, |(_, domain)| domain);
    domain
        .contains('.')
        .then(|| crate::names::normalize(domain))
}

/// What proves that the author's domain authenticated the message, though a later host broke that: what the receiver
/// found, the repair that makes the author's signature verify, or a sealer whose word counts.
pub(in crate::findings) fn authenticated_before(evidence: &Evidence<'_>) -> Option<Context> {
    strongest([
        receiver_found_author(evidence),
        author_repaired(evidence),
        vouched_by_sealer(evidence),
    ])
}

/// The list or forwarder that may have broken it.
pub(in crate::findings) fn handled_on_the_way(evidence: &Evidence<'_>) -> Option<Context> {
    strongest([list_broke_it(evidence), forwarded(evidence)])
}

/// An accusation that the author's domain does not authenticate the message, with what explains it: proof that it did, or
/// a list that is shown and broke what was found broken, makes it a notice.
pub(in crate::findings) fn explained(hit: Hit, evidence: &Evidence<'_>) -> Hit {
    match authenticated_before(evidence) {
        Some(proof) if proof.is_shown() => hit.in_context(Some(proof), Severity::Notice),
        said => hit
            .in_context(said, Severity::Notice)
            .in_context(handled_on_the_way(evidence), Severity::Notice),
    }
}

/// The author's signature, where it verifies once the changes of a list or gateway are undone.
///
/// It proves that what is left is the author's, and nothing of what was added. Where that stands in front, it may be all that
/// a reader sees: then the repair is told, and explains nothing away unless a list is shown. Who holds one genuine mail can
/// put their own words before it.
fn author_repaired(evidence: &Evidence<'_>) -> Option<Context> {
    let check = author_signatures(evidence)
        .find(|check| check.diagnosis().is_some_and(|found| found.verified))?;
    let domain = check.domain.as_deref()?;
    let found = check.diagnosis()?;
    let text = format!(
        "the signature of {domain} verifies once a later change is undone ({})",
        found.edit.text()
    );
    let list_is_shown = || mailing_list(evidence).is_some_and(|list| list.is_shown());
    Some(if found.puts_words_in_front() && !list_is_shown() {
        Context::Said(format!(
            "{text}; but what now stands in front of it is not the author's"
        ))
    } else {
        Context::shown(text)
    })
}

/// A list that is shown, where the author's signature was found broken: by us, with the key that is published for it, or
/// by our own receiver. Lists break signatures, and make none. One that nobody checked is as easily written as the
/// list's name.
fn list_broke_it(evidence: &Evidence<'_>) -> Option<Context> {
    let is_broken = |check: &DkimCheck| {
        check.result == Checked::Done(AuthResult::Fail)
            && check
                .key
                .done()
                .is_some_and(|key| key.status == KeyStatus::Present)
    };
    let was_broken = |entry: &Entry| {
        entry.claim.method == "dkim"
            && entry.claim.means() == Some(AuthResult::Fail.word())
            && signer(&entry.claim).is_some_and(|domain| is_authors(evidence, domain))
    };
    let found_broken =
        author_signatures(evidence).any(is_broken) || trusted(evidence).any(was_broken);
    Some(match mailing_list(evidence)? {
        Context::Shown(Shown(text)) if found_broken => {
            Context::shown(format!("{text}, and the author's signature was broken"))
        }
        // That the author signed at all is nobody's finding but the signature's own word.
        Context::Shown(Shown(text)) if author_signatures(evidence).next().is_some() => {
            Context::Said(format!(
                "{text}, which may have broken the author's signature"
            ))
        }
        Context::Shown(Shown(text)) => {
            Context::Said(format!("{text}, and has no signature of its author"))
        }
        said @ Context::Said(_) => said,
    })
}

/// A forwarder, by its rewriting of the envelope sender or a field that it adds. Anybody can write both.
fn forwarded(evidence: &Evidence<'_>) -> Option<Context> {
    let rewritten = evidence
        .facts
        .return_path
        .as_ref()
        .is_some_and(|(_, sender)| is_rewritten(sender));
    let noted = FORWARD_FIELDS
        .iter()
        .any(|name| evidence.message.first(name).is_some());
    (rewritten || noted)
        .then(|| Context::Said("it says that it was forwarded, which nothing confirms".to_owned()))
}

/// SRS (`SRS0=`, `SRS1=`), Microsoft's `+SRS=`, and Google's `+caf_=`.
fn is_rewritten(sender: &str) -> bool {
    let is_prefix = |prefix: &str| {
        sender
            .get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    ["SRS0=", "SRS1=", "SRS0+", "SRS1+", "SRS0-", "SRS1-"]
        .iter()
        .any(|prefix| is_prefix(prefix))
        || sender.contains("+SRS=")
        || sender.contains("+caf_=")
}

/// An ARC chain that is intact, and in which a sealer whose word counts found that the author's domain authenticated the
/// message. Anybody can seal: an intact chain of a stranger says nothing.
fn vouched_by_sealer(evidence: &Evidence<'_>) -> Option<Context> {
    if evidence.auth.arc() != Some(AuthResult::Pass) {
        return None;
    }
    let instances = &evidence.auth.arc.instances;
    let found = instances.iter().rev().find_map(|set| {
        let sealer = set.domain.as_deref()?;
        (evidence.trusts_sealer(sealer) && sealer_found_author(evidence, set.instance))
            .then_some(sealer)
    });
    if let Some(sealer) = found {
        return Some(Context::shown(format!(
            "the ARC chain is intact, and {sealer} found it authenticated before it was changed"
        )));
    }
    let newest = instances.last().and_then(|set| set.domain.as_deref());
    Some(Context::Said(format!(
        "the ARC chain is intact, but nobody here vouches for what its sealer {} says",
        newest.unwrap_or("")
    )))
}

/// Whether the results that a set seals say that the author's domain authenticated the message.
fn sealer_found_author(evidence: &Evidence<'_>, instance: u8) -> bool {
    evidence.ledger.iter().any(|entry| {
        matches!(entry.claim.kind, FieldKind::ArcAuthenticationResults { instance: own } if own == Some(u32::from(instance)))
            && found_author(evidence, &entry.claim)
    })
}

/// Whether a result is a pass of the author's domain: of DMARC, or of DKIM with an aligned `d=`.
fn found_author(evidence: &Evidence<'_>, claim: &Claim) -> bool {
    let domain = match claim.method.as_str() {
        "dmarc" => claim.property("header.from"),
        "dkim" => signer(claim),
        _ => None,
    };
    claim.passes() && domain.is_some_and(|domain| is_authors(evidence, domain))
}

/// The domain of the signature that a DKIM result is about: `header.d`, or that of `header.i` where it says no more.
pub(in crate::findings) fn signer(claim: &Claim) -> Option<&str> {
    let identity = claim.property("header.d").or(claim.property("header.i"))?;
    let domain = identity
        .rsplit_once('@')
        .map_or(identity, |(_, domain)| domain);
    Some(domain).filter(|domain| domain.contains('.'))
}

/// Whether a domain is of the organization in From; with several authors, of every one's.
fn is_authors(evidence: &Evidence<'_>, domain: &str) -> bool {
    let mut authors = evidence
        .facts
        .from
        .iter()
        .filter_map(Mailbox::domain)
        .peekable();
    authors.peek().is_some() && authors.all(|author| same_organization(&author, domain))
}

/// The signatures of the author's organization.
fn author_signatures<'e>(evidence: &'e Evidence<'_>) -> impl Iterator<Item = &'e DkimCheck> {
    let signed_by_author = |check: &&DkimCheck| {
        check
            .domain
            .as_deref()
            .is_some_and(|d| is_authors(evidence, d))
    };
    evidence.auth.dkim.iter().filter(signed_by_author)
}

/// That the receiver had the message before, by its own seal: it came through twice.
pub(in crate::findings) fn sealed_before(evidence: &Evidence<'_>) -> Option<Context> {
    let is_receivers = |domain: Option<&str>| domain.is_some_and(|d| evidence.is_receivers_seal(d));
    let arc = &evidence.auth.arc;
    (evidence.auth.arc() == Some(AuthResult::Pass)
        && arc
            .instances
            .iter()
            .any(|set| is_receivers(set.domain.as_deref())))
    .then(|| Context::shown("the receiver's own ARC seal shows that it came through twice"))
}

/// What our own receiver found, where it found the author authenticated.
pub(in crate::findings) fn receiver_found_author(evidence: &Evidence<'_>) -> Option<Context> {
    let entry = evidence.receiver_dmarc().filter(|entry| {
        // A pass for one of several authors is none of the others'.
        let passed = entry.claim.property("header.from");
        let is_all = match passed {
            Some(domain) => is_authors(evidence, domain),
            None => evidence.facts.from_domains().len() == 1,
        };
        entry.claim.passes() && is_all
    })?;
    let author = evidence.facts.from_domains().into_iter().next();
    Some(Context::shown(format!(
        "{} reported dmarc=pass for {}",
        receiver_name(evidence, entry),
        author.as_deref().unwrap_or("the From domain")
    )))
}

/// That a result of our receiver is about one of our own hosts: the client that it names handed the message on within our
/// side. SPF, and DMARC by it, cannot pass for a gateway that sends what it took from others.
pub(in crate::findings) fn judged_our_gateway(
    evidence: &Evidence<'_>,
    entry: &Entry,
) -> Option<Context> {
    let route = &evidence.route;
    let border = route.boundary_hop()?;
    let mut beside = trusted(evidence)
        .filter(|other| other.claim.field_index == entry.claim.field_index)
        .filter_map(|other| client_of(&other.claim));
    let gateway = beside.find(|client| {
        let is_peer = |hop: &Hop| hop.received.peer() == Some(*client);
        Some(*client) != border.received.peer()
            && route
                .hops
                .iter()
                .any(|hop| hop.index > border.index && is_peer(hop))
    })?;
    Some(Context::shown(format!(
        "it is about {gateway}, a host of our own side that handed the message on"
    )))
}

/// The client that a result of SPF is about: in a property, or in the comment that Microsoft writes (`sender IP is …`).
fn client_of(claim: &Claim) -> Option<IpAddr> {
    let named = ["client-ip", "smtp.remote-ip", "smtp.client-ip"]
        .iter()
        .find_map(|name| claim.property(name)?.parse().ok());
    named
        .or_else(|| {
            let (_, rest) = claim.comment.as_deref()?.split_once("sender IP is ")?;
            rest.split_ascii_whitespace().next()?.parse().ok()
        })
        .map(unmapped)
}

/// What shows that the author's domain authenticated the message: DMARC that passes, a signature of its organization that
/// passes, now or by our own receiver's word.
pub(in crate::findings) fn author_is_shown(evidence: &Evidence<'_>) -> Option<Context> {
    if evidence.auth.dmarc() == Some(AuthResult::Pass) {
        return Some(Context::shown("DMARC passes"));
    }
    receiver_found_author(evidence).or_else(|| aligned_signature(evidence))
}

/// A signature of the organization in From that passes, now or by our own receiver's word.
pub(in crate::findings) fn aligned_signature(evidence: &Evidence<'_>) -> Option<Context> {
    let now =
        author_signatures(evidence).find(|check| check.result == Checked::Done(AuthResult::Pass));
    if let Some(domain) = now.and_then(|check| check.domain.as_deref()) {
        return Some(Context::shown(format!(
            "the signature of {domain} verifies"
        )));
    }
    let entry = trusted(evidence)
        .find(|entry| entry.claim.method == "dkim" && found_author(evidence, &entry.claim))?;
    let domain = signer(&entry.claim)?;
    Some(Context::shown(format!(
        "{} reported dkim=pass for {domain}",
        receiver_name(evidence, entry)
    )))
}

/// SPF that passes for a domain of the author's organization, now or by our own receiver's word.
pub(in crate::findings) fn aligned_sender(evidence: &Evidence<'_>) -> Option<Context> {
    let now = evidence.auth.spf_mail_from.done().filter(|check| {
        check.result == Checked::Done(AuthResult::Pass) && is_authors(evidence, &check.domain)
    });
    if let Some(check) = now {
        return Some(Context::shown(format!("SPF passes for {}", check.domain)));
    }
    let entry = evidence
        .receiver_spf(Identity::MailFrom)
        .filter(|entry| entry.claim.passes())?;
    let sender = entry.claim.property("smtp.mailfrom")?;
    let domain = sender.rsplit_once('@').map_or(sender, |(_, domain)| domain);
    is_authors(evidence, domain).then(|| {
        Context::shown(format!(
            "{} reported spf=pass for {domain}",
            receiver_name(evidence, entry)
        ))
    })
}

/// That a name which is shown is vouched for: SPF or a signature of its organization passes.
pub(in crate::findings) fn vouched(name: &str) -> Context {
    Context::shown(format!(
        "{name} itself is authenticated by a signature or by SPF"
    ))
}

/// That a platform's own host handed the message over.
pub(in crate::findings) fn from_platform(platform: &str) -> Context {
    Context::shown(format!(
        "a host of {platform} handed it over, as it does such reports"
    ))
}

/// That the author's domain is authenticated, and says in the name for whom it passes mail on.
pub(in crate::findings) fn passed_on_by(evidence: &Evidence<'_>, domain: &str) -> Option<Context> {
    author_is_shown(evidence).map(|_| {
        Context::shown(format!(
            "{domain}, which is authenticated, says that it passes the mail on"
        ))
    })
}

/// That a signature verifies once a later change is undone.
pub(in crate::findings) fn repaired(found: &Diagnosis) -> Context {
    Context::shown(format!(
        "it verifies once a later change is undone ({})",
        found.edit.text()
    ))
}

/// Whether the client logged in where our side took the mail: it is a user of ours, not a stranger.
pub(in crate::findings) fn submitted(evidence: &Evidence<'_>) -> bool {
    evidence
        .route
        .boundary_hop()
        .is_some_and(|hop| hop.received.auth.is_some())
}

/// Our own receiver's word on a method: the topmost.
pub(in crate::findings) fn receiver_said<'e>(
    evidence: &'e Evidence<'_>,
    method: &str,
) -> Option<&'e Entry> {
    trusted(evidence).find(|entry| entry.claim.method == method)
}

/// Who says it: by the name it gives itself, if it gives one.
pub(in crate::findings) fn who_says(entry: &Entry) -> &str {
    entry.claim.authserv_id.as_deref().unwrap_or("the receiver")
}

/// Our receiver: a known provider by its name, another by the one it gives itself.
pub(in crate::findings) fn receiver_name<'e>(
    evidence: &'e Evidence<'_>,
    entry: &'e Entry,
) -> &'e str {
    let provider = evidence
        .route
        .boundary
        .as_ref()
        .map(|boundary| boundary.rule)
        .filter(|rule| !matches!(*rule, "generic" | "given"));
    provider.unwrap_or_else(|| who_says(entry))
}

/// What is known to be our own receiver's word.
pub(in crate::findings) fn trusted<'e>(
    evidence: &'e Evidence<'_>,
) -> impl Iterator<Item = &'e Entry> {
    evidence
        .ledger
        .iter()
        .filter(|entry| entry.standing.trusted())
}

/// Domains that SPF or DKIM passes for, now or by our own receiver's word.
pub(in crate::findings) fn vouched_domains<'e>(
    evidence: &'e Evidence<'_>,
) -> impl Iterator<Item = String> + 'e {
    let now = evidence
        .auth
        .signatures(AuthResult::Pass)
        .filter_map(|check| check.domain.clone());
    let spf = evidence
        .auth
        .spf_mail_from
        .done()
        .filter(|check| check.result.done() == Some(&AuthResult::Pass))
        .map(|check| check.domain.clone());
    let said = trusted(evidence)
        .filter(|entry| entry.claim.passes())
        .filter_map(|entry| match entry.claim.method.as_str() {
            "dkim" => signer(&entry.claim).map(str::to_owned),
            "spf" => {
                let sender = entry.claim.property("smtp.mailfrom")?;
                let domain = sender.rsplit_once('@').map_or(sender, |(_, domain)| domain);
                Some(domain.to_owned())
            }
            _ => None,
        });
    now.chain(spf).chain(said)
}

impl Hit {
    /// Tells the circumstances, and lowers the severity where they are shown: the one way on which anything but the
    /// occurrence itself does.
    #[must_use]
    pub(in crate::findings) fn in_context(
        mut self,
        context: Option<Context>,
        shown: Severity,
    ) -> Self {
        let Some(context) = context else {
            return self;
        };
        self.detail = format!("{}; {}", self.detail, context.text());
        if context.is_shown() {
            self.graded(shown)
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    /// Whether a context is shown; `None` where there is none.
    fn shown(context: Option<Context>) -> Option<bool> {
        context.map(|context| context.is_shown())
    }

    #[test]
    fn a_list_that_only_says_so_is_not_shown() {
        let list = "List-Id: <news.lists.example>\r\nFrom: a@author.example\r\n";
        let said = |above: &str| {
            Mail::received(above, list).evidence(|evidence| shown(mailing_list(evidence)))
        };
        assert_eq!(said(""), Some(false));
        let results = "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@";
        assert_eq!(said(&format!("{results}lists.example\r\n")), Some(true));
        assert_eq!(said(&format!("{results}other.example\r\n")), Some(false));
        let none = Mail::new("From: a@author.example\r\n");
        none.evidence(|evidence| assert_eq!(mailing_list(evidence), None));
    }

    #[test]
    fn forwarders_are_known_by_their_envelope_sender_and_never_shown_by_it() {
        for (sender, expected) in [
            ("SRS0=abcd=EF=author.example=a@fwd.example", Some(false)),
            ("a+caf_=b=example.net@author.example", Some(false)),
            ("a@author.example", None),
        ] {
            let mail = Mail::new(&format!(
                "Return-Path: <{sender}>\r\nFrom: a@author.example\r\n"
            ));
            mail.evidence(|evidence| assert_eq!(shown(forwarded(evidence)), expected, "{sender}"));
        }
    }

    #[test]
    fn a_pass_for_one_author_is_none_for_another() {
        let pass = "Authentication-Results: mx.example.net; dmarc=pass header.from=evil.test\r\n";
        let found = |from: &str| {
            let mail = Mail::received(pass, &format!("From: {from}\r\n"));
            mail.evidence(|evidence| shown(receiver_found_author(evidence)))
        };
        assert_eq!(found("a@evil.test"), Some(true));
        assert_eq!(found("a@evil.test, b@bank.example"), None);
        assert_eq!(found("b@bank.example, a@evil.test"), None);
    }
}
