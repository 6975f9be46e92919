//! Which messages go together.

use super::*;
use crate::words::findings::Severity;

fn digest(traits: &[(TraitKind, &str)]) -> Digest {
    Digest {
        input: "inbox".to_owned(),
        member: String::new(),
        severity: Severity::Notice,
        findings: Vec::new(),
        received: None,
        client_network: None,
        from: None,
        subject: None,
        spf: String::new(),
        dkim: String::new(),
        dmarc: String::new(),
        arc: String::new(),
        imitations: Vec::new(),
        is_in_our_name: false,
        traits: traits
            .iter()
            .map(|(kind, value)| Trait {
                kind: *kind,
                value: (*value).to_owned(),
            })
            .collect(),
    }
}

/// The sizes of the groups, and the numbers of their first messages.
fn groups(messages: &[&[(TraitKind, &str)]]) -> Vec<(u64, u64)> {
    let mut campaigns = Campaigns::default();
    for (number, traits) in (1..).zip(messages) {
        campaigns.add(number, &digest(traits));
    }
    campaigns
        .told()
        .iter()
        .map(|one| (one.messages, one.first_number))
        .collect()
}

use TraitKind::{Account, ClientNetwork, Links, MessageId, Subject};

#[test]
fn one_trait_that_many_share_ties_nothing() {
    let a = [(ClientNetwork, "192.0.2.0/24"), (MessageId, "x9@author's")];
    let b = [(ClientNetwork, "192.0.2.0/24"), (Subject, "your invoice")];
    assert_eq!(groups(&[&a, &b, &a]), []);
}

#[test]
fn each_message_counts_once() {
    let both = [
        (Account, "Shop: 7"),
        (ClientNetwork, "192.0.2.0/24"),
        (Subject, "your invoice"),
        (Links, "evil.example"),
    ];
    assert_eq!(groups(&[&both, &both, &both]), [(3, 1)]);
    // The first is met again by one tie after the other.
    let account = [(Account, "Shop: 7")];
    let subject = [(ClientNetwork, "192.0.2.0/24"), (Subject, "your invoice")];
    assert_eq!(groups(&[&both, &account, &subject, &both]), [(4, 1)]);
}

#[test]
fn a_message_joins_the_groups_that_it_is_tied_to() {
    let left = [(Account, "Shop: 7")];
    let right = [(Links, "evil.example"), (Subject, "your invoice")];
    let both = [left.as_slice(), right.as_slice()].concat();
    assert_eq!(groups(&[&right, &left, &right, &left]), [(2, 1), (2, 2)]);
    assert_eq!(
        groups(&[&right, &left, &right, &left, &both, &left]),
        [(6, 1)]
    );
    assert_eq!(groups(&[&left, &right, &both, &right]), [(4, 1)]);
}

#[test]
fn what_is_kept_is_bounded_and_what_comes_again_stays() {
    let mut campaigns = Campaigns::default();
    let lasting = digest(&[(Account, "lasting")]);
    let mut number = 0;
    for at in 0..MAX_TIES {
        number += 1;
        campaigns.add(number, &digest(&[(Account, &at.to_string())]));
        if at % 100_000 == 0 {
            number += 1;
            campaigns.add(number, &lasting);
        }
    }
    assert!(campaigns.young.len() + campaigns.old.len() <= MAX_TIES);
    assert!(campaigns.settled.len() <= MAX_TIES);
    assert_eq!(campaigns.told()[0].messages, 6);
    // Pairs: each is a group.
    for at in 0..=MAX_CAMPAIGNS {
        for _ in 0..2 {
            number += 1;
            campaigns.add(number, &digest(&[(Account, &format!("pair {at}"))]));
        }
    }
    assert!(campaigns.groups.len() <= MAX_CAMPAIGNS);
    assert_eq!(campaigns.told()[0].messages, 6);
    assert!(campaigns.forgotten() > 0);
    // What was forgotten begins anew, and does not count what is gone.
    number += 1;
    let last = format!("pair {MAX_CAMPAIGNS}");
    campaigns.add(number, &digest(&[(Account, &last)]));
    assert!(campaigns.told().iter().all(|one| one.messages <= 6));
}
