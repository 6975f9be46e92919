//! Signs at platforms that anyone may use: as the author's domain, and behind links.

use super::Sign;
use super::place::from_place;
use crate::body::{Link, RiskKind};
use crate::evidence::Evidence;
use crate::findings::support::body::{attachments, links};
use crate::names::is_within;
use std::collections::BTreeSet;

/// Platforms, by the name below which every customer gets one, and the platform's name for a sentence.
const PLATFORMS: &[(&str, &str)] = &[
    ("000webhostapp.com", "000webhost"),
    ("appspotmail.com", "Google App Engine"),
    ("azurewebsites.net", "Azure"),
    ("cloudwaysapps.com", "Cloudways"),
    ("cprapid.com", "cPanel"),
    ("firebaseapp.com", "Firebase"),
    ("fly.dev", "Fly.io"),
    ("github.io", "GitHub Pages"),
    ("glitch.me", "Glitch"),
    ("herokuapp.com", "Heroku"),
    ("hostingersite.com", "Hostinger"),
    ("netlify.app", "Netlify"),
    ("ngrok-free.app", "ngrok"),
    ("ngrok.io", "ngrok"),
    ("onmicrosoft.com", "Microsoft 365"),
    ("onrender.com", "Render"),
    ("pages.dev", "Cloudflare Pages"),
    ("plesk.page", "Plesk"),
    ("replit.app", "Replit"),
    ("repl.co", "Replit"),
    ("surge.sh", "Surge"),
    ("temp.domains", "Bluehost"),
    ("vercel.app", "Vercel"),
    ("web.app", "Firebase"),
    ("weebly.com", "Weebly"),
    ("wixsite.com", "Wix"),
    ("workers.dev", "Cloudflare Workers"),
];

/// The platform that gives a domain to any customer.
pub(in crate::findings) fn platform(domain: &str) -> Option<&'static str> {
    PLATFORMS
        .iter()
        .find(|(suffix, _)| is_within(domain, suffix) && domain.len() > suffix.len())
        .map(|(_, name)| *name)
}

/// The author writes from such a name.
pub(super) fn platform_author(evidence: &Evidence<'_>) -> Option<Sign> {
    let domain = evidence
        .facts
        .from_domains()
        .iter()
        .find(|domain| platform(domain).is_some())?;
    let place = from_place(evidence, domain);
    Some(Sign::new(
        format!("{domain} is a default name that a platform gives to anyone"),
        place,
    ))
}

/// Stores of files and shorteners of addresses: hosts behind which anyone may put anything.
const SHARED: &[&str] = &[
    "bit.ly",
    "blob.core.windows.net",
    "buff.ly",
    "cloudfront.net",
    "cutt.ly",
    "digitaloceanspaces.com",
    "firebasestorage.googleapis.com",
    "goo.su",
    "ipfs.io",
    "is.gd",
    "linodeobjects.com",
    "myqcloud.com",
    "ow.ly",
    "r2.dev",
    "rb.gy",
    "rebrand.ly",
    "s.id",
    "s3.amazonaws.com",
    "shorturl.at",
    "storage.googleapis.com",
    "t.co",
    "t.ly",
    "tinyurl.com",
    "urlz.fr",
    "wasabisys.com",
    "web.core.windows.net",
    "zpr.io",
];

/// Whether anyone may put anything behind a host.
fn is_shared_link_host(host: &str) -> bool {
    SHARED.iter().any(|shared| is_within(host, shared))
        || platform(host).is_some()
        // Amazon's stores have the region in their name.
        || (is_within(host, "amazonaws.com") && host.split('.').any(|label| label == "s3" || label.starts_with("s3-")))
        || host.starts_with("ipfs.")
}

/// All links lead to such hosts, or to bare addresses.
pub(super) fn links_to_shared_hosts(evidence: &Evidence<'_>) -> Option<Sign> {
    let hosts: BTreeSet<String> = links(evidence).filter_map(Link::destination).collect();
    let is_shared = |host: &String| {
        is_shared_link_host(host)
            || host
                .trim_matches(['[', ']'])
                .parse()
                .is_ok_and(|ip| !crate::names::is_internal(ip))
    };
    let first = hosts.iter().next()?;
    hosts.iter().all(is_shared).then(|| {
        Sign::new(
            format!("all links go to free hosting, link shorteners or IP addresses ({first})"),
            None,
        )
    })
}

pub(super) fn page_attached(evidence: &Evidence<'_>) -> Option<Sign> {
    let is_page = attachments(evidence)
        .flat_map(|attachment| &attachment.risks)
        .any(|risk| risk.kind == RiskKind::WebPage);
    is_page.then(|| Sign::new("an HTML page is attached", None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn the_lists_are_sorted_and_in_lower_case() {
        assert!(SHARED.is_sorted());
        let names = PLATFORMS
            .iter()
            .map(|(suffix, _)| *suffix)
            .chain(SHARED.iter().copied());
        for name in names {
            assert_eq!(name, name.to_lowercase());
        }
    }

    #[test]
    fn customers_are_told_from_the_platform() {
        assert_eq!(platform("x.firebaseapp.com"), Some("Firebase"));
        assert_eq!(platform("firebaseapp.com"), None);
        assert!(is_shared_link_host("bucket.s3.eu-west-1.amazonaws.com"));
        assert!(is_shared_link_host("s3-eu-west-1.amazonaws.com"));
        assert!(!is_shared_link_host("a.example"));
    }

    #[test]
    fn one_link_elsewhere_is_enough() {
        let mail = |links: &str| {
            Mail::raw(format!(
                "From: a@b.example\r\nContent-Type: text/html\r\n\r\n{links}\r\n"
            ))
        };
        let sees = |links: &str| {
            mail(links).evidence(|evidence| links_to_shared_hosts(evidence).is_some())
        };
        let shared = "<a href='https://storage.googleapis.com/x'>x</a>";
        assert!(sees(shared));
        assert!(!sees(&format!(
            "{shared}<a href='https://b.example/'>x</a>"
        )));
        assert!(!sees("no link"));
    }
}
