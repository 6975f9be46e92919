//! IDN002: the display name is a brand's, the address is not.

use crate::evidence::{Evidence, PLATFORMS};
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;
use crate::findings::support::lookalike::{self, Brand};
use crate::message::{Mailbox, Span};
use crate::names::is_within;

pub(super) const FINDING: Finding = Finding {
    code: "IDN002",
    name: "display-name-brand",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Display name claims a brand; the address is not the brand's",
    meaning: "The display name in From contains the name of an often impersonated brand, and the address is not at a domain of that brand.",
    why: "Many mail clients show only the display name, so the reader believes that the brand is the sender.",
    wrong: "Platforms and partners send in a brand's name from their own domains, and its employees write from private addresses. The built-in list does not have all domains of each brand.",
    references: &["RFC 5322 section 3.4"],
    check,
};

/// The most addresses of From that are looked at: each is compared with every brand.
const MAX_MAILBOXES: usize = 32;

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    facts
        .from
        .iter()
        .take(MAX_MAILBOXES)
        .filter_map(|mailbox| {
            let (display, domain) = (mailbox.shown()?, mailbox.domain()?);
            let (brand, shown) = lookalike::named_in(&display)?;
            if brand.writes_from(&mailbox.address, &domain) {
                return None;
            }
            let detail = format!(
                "display name says {}; the address is at {domain}",
                brand.name
            );
            let hit = Hit::new(detail).at(marked(evidence, shown));
            // A partner or platform in the brand's name carries the brand's own signature.
            // One through which anybody sends vouches for none of its customers.
            let is_brands = !is_open_to_all(brand)
                && context::vouched_domains(evidence).any(|domain| brand.owns(&domain));
            let context = is_brands.then(|| context::vouched(brand.name)).or_else(|| {
                let keeps_the_name = is_relay(&domain) || is_exchange(mailbox);
                keeps_the_name.then(|| {
                    context::author_is_shown(evidence).or_else(|| {
                        is_exchange(mailbox).then(|| context::exchange_report(evidence))?
                    })
                })?
            });
            Some(hit.in_context(context, Severity::Notice))
        })
        .collect()
}

/// Whether anybody's mail leaves through a brand's own hosts, under the brand's signature: calendars, forms, relays.
fn is_open_to_all(brand: &Brand) -> bool {
    brand.domains().iter().any(|domain| {
        lookalike::is_mailbox_provider(domain.name)
            || PLATFORMS.iter().any(|platform| platform.owns(domain.name))
    })
}

/// Services that put an address of theirs in place of the author's, and leave the name.
const RELAYS: &[&str] = &[
    "addy.io",
    "anonaddy.me",
    "duck.com",
    "mozmail.com",
    "passmail.net",
    "privaterelay.appleid.com",
    "simplelogin.co",
    "simplelogin.com",
];

fn is_relay(domain: &str) -> bool {
    RELAYS.iter().any(|relay| is_within(domain, relay))
}

/// The mailbox from which every Exchange organization sends its delivery reports, under the name `Microsoft Outlook`.
const EXCHANGE: &str = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e";

/// Whether it says that it is a delivery report of an Exchange organization.
fn is_exchange(mailbox: &Mailbox) -> bool {
    let local = mailbox.address.rsplit_once('@').map(|(local, _)| local);
    local.is_some_and(|local| local.eq_ignore_ascii_case(EXCHANGE))
}

/// The brand's name as it stands in From, in whatever letters; the whole value if it is encoded.
fn marked(evidence: &Evidence<'_>, shown: &str) -> Option<Place> {
    let index = *evidence.facts.from_fields.first()?;
    let field = evidence.message.fields().get(index)?;
    let value = field.raw_value().to_ascii_lowercase();
    match memchr::memmem::find(&value, shown.as_bytes()) {
        Some(at) => {
            let start = field.value_span().start + at;
            Some(Place::new(index, Span::new(start, start + shown.len())))
        }
        None => Place::field(evidence, index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_brand_in_front_of_a_strange_address_is_told() {
        Mail::new("From: PayPal Service <x@sender.test>\r\n")
            .finds(&FINDING, &[(Severity::Warning, &["PayPal"])]);
        let encoded = "=?utf-8?q?Pay=50al?= <x@sender.test>";
        Mail::new(&format!("From: {encoded}\r\n"))
            .finds(&FINDING, &[(Severity::Warning, &[encoded])]);
        Mail::new("From: PayPal <service@mail.paypal.com>\r\n").lacks(&FINDING);
        Mail::new("From: Alice <x@sender.test>\r\n").lacks(&FINDING);
    }

    #[test]
    fn a_customers_mailbox_is_not_the_brands() {
        let team = "From: Outlook Team <x@outlook.com>\r\n";
        Mail::new(team).finds(&FINDING, &[(Severity::Warning, &["Outlook Team"])]);
        let tenant = "From: Microsoft account <x@a1b2.onmicrosoft.com>\r\n";
        Mail::new(tenant).finds(&FINDING, &[(Severity::Warning, &["Microsoft"])]);
        Mail::new("From: Microsoft <x@accountprotection.microsoft.com>\r\n").lacks(&FINDING);
    }

    #[test]
    fn a_relay_leaves_the_name() {
        let from = "From: PayPal <x_at_y@privaterelay.appleid.com>\r\n";
        Mail::received("", from).finds(&FINDING, &[(Severity::Warning, &["PayPal"])]);
        let passed = "Authentication-Results: mx.example.net; dmarc=pass header.from=privaterelay.appleid.com\r\n";
        Mail::received(passed, from).finds(&FINDING, &[(Severity::Notice, &["PayPal"])]);
        Mail::received(
            "",
            "From: no-reply at a.example <x@privaterelay.appleid.com>\r\n",
        )
        .lacks(&FINDING);
    }

    #[test]
    fn exchange_reports_under_the_name_of_outlook() {
        let from = format!("From: Microsoft Outlook <{EXCHANGE}@a.example>\r\n");
        let told = |severity| [(severity, &["Microsoft"] as &[&str])];
        // Anybody can write that mailbox.
        Mail::received("", &from).finds(&FINDING, &told(Severity::Warning));
        let passed = "Authentication-Results: mx.example.net; dmarc=pass header.from=a.example\r\n";
        Mail::received(passed, &from).finds(&FINDING, &told(Severity::Notice));
    }

    #[test]
    fn genuine_senders_are_left_alone() {
        for from in [
            "Amazon.de <versandbestaetigung@amazon.de>",
            "Bob (via Google Docs) <drive-shares-dm-noreply@google.com>",
            "Chase <no.reply.alerts@chase.com>",
            "Chase Miller <chase@a.example>",
            "Cron Daemon <root@host.example>",
            "cPanel on host.example <cpanel@host.example>",
            "DHL Paket <noreply@dhl.de>",
            "Facebook <notification@facebookmail.com>",
            "LinkedIn <messages-noreply@linkedin.com>",
            "Maria Santander <maria@a.example>",
            "Meta Analysis Group <meta@a.example>",
            "Microsoft account team <account-security-noreply@accountprotection.microsoft.com>",
            "Netflix <info@members.netflix.com>",
            "Otto Schmidt <otto@a.example>",
            "PayPal <service@paypal.de>",
            "Robin Norton <robin@a.example>",
            "SharePoint <sharepoint@intranet.example>",
            "Sparkasse Musterstadt <info@sparkasse-musterstadt.example>",
            "Steam Railway Society <news@steamrailway.example>",
            "Target Practice Club <club@a.example>",
            "The Morning Ledger <news@ledger.example>",
            "UPS <pkginfo@ups.com>",
            "Visa Section <visa@embassy.example>",
            "WordPress <wordpress@a.example>",
            "Xfinity <online.communications@alerts.comcast.net>",
        ] {
            Mail::new(&format!("From: {from}\r\n")).lacks(&FINDING);
        }
    }
}
