//! What many share: `shared.tsv`, read once, with what the public suffix list and the tables of platforms and brands tell.

use crate::evidence::PLATFORMS;
use crate::findings::{Holder, brand_holder};
use crate::names::{normalize, tail};
use crate::words::indicators::Reason;
use ipnet::IpNet;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::LazyLock;

/// How a name is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// Why it must not be blocked.
    pub reason: Reason,
    /// Whether its customers have their places by the path of a URL.
    pub by_path: bool,
}

impl Shared {
    fn whole(reason: Reason) -> Self {
        Self {
            reason,
            by_path: false,
        }
    }
}

/// What of a name a row speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    All,
    Name,
    Region,
    Path,
}

#[derive(Default)]
struct Table {
    names: HashMap<&'static str, (Reason, Scope)>,
    networks: Vec<IpNet>,
}

const ROWS: &str = include_str!("shared.tsv");

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for row in ROWS.lines() {
        let Some((name, reason, scope)) = read(row) else {
            continue;
        };
        match name.parse::<IpNet>() {
            Ok(network) => table.networks.push(network),
            Err(_) => {
                table.names.insert(name, (reason, scope));
            }
        }
    }
    table
});

/// A row; `None` for a remark.
fn read(row: &'static str) -> Option<(&'static str, Reason, Scope)> {
    let mut columns = row.split('\t');
    let (name, reason, scope) = (columns.next()?, columns.next()?, columns.next()?);
    let scope = match scope {
        "all" => Scope::All,
        "name" => Scope::Name,
        "region" => Scope::Region,
        "path" => Scope::Path,
        _ => return None,
    };
    Some((name, Reason::by_word(reason)?, scope))
}

/// How a name is shared; `None` where it is one owner's or one customer's.
pub(super) fn of(name: &str) -> Option<Shared> {
    let name = normalize(tail(name));
    let mut at = name.as_str();
    loop {
        if let Some((reason, scope)) = TABLE.names.get(at) {
            let front = name.strip_suffix(at).unwrap_or_default();
            let is_itself = matches!(front, "" | "www.");
            let is_region = front.bytes().filter(|byte| *byte == b'.').count() < 2;
            let (is_shared, by_path) = match scope {
                Scope::All => (true, false),
                Scope::Path => (true, true),
                Scope::Region => (is_region, false),
                Scope::Name => (is_itself, false),
            };
            if is_shared {
                return Some(Shared {
                    reason: *reason,
                    by_path,
                });
            }
            // A customer's, unless customers have theirs below it.
            return is_public_suffix(&name).then_some(Shared::whole(Reason::PublicSuffix));
        }
        match at.split_once('.') {
            Some((_, above)) => at = above,
            None => break,
        }
    }
    if is_public_suffix(&name) {
        return Some(Shared::whole(Reason::PublicSuffix));
    }
    if PLATFORMS.iter().any(|platform| platform.owns(&name)) {
        return Some(Shared::whole(Reason::SendingPlatform));
    }
    match brand_holder(&name)? {
        Holder::Brand => Some(Shared::whole(Reason::Brand)),
        Holder::Mailboxes => Some(Shared::whole(Reason::Webmail)),
        Holder::Customers => None,
    }
}

/// Whether a name is one below which names are registered, by registries or by a host for its customers.
fn is_public_suffix(name: &str) -> bool {
    psl::suffix(name.as_bytes())
        .is_some_and(|suffix| suffix.is_known() && suffix.as_bytes() == name.as_bytes())
}

/// Whether a confirmed name is of a host that sends for many.
pub(super) fn is_relay(name: &str) -> bool {
    let shared = of(name).map(|shared| shared.reason);
    matches!(
        shared,
        Some(
            Reason::Provider
                | Reason::Webmail
                | Reason::SendingPlatform
                | Reason::Social
                | Reason::Brand
        )
    )
}

/// Whether a network of the table holds an address.
pub(super) fn sends_for_many(ip: IpAddr) -> bool {
    TABLE.networks.iter().any(|network| network.contains(&ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_sorted_within_its_kind() {
        let rows: Vec<&str> = ROWS.lines().filter(|row| !row.starts_with('#')).collect();
        let mut last: Option<(&str, Reason)> = None;
        for row in &rows {
            let (name, reason, _) = read(row).unwrap_or_else(|| panic!("{row}"));
            assert_eq!(name, name.to_lowercase(), "{row}");
            if let Some((before, of)) = last.filter(|_| !name.contains('/')) {
                assert!(of != reason || before < name, "{before} before {name}");
            }
            last = Some((name, reason));
        }
        assert_eq!(rows.len(), TABLE.names.len() + TABLE.networks.len());
    }

    #[test]
    fn what_is_shared_is_told() {
        for (name, reason, by_path) in [
            ("gmail.com", Some(Reason::Webmail), false),
            ("Mail-Yw1-F41.Google.com.", Some(Reason::Provider), false),
            ("bit.ly", Some(Reason::Shortener), true),
            (
                "u7507510.ct.sendgrid.net",
                Some(Reason::SendingPlatform),
                true,
            ),
            ("www.sendgrid.com", Some(Reason::SendingPlatform), false),
            ("docs.google.com", Some(Reason::Forms), true),
            ("storage.googleapis.com", Some(Reason::Storage), true),
            ("fonts.googleapis.com", Some(Reason::Library), false),
            (
                "fra1.cdn.digitaloceanspaces.com",
                Some(Reason::Storage),
                false,
            ),
            ("x.fra1.cdn.digitaloceanspaces.com", None, false),
            ("ip-192-0-2-7.ip.secureserver.net", None, false),
            ("igyjkf.blogspot.ie", None, false),
            ("blogspot.ie", Some(Reason::Pages), false),
            ("evil.onmicrosoft.com", None, false),
            ("20230601.gappssmtp.com", Some(Reason::Provider), false),
            ("evil-example.20230601.gappssmtp.com", None, false),
            ("amazonaws.com", Some(Reason::Storage), false),
            (
                "s3.us-east-2.amazonaws.com",
                Some(Reason::PublicSuffix),
                false,
            ),
            ("bucket.s3.us-east-2.amazonaws.com", None, false),
            ("blogspot.com", Some(Reason::Pages), false),
            ("www.blogspot.com", Some(Reason::Pages), false),
            ("evil.blogspot.com", None, false),
            ("x.pages.dev", None, false),
            ("co.uk", Some(Reason::PublicSuffix), false),
            ("com", Some(Reason::PublicSuffix), false),
            (
                "eur01.safelinks.protection.outlook.com",
                Some(Reason::Rewriter),
                false,
            ),
            ("www.paypal.com", Some(Reason::Brand), false),
            ("paypal.com.evil.example", None, false),
            ("evil.example", None, false),
        ] {
            let found = of(name);
            assert_eq!(found.map(|shared| shared.reason), reason, "{name}");
            assert_eq!(
                found.is_some_and(|shared| shared.by_path),
                by_path,
                "{name}"
            );
        }
    }
}
