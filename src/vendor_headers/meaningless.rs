//! Fields that say nothing to a reader, and why: seen often enough to be asked about, and not worth decoding.

/// A field that says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Meaningless {
    /// Its name in lower case, or what its name begins with, followed by `*`.
    pub name: &'static str,
    /// Why it says nothing.
    pub reason: &'static str,
}

const fn row(name: &'static str, reason: &'static str) -> Meaningless {
    Meaningless { name, reason }
}

/// The table.
#[rustfmt::skip]
pub const MEANINGLESS: &[Meaningless] = &[
    row("x-incomingheadercount", "number of incoming header fields; Outlook.com bookkeeping"),
    row("x-incomingtopheadermarker", "checksums of incoming header fields; Outlook.com bookkeeping"),
    row("x-content-mobile-*", "random value from a bulk mailing tool that imitates a platform"),
    row("x-exabytes*", "random value from a bulk mailing tool that imitates a platform"),
    row("x-quarksseg-*", "random value from a bulk mailing tool that imitates a platform"),
    row("x-rcpt-auth", "random value from a bulk mailing tool that imitates a platform"),
    row("x-rcpt-source", "random value from a bulk mailing tool that imitates a platform"),
    row("x-id-tracking", "random value from a bulk mailing tool that imitates a platform"),
    row("x-pviq", "random value from a bulk mailing tool that imitates a platform"),
    row("x-idnv", "random value from a bulk mailing tool that imitates a platform"),
    row("x-account-uid", "random number of one mailing tool's account"),
    row("x-message-uid", "random number of one mailing tool's message"),
    row("x-bfi", "repeats the recipient; written by one mailing tool"),
    row("x-ebs", "block link of one mailing tool; like List-Unsubscribe"),
    row("x-mrydd", "random letters"),
    row("x-status", "flags of a mailbox file (seen, answered), not of the message in transport"),
    row("x-keywords", "flags of a mailbox file, not of the message in transport"),
    row("x-url", "the sender's home page"),
    row("x-home-page", "the sender's home page"),
    row("x-image-url", "the sender's picture"),
    row("x-face", "the sender's picture"),
    row("x-habeas-swe-*", "a copyrighted poem meant to mark good senders; anyone can copy it"),
    row("x-gpg-*", "fingerprint of the sender's key, unsigned"),
    row("x-gnupg-*", "the sender's key, unsigned"),
    row("x-pgp-*", "the sender's key, unsigned"),
    row("x-pr-tracked-*", "kernel developers' pull request bookkeeping"),
    row("x-pr-merge-*", "kernel developers' pull request bookkeeping"),
    row("x-b4-tracking", "patch bookkeeping of b4"),
    row("x-change-id", "patch bookkeeping of b4"),
    row("x-cid-*", "opaque findings of a Chinese gateway, undocumented"),
];

/// The row of a field that says nothing, by its name in any case.
pub fn meaningless(name: &str) -> Option<&'static Meaningless> {
    MEANINGLESS
        .iter()
        .find(|row| match row.name.strip_suffix('*') {
            Some(start) => name
                .get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start)),
            None => name.eq_ignore_ascii_case(row.name),
        })
}
