//! What each step is for: submission, relay, border, filter, internal, delivery, retrieval.

use super::{Boundary, Hop, Trust};
use crate::names::is_internal;
use crate::received::Received;
pub use crate::words::route::Role;

/// Protocols by what they are used for. The first row whose words hold the field's protocol counts.
const PROTOCOLS: &[(Role, &[&str])] = &[
    (
        Role::Retrieval,
        &[
            "pop3", "pop3s", "apop", "imap", "imaps", "imap4", "odmr", "etrn",
        ],
    ),
    (
        Role::Delivery,
        &["lmtp", "lmtps", "lmtpa", "lmtpsa", "lmtputf8"],
    ),
    (
        Role::Submission,
        &[
            "esmtpa",
            "esmtpsa",
            "smtpa",
            "smtpsa",
            "asmtp",
            "utf8smtpa",
            "utf8smtpsa",
            "http",
            "https",
            "httprest",
            "httpu",
            "rest",
            "mapi",
            "dav",
            "local",
            "stdio",
            "api",
            "ews",
            "soap",
        ],
    ),
];

/// Software that takes a mail only to look at it.
const FILTERS: &[&str] = &["amavis", "navgw"];

/// Port of submission (RFC 6409) and of submission over TLS (RFC 8314).
const SUBMISSION_PORTS: &[u16] = &[587, 465];

pub(super) fn set_roles(hops: &mut [Hop], boundary: Option<&Boundary>) {
    let last = hops.len();
    for hop in hops.iter_mut() {
        let is_border = boundary.is_some_and(|boundary| boundary.hop == hop.index);
        hop.role = if is_border {
            Role::Border
        } else {
            role(&hop.received, hop.index == 1, hop.index == last, hop.trust)
        };
    }
}

fn role(field: &Received, is_first: bool, is_last: bool, trust: Trust) -> Role {
    let protocol = field.with.as_deref().unwrap_or_default();
    let by_protocol = PROTOCOLS
        .iter()
        .find(|(_, words)| words.iter().any(|word| protocol.eq_ignore_ascii_case(word)))
        .map(|(role, _)| *role);
    if by_protocol == Some(Role::Retrieval) || field.dialect == "fetchmail" {
        return Role::Retrieval;
    }
    if FILTERS.contains(&field.dialect) {
        return Role::Filter;
    }
    let from_itself = field.peer().is_some_and(|ip| ip.is_loopback());
    if is_last && trust == Trust::Trusted && by_protocol == Some(Role::Submission) {
        // Exchange's last step, into the store, goes by HTTPS or MAPI.
        return Role::Delivery;
    }
    match by_protocol {
        Some(Role::Delivery) if is_last => return Role::Delivery,
        Some(Role::Delivery) => return Role::Internal,
        // Exchange moves mail inside by the same protocols that programs submit it with.
        Some(Role::Submission) if trust != Trust::Trusted && !from_itself => {
            return Role::Submission;
        }
        _ => {}
    }
    let port = field.from.as_ref().and_then(|from| from.port);
    let submitted =
        field.auth.is_some() || port.is_some_and(|port| SUBMISSION_PORTS.contains(&port));
    if submitted && trust != Trust::Trusted {
        return Role::Submission;
    }
    if from_itself {
        return if is_first {
            Role::Submission
        } else {
            Role::Filter
        };
    }
    let Some(peer) = field.peer() else {
        return match (is_first, is_last) {
            (true, _) => Role::Submission,
            (_, true) => Role::Delivery,
            _ => Role::Internal,
        };
    };
    match trust {
        Trust::Trusted => Role::Internal,
        _ if is_internal(peer) && !is_first => Role::Internal,
        _ => Role::Relay,
    }
}
