//! Header fields: what each is, who writes it, and whether it can be forged.

use super::{Entry, Kind};
use crate::vendor_headers;

/// Who writes a field, and what that makes of its worth.
#[derive(Clone, Copy)]
enum Writer {
    /// The sender's program.
    Sender,
    /// Every host on the way, each before the others.
    EveryHop,
    /// The receiver's side.
    Receiver,
    /// A mailing list.
    List,
    /// A forwarder that vouches for what it saw.
    Sealer,
}

impl Writer {
    fn text(self) -> &'static str {
        match self {
            Self::Sender => "The sender's program or first server.",
            Self::EveryHop => "Every host that receives the message; the latest comes first.",
            Self::Receiver => "The receiving side.",
            Self::List => "A mailing list or bulk mailing platform.",
            Self::Sealer => "A forwarder or list that vouches for what it saw.",
        }
    }

    fn forged(self) -> &'static str {
        match self {
            Self::Sender => {
                "Yes. Only a valid DKIM signature that covers it proves that it is unchanged."
            }
            Self::EveryHop => "Those before the trust boundary, yes. Those added by your side, no.",
            Self::Receiver => {
                "Yes, senders can add one, too: only fields added after the trust boundary are the receiver's."
            }
            Self::List => "Yes, by anyone. It is no proof of a mailing list.",
            Self::Sealer => "Not if the ARC chain verifies; otherwise by anyone.",
        }
    }
}

use Writer::{EveryHop, List, Receiver, Sealer, Sender};

#[rustfmt::skip]
const TABLE: &[(&str, &str, Writer, &str)] = &[
    ("From", "the author: the address that recipients see, and that DMARC protects", Sender, "RFC 5322 section 3.6.2"),
    ("Sender", "who sent it, if not the author", Sender, "RFC 5322 section 3.6.2"),
    ("Reply-To", "where replies go instead of to From", Sender, "RFC 5322 section 3.6.2"),
    ("To", "the recipients as the author wrote them; the envelope decides who gets the message", Sender, "RFC 5322 section 3.6.3"),
    ("Cc", "further recipients", Sender, "RFC 5322 section 3.6.3"),
    ("Bcc", "recipients that the others do not see; removed before sending", Sender, "RFC 5322 section 3.6.3"),
    ("Subject", "what it is about", Sender, "RFC 5322 section 3.6.5"),
    ("Date", "when the author completed the message, by the author's clock", Sender, "RFC 5322 section 3.6.1"),
    ("Message-ID", "unique identifier of the message", Sender, "RFC 5322 section 3.6.4"),
    ("In-Reply-To", "the Message-ID of the message replied to", Sender, "RFC 5322 section 3.6.4"),
    ("References", "the Message-IDs of the thread", Sender, "RFC 5322 section 3.6.4"),
    ("Comments", "anything", Sender, "RFC 5322 section 3.6.5"),
    ("Keywords", "keywords", Sender, "RFC 5322 section 3.6.5"),
    ("Received", "one hop: from which host the message was received, by which, how and when", EveryHop, "RFC 5321 section 4.4"),
    ("Return-Path", "the envelope sender, added at final delivery: where bounces go", Receiver, "RFC 5321 section 4.4"),
    ("Delivered-To", "the mailbox that the message was delivered to", Receiver, "RFC 9228"),
    ("X-Original-To", "the recipient before alias expansion (Postfix)", Receiver, "Postfix, local(8)"),
    ("Envelope-To", "the recipient of the envelope (Exim)", Receiver, "Exim specification"),
    ("X-Envelope-From", "the envelope sender", Receiver, "common practice"),
    ("X-Envelope-To", "the recipient of the envelope", Receiver, "common practice"),
    ("X-Received", "like Received, for Google's internal hops", EveryHop, "Google"),
    ("Resent-From", "who sent the message again", Sender, "RFC 5322 section 3.6.6"),
    ("Resent-To", "to whom it was sent again", Sender, "RFC 5322 section 3.6.6"),
    ("Resent-Date", "when it was sent again", Sender, "RFC 5322 section 3.6.6"),
    ("Resent-Message-ID", "the Message-ID of the resent message", Sender, "RFC 5322 section 3.6.6"),
    ("MIME-Version", "that the message is MIME; 1.0", Sender, "RFC 2045 section 4"),
    ("Content-Type", "what the body is", Sender, "RFC 2045 section 5"),
    ("Content-Transfer-Encoding", "how the body is encoded: 7bit, 8bit, quoted-printable or base64", Sender, "RFC 2045 section 6"),
    ("Content-Disposition", "whether it is shown or saved, and under what name", Sender, "RFC 2183"),
    ("Content-ID", "identifier of a part, to refer to it", Sender, "RFC 2045 section 7"),
    ("Content-Language", "the language", Sender, "RFC 3282"),
    ("DKIM-Signature", "a domain's signature over header fields and body", Sender, "RFC 6376"),
    ("DomainKey-Signature", "the predecessor of DKIM; obsolete", Sender, "RFC 4870"),
    ("Authentication-Results", "the receiver's results of SPF, DKIM, DMARC and others", Receiver, "RFC 8601"),
    ("Received-SPF", "the receiver's SPF result, with the address of the client", Receiver, "RFC 7208 section 9.1"),
    ("ARC-Seal", "a seal over the ARC chain so far", Sealer, "RFC 8617 section 4.1.3"),
    ("ARC-Message-Signature", "a forwarder's signature over the message as it saw it", Sealer, "RFC 8617 section 4.1.2"),
    ("ARC-Authentication-Results", "the results of a forwarder when the message arrived there", Sealer, "RFC 8617 section 4.1.1"),
    ("List-Id", "the name of the list", List, "RFC 2919"),
    ("List-Post", "the address to post to the list", List, "RFC 2369"),
    ("List-Unsubscribe", "how to unsubscribe", List, "RFC 2369"),
    ("List-Unsubscribe-Post", "one-click unsubscription over HTTPS is supported", List, "RFC 8058"),
    ("List-Subscribe", "how to subscribe", List, "RFC 2369"),
    ("List-Help", "where help is", List, "RFC 2369"),
    ("List-Owner", "who runs the list", List, "RFC 2369"),
    ("List-Archive", "where the archive is", List, "RFC 2369"),
    ("Archived-At", "where this message is in the archive", List, "RFC 5064"),
    ("Precedence", "bulk, list or junk: asks for no automatic replies", List, "RFC 3834"),
    ("Auto-Submitted", "the message was generated by a program", Sender, "RFC 3834"),
    ("Feedback-ID", "the sender's own identifiers of a campaign, for Gmail's feedback loop", List, "Google, Feedback Loop"),
    ("CFBL-Address", "where to send complaints about the message", Sender, "RFC 9477"),
    ("BIMI-Selector", "which logo of the domain to show", Sender, "draft-brand-indicators-for-message-identification"),
    ("Autocrypt", "the sender's key for encryption", Sender, "autocrypt.org"),
    ("Importance", "low, normal or high, by the author", Sender, "RFC 4021"),
    ("Priority", "normal, urgent or non-urgent, by the author", Sender, "RFC 4021"),
    ("X-Priority", "1 (highest) to 5, by the author", Sender, "common practice"),
    ("Organization", "the author's organization, by the author", Sender, "RFC 5536"),
    ("User-Agent", "the sender's program", Sender, "RFC 5536"),
    ("X-Mailer", "the sender's program", Sender, "common practice"),
    ("X-Originating-IP", "the address of the user's computer, as seen by webmail", Sender, "common practice"),
    ("Thread-Topic", "the subject of the thread (Outlook)", Sender, "Microsoft, MS-OXOMSG"),
    ("Thread-Index", "the place in the thread, with times (Outlook)", Sender, "Microsoft, MS-OXOMSG"),
    ("Disposition-Notification-To", "who requests a read receipt", Sender, "RFC 8098"),
    ("Errors-To", "an obsolete field for where bounces go", List, "RFC 2076"),
    ("X-Forwarded-To", "the address that Gmail forwarded it to", Receiver, "Google"),
    ("X-Forwarded-For", "the addresses that Gmail forwarded it from and to", Receiver, "Google"),
    ("DKIM-Filter", "the filter that verified or signed; states no result", Receiver, "OpenDKIM"),
    ("TLS-Required", "No: deliver even without TLS", Sender, "RFC 8689"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    let own = TABLE.iter().map(|(name, meaning, writer, reference)| {
        Entry::new(Kind::Field, *name, *meaning)
            .section("Who writes it", writer.text())
            .section("Can it be forged", writer.forged())
            .see(reference)
    });
    let is_own = |name: &str| TABLE.iter().any(|(own, ..)| own.eq_ignore_ascii_case(name));
    let vendors = vendor_headers::headers()
        .filter(move |row| !is_own(row.name))
        .map(|row| {
            Entry::new(Kind::Field, row.name, row.what)
                .section("Vendor", row.vendor)
                .section("Who writes it", row.writer)
                .section("Can it be forged", Writer::Receiver.forged())
                .see("vendor documentation")
        });
    own.chain(vendors)
}
