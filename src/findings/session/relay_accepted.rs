//! SMT011: the server takes mail from a stranger for another organization.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use crate::names::{is_internal, normalize, same_organization};
use crate::session::Path;

pub(super) const FINDING: Finding = Finding {
    code: "SMT011",
    name: "relay-accepted",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "Server may be an open relay",
    meaning: "The client was not logged in, and the server accepted a recipient whose domain does not appear to belong to its organization, or a source-routed one (user%elsewhere@here). The sender address does not matter: it is sender-supplied.",
    why: "A server that relays for anyone is an open relay: spammers find it within hours, and blocklists follow.",
    wrong: "A server accepts mail for all domains that it serves, and its name does not show them: check the MX of the recipient's domain. Internal clients may be allowed to relay by IP address, which not every capture shows.",
    references: &["RFC 5321 section 7.9", "RFC 2505 section 2.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let Some(server) = session
        .server_name
        .as_deref()
        .filter(|name| name.contains('.'))
    else {
        return Vec::new();
    };
    let is_inner = session
        .client_address
        .as_ref()
        .is_some_and(|stated| is_internal(stated.value));
    let is_foreign = |path: &Path| {
        path.domain()
            .into_iter()
            .chain(beyond(path))
            .any(|domain| !same_organization(&domain, server))
    };
    let mut hits = Vec::new();
    for mail in session
        .transactions
        .iter()
        .filter(|mail| !mail.authenticated && !is_inner)
    {
        let accepted = mail.recipients.iter().find(|to| {
            is_foreign(&to.path)
                && to
                    .reply
                    .as_ref()
                    .is_some_and(|reply| matches!(reply.code, 250 | 251))
        });
        if let Some(to) = accepted {
            let address = to.path.address.as_deref().unwrap_or_default();
            hits.push(Hit::new(format!("{server} accepts {address} without login; if it does not serve that domain, it is an open relay")).in_step(to.step));
        }
        if hits.len() == talk::MAX_HITS {
            break;
        }
    }
    hits
}

/// The host behind the server that a local part names: `user%elsewhere.example`, or `elsewhere.example!user`.
fn beyond(path: &Path) -> Option<String> {
    let (local, _) = path.address.as_deref()?.rsplit_once('@')?;
    let local = local.trim_matches('"');
    let percent = local.rsplit_once('%').map(|(_, host)| host);
    let host = percent.or_else(|| local.split_once('!').map(|(host, _)| host))?;
    host.contains('.').then(|| normalize(host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_to_a_stranger_without_log_in() {
        let mail = |from: &str, to: &str, code: &str| {
            format!("C: MAIL FROM:<{from}>\nS: 250 ok\nC: RCPT TO:<{to}>\nS: {code} ok\n")
        };
        Talk::new(&mail("a@a.example", "b@b.example", "250")).finds(&FINDING, &[Severity::Notice]);
        Talk::new(&mail("a@a.example", "b@b.example", "554")).lacks(&FINDING);
        Talk::new(&mail("a@a.example", "b@example.net", "250")).lacks(&FINDING);
        // The sender is what the client says.
        Talk::new(&mail("a@example.net", "b@b.example", "250"))
            .finds(&FINDING, &[Severity::Notice]);
        for beyond in ["v%b.example@example.net", "b.example!v@example.net"] {
            Talk::new(&mail("a@a.example", beyond, "250")).finds(&FINDING, &[Severity::Notice]);
        }
        for local in ["50%off@example.net", "v%mx2.example.net@example.net"] {
            Talk::new(&mail("a@a.example", local, "250")).lacks(&FINDING);
        }
        Talk::new(&format!(
            "C: AUTH PLAIN AGFsaWNlAHhtaXR6bHB0\nS: 235 ok\n{}",
            mail("a@a.example", "b@b.example", "250")
        ))
        .lacks(&FINDING);
    }
}
