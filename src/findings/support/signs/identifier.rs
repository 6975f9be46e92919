//! Signs at the Message-ID.

use super::Sign;
use super::names::why_impossible;
use crate::evidence::Evidence;
use crate::findings::model::Place;
use crate::names::{is_within, normalize};

/// Services by the right side of the Message-IDs that they make, and the names one of which a hop of theirs has.
const SERVICES: &[(&str, &[&str])] = &[
    ("amazonses.com", &["amazonses.com"]),
    ("gmail.com", &["google.com"]),
    ("icloud.com", &["icloud.com", "me.com", "apple.com"]),
    ("mail.yahoo.com", &["yahoo.com", "yahoodns.net"]),
    (
        "outlook.com",
        &["outlook.com", "office365.com", "hotmail.com"],
    ),
    ("xt.local", &["exacttarget.com", "et.exacttarget.com"]),
];

/// The Message-ID was made by nobody who had a part in sending: the receiver had to add it, its host cannot exist, or it
/// names a service that the mail did not come through.
pub(super) fn made_elsewhere(evidence: &Evidence<'_>) -> Option<Sign> {
    let Some((index, id)) = &evidence.facts.message_id else {
        return Some(Sign::new("no Message-ID", None));
    };
    let place = Place::field(evidence, *index);
    let right = id
        .trim()
        .trim_matches(['<', '>'])
        .rsplit_once('@')
        .map(|(_, right)| normalize(right));
    let Some(right) = right else {
        return Some(Sign::new("the Message-ID names no host", place));
    };
    if id.contains("SMTPIN_ADDED") || is_receivers(evidence, &right) {
        return Some(Sign::new(
            "no Message-ID on receipt (the receiver added one)",
            place,
        ));
    }
    if let Some((service, _)) = SERVICES
        .iter()
        .find(|(service, _)| is_within(&right, service))
        .filter(|(_, names)| !came_through(evidence, names))
    {
        return Some(Sign::new(
            format!(
                "the Message-ID has the form of {service}, but the message did not come from there"
            ),
            place,
        ));
    }
    // Programs on a desk write the name of the machine, which is private; no server does.
    let why = why_impossible(&right).filter(|_| is_servers(&right))?;
    Some(Sign::new(
        format!("the Message-ID is from {right}, which {why}"),
        place,
    ))
}

/// Names that a server without a name has.
fn is_servers(right: &str) -> bool {
    is_within(right, "localhost")
        || is_within(right, "localdomain")
        || right.contains('%')
        || right.is_empty()
}

/// Whether the receiving host itself made it.
fn is_receivers(evidence: &Evidence<'_>, right: &str) -> bool {
    let Some(by) = evidence
        .route
        .boundary_hop()
        .and_then(|hop| hop.received.by_name())
    else {
        return false;
    };
    let by = normalize(by);
    let first = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let same_host = first(&by) == first(right)
        && by.contains('.')
        && crate::names::same_organization(&by, right);
    // A user of the receiver's own writes with an id of its host.
    let from = evidence.facts.from_domains();
    same_host
        && !from
            .iter()
            .any(|from| crate::names::same_organization(from, &by))
}

/// Whether a hop or a signature bears one of these names.
fn came_through(evidence: &Evidence<'_>, names: &[&str]) -> bool {
    let is_one = |name: &str| names.iter().any(|known| is_within(name, known));
    evidence.route.hops.iter().any(|hop| {
        let received = &hop.received;
        let announced = received.from.as_ref().and_then(|from| from.name.as_deref());
        [
            received.helo(),
            received.rdns(),
            announced,
            received.by_name(),
        ]
        .into_iter()
        .flatten()
        .any(is_one)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    fn sees(id: &str) -> bool {
        Mail::received("", &format!("From: a@a.example\r\nMessage-ID: {id}\r\n"))
            .evidence(|evidence| made_elsewhere(evidence).is_some())
    }

    #[test]
    fn ids_of_others_are_told() {
        for id in [
            "<1@mx.example.net>",
            "<1@localhost.localdomain>",
            "<CAx@mail.gmail.com>",
            "<1@email.amazonses.com>",
            "<SMTPIN_ADDED_MISSING@mx.example.net>",
            "12345",
        ] {
            assert!(sees(id), "{id}");
        }
        for id in ["<1@a.example>", "<1@desktop-7f>", "<1@pc.lan>"] {
            assert!(!sees(id), "{id}");
        }
    }

    #[test]
    fn a_service_that_had_a_part_may_make_it() {
        let mail = Mail::received(
            "",
            "Received: from mail-wr1-f41.google.com ([192.0.2.9]) by client.example with ESMTPS id 2;\r\n\
             \x20Sat, 02 May 2026 10:00:01 +0000\r\nFrom: a@a.example\r\nMessage-ID: <CAx@mail.gmail.com>\r\n",
        );
        mail.evidence(|evidence| assert_eq!(made_elsewhere(evidence), None));
    }
}
