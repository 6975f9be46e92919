//! Of hops: trust, role, timing, and signs of a forged chain.

use super::{OURS, Place};

#[rustfmt::skip]
pub(super) const PLACES: &[Place] = &[
    Place { name: "trust of a hop", reference: "RFC 8601 section 5", words: &[
        ("trusted", "added by your side about your side: verified"),
        ("boundary", "added by your side about the host that it received the message from: its address is the last fact that the sender cannot forge"),
        ("claimed", "before the trust boundary: sender-supplied, unverified"),
        ("observed", "seen in the SMTP session itself"),
    ]},
    Place { name: "role of a hop", reference: "RFC 5598 section 4", words: &[
        ("submission", "a user or program submitted the message to its first server"),
        ("relay", "from one server to another"),
        ("border", "from outside to your side: the trust boundary"),
        ("filter", "through a content filter on the same machine"),
        ("internal", "within one organization or machine"),
        ("delivery", "into the mailbox"),
        ("retrieval", "fetched from a mailbox by a program"),
    ]},
    Place { name: "timing of a hop", reference: OURS, words: &[
        ("prompt", "received within a minute"),
        ("skew", "up to a minute before the previous hop: two clocks differ"),
        ("clock-ahead", "the clock of this host is ahead"),
        ("clock-behind", "the clock of this host is behind"),
        ("held", "the message waited at the previous host, for example in a queue"),
        ("backwards", "more than a minute before the previous hop, without an explanation"),
    ]},
    Place { name: "sign of a forged chain of Received headers", reference: OURS, words: &[
        ("date-for-address", "a date in place of the client's address"),
        ("odd-protocol", "a protocol that such a host does not use (NNFMP, QMQP, LOCAL)"),
        ("bare-chain", "no hop before the boundary has an ID or names its software, and none connects to the boundary"),
        ("id-clock", "the time within the queue ID is more than a day off the time of the field"),
        ("impossible-zone", "a time zone that does not exist"),
        ("break", "the hop does not connect to the next: the receiving host is not the one that sends on"),
    ]},
    Place { name: "TLS version of a hop", reference: "RFC 8446, RFC 8996", words: &[
        ("TLS", "Transport Layer Security: the connection was encrypted; of a hop only, not from end to end"),
        ("TLSv1.3", "the current version"),
        ("TLSv1.2", "still considered secure (RFC 9325)"),
        ("TLSv1.1", "deprecated (RFC 8996)"),
        ("TLSv1.0", "deprecated (RFC 8996)"),
        ("SSLv3", "broken; must not be used (RFC 7568)"),
    ]},
    Place { name: "property of a result", reference: "undocumented", words: &[
        ("smtp.mail", "the envelope sender, in an old spelling of smtp.mailfrom"),
    ]},
    Place { name: "whether a claim in the header is believed", reference: "RFC 8601 section 5", words: &[
        ("above-boundary", "added by your side: verified"),
        ("given", "the user trusts this authserv-id, and that host could have added the field"),
        ("confirmed", "the receiver's own ARC set repeats the claim word for word"),
        ("unproven", "it names your receiver, but the sender could have written it, too"),
        ("below-boundary", "before the trust boundary: sender-supplied, unverified"),
        ("no-boundary", "no trust boundary is known, so no field is known to be yours"),
        ("sealed", "part of an ARC set: to be believed as far as the sealer is trusted"),
        ("renamed", "renamed by a later receiver: an earlier receiver's claim, or the sender's"),
    ]},
    Place { name: "what shows that a host belongs to a platform", reference: OURS, words: &[
        ("confirmed-name", "the forward-confirmed reverse DNS name (FCrDNS)"),
        ("network", "the address is in a network of the platform"),
        ("reverse-name", "the reverse DNS name that the receiver noted (Microsoft's PTR:)"),
    ]},
];
