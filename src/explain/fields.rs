//! Header fields: what each is, who writes it, and whether it can be forged.

use super::{Entry, Kind};
use crate::vendor_headers;

/// Who writes a field, and what that makes of its worth.
#[derive(Clone, Copy)]
enum Writer {
    /// The sender's program.
    Sender,
    /// Every host on the way, each on top.
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
            Self::EveryHop => "Every host that takes the mail, each on top of those before.",
            Self::Receiver => "The receiving side.",
            Self::List => "A mailing list or the platform that sends to many.",
            Self::Sealer => "A forwarder or list that vouches for what it saw.",
        }
    }

    fn forged(self) -> &'static str {
        match self {
            Self::Sender => {
                "Yes, freely. Only a DKIM signature that covers it shows that it is as it was signed."
            }
            Self::EveryHop => "Those below the trust boundary, yes. What our own side wrote, no.",
            Self::Receiver => {
                "A sender can write one too: only what stands above the trust boundary is the receiver's."
            }
            Self::List => "Yes, by anyone. It is not evidence of a list by itself.",
            Self::Sealer => "Not where the chain of seals verifies; without that, by anyone.",
        }
    }
}

use Writer::{EveryHop, List, Receiver, Sealer, Sender};

#[rustfmt::skip]
const TABLE: &[(&str, &str, Writer, &str)] = &[
    ("From", "the author, the address that people see; the one that DMARC is about", Sender, "RFC 5322 section 3.6.2"),
    ("Sender", "who sent it for the author, where that is another", Sender, "RFC 5322 section 3.6.2"),
    ("Reply-To", "where answers go instead of to From", Sender, "RFC 5322 section 3.6.2"),
    ("To", "the recipients, as the author named them; the envelope decides who gets it", Sender, "RFC 5322 section 3.6.3"),
    ("Cc", "further recipients", Sender, "RFC 5322 section 3.6.3"),
    ("Bcc", "recipients that the others do not see; removed before sending", Sender, "RFC 5322 section 3.6.3"),
    ("Subject", "what it is about", Sender, "RFC 5322 section 3.6.5"),
    ("Date", "when the author says that it was finished", Sender, "RFC 5322 section 3.6.1"),
    ("Message-ID", "a unique name of the message", Sender, "RFC 5322 section 3.6.4"),
    ("In-Reply-To", "the Message-ID that is answered", Sender, "RFC 5322 section 3.6.4"),
    ("References", "the Message-IDs of the thread", Sender, "RFC 5322 section 3.6.4"),
    ("Comments", "anything", Sender, "RFC 5322 section 3.6.5"),
    ("Keywords", "keywords", Sender, "RFC 5322 section 3.6.5"),
    ("Received", "one step on the way: who handed the mail over, who took it, how and when", EveryHop, "RFC 5321 section 4.4"),
    ("Return-Path", "the envelope sender, written at the final delivery: where bounces go", Receiver, "RFC 5321 section 4.4"),
    ("Delivered-To", "the mailbox that it was delivered to", Receiver, "RFC 9228"),
    ("X-Original-To", "the recipient before aliases were followed (Postfix)", Receiver, "Postfix, local(8)"),
    ("Envelope-To", "the recipient of the envelope (Exim)", Receiver, "Exim specification"),
    ("X-Envelope-From", "the envelope sender", Receiver, "the field"),
    ("X-Envelope-To", "the recipient of the envelope", Receiver, "the field"),
    ("X-Received", "as Received, of Google's inner steps", EveryHop, "Google"),
    ("Resent-From", "who sent the message again", Sender, "RFC 5322 section 3.6.6"),
    ("Resent-To", "to whom it was sent again", Sender, "RFC 5322 section 3.6.6"),
    ("Resent-Date", "when it was sent again", Sender, "RFC 5322 section 3.6.6"),
    ("Resent-Message-ID", "the name of the message as it was sent again", Sender, "RFC 5322 section 3.6.6"),
    ("MIME-Version", "that the message is MIME; 1.0", Sender, "RFC 2045 section 4"),
    ("Content-Type", "what the body is", Sender, "RFC 2045 section 5"),
    ("Content-Transfer-Encoding", "how the body is written: 7bit, 8bit, quoted-printable or base64", Sender, "RFC 2045 section 6"),
    ("Content-Disposition", "whether it is shown or saved, and under what name", Sender, "RFC 2183"),
    ("Content-ID", "a name for a part, to point at", Sender, "RFC 2045 section 7"),
    ("Content-Language", "the language", Sender, "RFC 3282"),
    ("DKIM-Signature", "a domain's signature over header fields and body", Sender, "RFC 6376"),
    ("DomainKey-Signature", "the forerunner of DKIM; worth nothing today", Sender, "RFC 4870"),
    ("Authentication-Results", "what a receiver found of SPF, DKIM, DMARC and others", Receiver, "RFC 8601"),
    ("Received-SPF", "what a receiver found of SPF, with the client's address", Receiver, "RFC 7208 section 9.1"),
    ("ARC-Seal", "a seal over the chain of ARC fields so far", Sealer, "RFC 8617 section 4.1.3"),
    ("ARC-Message-Signature", "a forwarder's signature over the message as it saw it", Sealer, "RFC 8617 section 4.1.2"),
    ("ARC-Authentication-Results", "what a forwarder found when the mail came to it", Sealer, "RFC 8617 section 4.1.1"),
    ("List-Id", "the name of the list", List, "RFC 2919"),
    ("List-Post", "where to write to the list", List, "RFC 2369"),
    ("List-Unsubscribe", "how to leave", List, "RFC 2369"),
    ("List-Unsubscribe-Post", "that one click over HTTPS leaves", List, "RFC 8058"),
    ("List-Subscribe", "how to join", List, "RFC 2369"),
    ("List-Help", "where help is", List, "RFC 2369"),
    ("List-Owner", "who runs the list", List, "RFC 2369"),
    ("List-Archive", "where the archive is", List, "RFC 2369"),
    ("Archived-At", "where this message is in the archive", List, "RFC 5064"),
    ("Precedence", "bulk, list or junk: no automatic answers, please", List, "RFC 3834"),
    ("Auto-Submitted", "that a program wrote it", Sender, "RFC 3834"),
    ("Feedback-ID", "the sender's own grouping of mass mail, for Google's reports", List, "Google, Feedback Loop"),
    ("CFBL-Address", "where complaints about the mail go", Sender, "RFC 9477"),
    ("BIMI-Selector", "which logo of the domain", Sender, "draft-brand-indicators-for-message-identification"),
    ("Autocrypt", "the sender's key for encryption", Sender, "autocrypt.org"),
    ("Importance", "low, normal or high, by the author", Sender, "RFC 4021"),
    ("Priority", "normal, urgent or non-urgent, by the author", Sender, "RFC 4021"),
    ("X-Priority", "1 (highest) to 5, by the author", Sender, "the field"),
    ("Organization", "the author's organisation, by the author", Sender, "RFC 5536"),
    ("User-Agent", "the sender's program", Sender, "RFC 5536"),
    ("X-Mailer", "the sender's program", Sender, "the field"),
    ("X-Originating-IP", "the address of the person's computer, as a web mailer saw it", Sender, "the field"),
    ("Thread-Topic", "the subject of the thread (Outlook)", Sender, "Microsoft, MS-OXOMSG"),
    ("Thread-Index", "the place in the thread, with times (Outlook)", Sender, "Microsoft, MS-OXOMSG"),
    ("Disposition-Notification-To", "who wants to know that it was read", Sender, "RFC 8098"),
    ("Errors-To", "an old word for where bounces go", List, "RFC 2076"),
    ("X-Forwarded-To", "the address that Gmail forwarded it to", Receiver, "Google"),
    ("X-Forwarded-For", "the addresses that Gmail forwarded it from and to", Receiver, "Google"),
    ("DKIM-Filter", "the filter that checked or made signatures; states no result", Receiver, "OpenDKIM"),
    ("TLS-Required", "No: deliver even where TLS is not to be had", Sender, "RFC 8689"),
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
                .section("Whose", row.vendor)
                .section("Who writes it", row.writer)
                .section("Can it be forged", Writer::Receiver.forged())
                .see("documentation of the vendor")
        });
    own.chain(vendors)
}
