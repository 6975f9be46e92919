//! Whether an indicator may be blocked: whom else it would hit, and whether it is the sender's for certain.

use super::Read;
use super::model::{Blockable, Indicator, Sighting};
use super::own::Own;
use super::proof::domain_of;
use super::shared::{self, Shared};
use crate::evidence::is_platforms;
use crate::names::{
    host_of_url, is_documentation_ip, is_documentation_name, is_reserved_ip, is_reserved_name,
    normalize, organization, same_organization,
};
use crate::words::evidence::RelayBasis;
use crate::words::indicators::{Kind, Reason, Role, Word};
use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use url::Url;

/// The SHA-256 of nothing.
const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// What a message's indicators are judged by.
pub(super) struct Judge<'j> {
    own: &'j Own,
    /// The author's domain, where the message fails to prove it under a policy of its owner.
    spoofed: Option<&'j str>,
    /// The organizations of the author's domains that nothing proves.
    unproven: HashSet<String>,
    /// The client, where many senders share it.
    shared_relay: Option<IpAddr>,
    /// Hashes that must not be blocked.
    files: HashMap<&'j str, Reason>,
}

impl<'j> Judge<'j> {
    pub(super) fn of(read: &'j Read<'_>, own: &'j Own) -> Self {
        let report = read.report;
        let from = report.message.from.iter();
        let authors = from.filter_map(|from| domain_of(&from.address));
        Self {
            own,
            spoofed: read.proof.spoofed.as_deref(),
            unproven: authors
                .filter(|domain| !read.proof.covers(domain))
                .map(|domain| organization(&normalize(domain)).into_owned())
                .collect(),
            shared_relay: shared_relay(read),
            files: files(read),
        }
    }

    /// Whether one may be blocked.
    pub(super) fn of_one(&self, one: &Indicator) -> Blockable {
        if let Some(reason) = self.by_itself(one) {
            return Blockable::No(reason);
        }
        let mut reasons = one.seen.iter().map(|sighting| self.by_role(one, sighting));
        // One place that makes it the sender's is enough.
        let first = reasons.next().flatten();
        match first {
            Some(reason) if reasons.all(|other| other.is_some()) => Blockable::No(reason),
            _ => Blockable::Yes,
        }
    }

    /// Why a value must not be blocked, wherever it stands.
    fn by_itself(&self, one: &Indicator) -> Option<Reason> {
        match one.kind {
            Kind::Ip => self.ip(one.value.parse().ok()?),
            Kind::Network => Some(Reason::Network),
            Kind::Domain | Kind::Host => self.name(&one.value),
            Kind::Email => self.address(&one.value),
            Kind::Url => self.url(&one.value),
            Kind::Sha256 => self.files.get(one.value.as_str()).copied(),
            Kind::FileName | Kind::MessageId | Kind::MessageIdShape | Kind::Mailer => {
                Some(Reason::Search)
            }
        }
    }

    fn ip(&self, ip: IpAddr) -> Option<Reason> {
        if is_nobodys(ip) {
            return Some(Reason::Reserved);
        }
        let is_shared =
            self.shared_relay == Some(ip) || is_platforms(ip, None) || shared::sends_for_many(ip);
        is_shared.then_some(Reason::SharedRelay)
    }

    fn name(&self, name: &str) -> Option<Reason> {
        // Samples and documents have theirs below `example`, which count as somebody's.
        if (is_reserved_name(name) || !is_in_dns(name)) && !is_documentation_name(name) {
            return Some(Reason::Reserved);
        }
        shared::of(name)
            .map(|shared| shared.reason)
            .or_else(|| self.imitated(name))
    }

    /// Whether a name is one that the message only pretends to be from, or to go to.
    fn imitated(&self, name: &str) -> Option<Reason> {
        let organization = organization(name);
        if self.own.said.iter().any(|said| *said == organization) {
            return Some(Reason::SaidRecipient);
        }
        let is_spoofed = self
            .spoofed
            .is_some_and(|spoofed| same_organization(spoofed, name));
        is_spoofed.then_some(Reason::Spoofed)
    }

    /// One mailbox of a provider can be blocked, and its domain cannot.
    fn address(&self, address: &str) -> Option<Reason> {
        let domain = domain_of(address)?;
        if domain.parse::<IpAddr>().is_ok_and(is_nobodys) {
            return Some(Reason::Reserved);
        }
        match self.name(domain)? {
            Reason::Webmail => None,
            reason => Some(reason),
        }
    }

    /// Where customers have their places by the path, one address can be blocked, and the host cannot.
    fn url(&self, written: &str) -> Option<Reason> {
        let url = Url::parse(written).ok()?;
        let host = host_of_url(written)?;
        if let Ok(ip) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
            return is_nobodys(ip).then_some(Reason::Reserved);
        }
        if let Some(Shared { reason, by_path }) = shared::of(&host) {
            let leads_somewhere = url.path().len() > 1 || url.query().is_some();
            return (!(by_path && leads_somewhere)).then_some(reason);
        }
        self.name(&host)
    }

    /// Why a place does not make it the sender's; `None` where it does.
    fn by_role(&self, one: &Indicator, seen: &Sighting) -> Option<Reason> {
        let is_proven = seen.word.is_proven();
        match seen.role {
            Role::Client => (!is_proven).then_some(Reason::ClaimedOrigin),
            Role::Link
            | Role::LinkTarget
            | Role::Form
            | Role::Unsubscribe
            | Role::Attachment
            | Role::InnerFile => None,
            Role::ReverseName => {
                let is_known = is_proven || seen.word == Word::LookedUp;
                (!is_known).then_some(Reason::Unconfirmed)
            }
            Role::Helo => (!is_proven).then_some(Reason::Unconfirmed),
            // One with the recipient's address in it is made for this message.
            Role::EnvelopeSender if one.kind == Kind::Email && one.value.contains('=') => {
                Some(Reason::Search)
            }
            Role::EnvelopeSender | Role::Author | Role::Sender | Role::Signer => {
                (!is_proven).then_some(Reason::Unauthenticated)
            }
            // Replies go there, whoever is named in From; but an imitator may name the whole of whom he imitates.
            Role::ReplyTo | Role::Notices => {
                self.is_authors(one).then_some(Reason::Unauthenticated)
            }
            Role::Origin => Some(Reason::ClaimedOrigin),
            Role::MessageId | Role::Mailer => Some(Reason::Search),
        }
    }

    /// Whether it is of an organization that From names, and nothing proves.
    fn is_authors(&self, one: &Indicator) -> bool {
        let name = domain_of(&one.value).unwrap_or(&one.value);
        self.unproven.contains(&*organization(&normalize(name)))
    }
}

/// Whether there is such a top-level domain.
fn is_in_dns(name: &str) -> bool {
    psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known())
}

/// Whether nobody on the Internet has an address. Those for documentation count as somebody's, since samples use them as such.
fn is_nobodys(ip: IpAddr) -> bool {
    is_reserved_ip(ip) && !is_documentation_ip(ip)
}

/// The client's address, if many senders share its host. By what the receiver confirmed: a name of a provider's that the owner of
/// an address gave it himself is none.
fn shared_relay(read: &Read<'_>) -> Option<IpAddr> {
    let report = read.report;
    let ip = report.authentication.spf.envelope.client_ip.as_ref()?.value;
    let recorded = read
        .boundary_hop()
        .and_then(|hop| hop.from.confirmed_name());
    let peer = report.enrichment.as_ref().and_then(|found| found.peer());
    let looked_up = peer.and_then(|peer| peer.rdns.done());
    let looked_up = looked_up.into_iter().flat_map(|names| &names.names);
    let confirmed = looked_up.filter(|name| name.confirmed == crate::checked::Checked::Done(true));
    let mut names = recorded
        .into_iter()
        .chain(confirmed.map(|name| name.name.as_str()));
    let by_basis = report.verdict.relay.as_ref().is_some_and(|relay| {
        matches!(relay.basis, RelayBasis::ConfirmedName | RelayBasis::Network)
    });
    let is_shared = by_basis
        || is_platforms(ip, recorded)
        || names.any(shared::is_relay)
        || permitted_with_others(read);
    is_shared.then_some(ip)
}

/// Whether the sender's SPF record permits the client by way of a provider's record: then it is one of the provider's relays.
fn permitted_with_others(read: &Read<'_>) -> bool {
    let spf = &read.report.authentication.spf;
    let checks = [&spf.mail_from, &spf.helo]
        .into_iter()
        .filter_map(|check| check.done());
    let passed = checks.filter(|check| {
        check.result == crate::checked::Checked::Done(crate::words::auth::AuthResult::Pass)
    });
    let mut targets = passed.flat_map(|check| &check.path).filter_map(|term| {
        let (word, target) = term.trim_start_matches(['+', '?']).split_once([':', '='])?;
        let leads_on =
            word.eq_ignore_ascii_case("include") || word.eq_ignore_ascii_case("redirect");
        leads_on.then_some(target)
    });
    targets.any(shared::is_relay)
}

/// Hashes of files that legitimate messages carry as well, or that are of no whole file.
fn files<'r>(read: &'r Read<'_>) -> HashMap<&'r str, Reason> {
    let body = read.report.body.done();
    let files = body.into_iter().flat_map(|body| &body.attachments);
    let mut found = HashMap::from([(NOTHING, Reason::Empty)]);
    for file in files {
        // What it is called and how it is shown is the sender's word; that it is a picture, its bytes tell.
        let is_picture = file
            .sniffed
            .as_deref()
            .is_some_and(|kind| kind.starts_with("image/"));
        if file.cut {
            found.insert(&file.sha256, Reason::Cut);
        } else if is_picture && file.inline && file.risks.is_empty() {
            found.insert(&file.sha256, Reason::Picture);
        }
    }
    found
}
