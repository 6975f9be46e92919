//! Of the report as a whole: its parts, findings, and what statements rest on.

use super::{OURS, Place};

#[rustfmt::skip]
pub(super) const PLACES: &[Place] = &[
    Place { name: "severity of a finding", reference: OURS, words: &[
        ("info", "worth knowing; common in genuine messages"),
        ("notice", "unusual, but seen in more than 2 % of genuine messages"),
        ("warning", "rare in genuine messages"),
        ("high", "strong evidence of deception"),
    ]},
    Place { name: "basis of a finding", reference: OURS, words: &[
        ("observed", "seen in the bytes of the input"),
        ("claimed", "stated by a header, which its writer could have made up"),
        ("derived", "concluded from what was observed"),
        ("looked-up", "from an answer of DNS"),
    ]},
    Place { name: "part of a report", reference: OURS, words: &[
        ("ROUTE", "the hops of the message from its origin to the mailbox, from the Received headers"),
        ("AUTHENTICATION", "SPF, DKIM, DMARC and ARC: our own check, and what the receiver reported"),
        ("FINDINGS", "what was found, each with a code that can be explained, its severity, and the bytes that show it"),
        ("FILTERS", "what spam filters noted in the header"),
        ("BODY", "attachments and links of the body; nothing is opened or fetched"),
        ("ATTACHMENTS", "the attached files with their types and SHA-256"),
        ("LINKS", "where the links lead, defanged"),
        ("SESSION", "the SMTP dialogue that carried the message"),
        ("ENRICHMENT", "what was looked up about addresses and domains beside authentication"),
        ("INPUT", "the file that was read, and what is wrong with it"),
        ("NOTES", "what a reader should know about this report: what was not checked, and why"),
        ("DNS", "how many questions were asked of DNS, and how many were answered"),
        ("Envelope", "MAIL FROM and RCPT TO of the SMTP session: where bounces go, and who gets the message"),
        ("Login", "whether and how the client logged in (AUTH)"),
        ("Outcome", "the server's reply to the message: accepted, with its queue ID, or rejected"),
        ("hdrtrace/1", "the schema of the JSON report"),
        ("as of", "the moment for which expiry was judged"),
        ("checked now", "our own check, made for this report"),
        ("receiver", "what the receiving side reported in its own headers"),
    ]},
    Place { name: "where the time of the check comes from", reference: OURS, words: &[
        ("received", "when the receiving side got the message, by its own Received header"),
        ("receipt", "when the receiving side got the message, by its own Received header"),
        ("now", "the clock of this machine"),
        ("given", "set by the user"),
    ]},
    Place { name: "how far a statement can be trusted", reference: "RFC 8601 section 5", words: &[
        ("sender-supplied", "written by the sender, or by anybody before the trust boundary; nothing verifies it"),
        ("unchecked", "not evaluated, so neither good nor bad; the report says why"),
        ("not evaluated", "there was nothing to evaluate, or it was not asked for"),
        ("skipped", "not done; the reason is given with it"),
        ("aligned", "the domain that SPF or DKIM authenticated belongs with the domain in From, as the DMARC record demands (relaxed: same organizational domain; strict: same name)"),
        ("not aligned", "SPF or DKIM passed for a domain that does not belong with the domain in From: DMARC does not count it"),
        ("no aligned pass", "neither SPF nor DKIM passed for a domain that aligns with From: DMARC fails"),
        ("spoofed", "the message uses a domain or name without being authenticated for it"),
        ("authenticated", "DMARC passes for the domain in From: its owner sent the message, or let it be sent"),
        ("unauthenticated", "nothing verifies the domain in From"),
    ]},
    Place { name: "how well a filter's code is known", reference: OURS, words: &[
        ("known", "documented by the vendor, shown by its source code, or needing no table"),
        ("unknown", "in no table, or not understood"),
        ("folklore", "undocumented: inferred by others from many messages"),
        ("undocumented", "inferred by others from many messages; the vendor does not document it"),
    ]},
    Place { name: "verdict of a filter", reference: OURS, words: &[
        ("clean", "nothing found"),
        ("bulk", "bulk mail, which recipients may have asked for"),
        ("suspect", "between clean and spam: suspicious, greylisted, tagged"),
        ("spam", "unsolicited mail"),
        ("spoof", "the sender is not who the message says"),
        ("phish", "phishing"),
        ("malware", "malware"),
        ("bypassed", "not filtered: an allow list, a rule or a login let it pass"),
    ]},
];
