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
    row("x-incomingheadercount", "counts the fields that came in; Outlook.com's own bookkeeping"),
    row("x-incomingtopheadermarker", "checksums of the fields that came in; Outlook.com's own bookkeeping"),
    row("x-content-mobile-*", "made up by a bulk mailing tool to look like a platform's; random"),
    row("x-exabytes*", "made up by a bulk mailing tool to look like a platform's; random"),
    row("x-quarksseg-*", "made up by a bulk mailing tool to look like a platform's; random"),
    row("x-rcpt-auth", "made up by a bulk mailing tool to look like a platform's; random"),
    row("x-rcpt-source", "made up by a bulk mailing tool to look like a platform's; random"),
    row("x-id-tracking", "made up by a bulk mailing tool to look like a platform's; random"),
    row("x-pviq", "made up by a bulk mailing tool to look like a platform's; random"),
    row("x-idnv", "made up by a bulk mailing tool to look like a platform's; random"),
    row("x-account-uid", "random number of one mailing tool's account"),
    row("x-message-uid", "random number of one mailing tool's message"),
    row("x-bfi", "holds the recipient again; one mailing tool's habit"),
    row("x-ebs", "block link of one mailing tool; says no more than List-Unsubscribe"),
    row("x-mrydd", "random letters"),
    row("x-status", "flags of a mailbox file (seen, answered), not of the message in transport"),
    row("x-keywords", "flags of a mailbox file, not of the message in transport"),
    row("x-url", "the sender's home page"),
    row("x-home-page", "the sender's home page"),
    row("x-image-url", "the sender's picture"),
    row("x-face", "the sender's picture"),
    row("x-habeas-swe-*", "a poem under copyright that was to mark good senders; anybody copied it"),
    row("x-gpg-*", "fingerprint of the sender's key, unsigned"),
    row("x-gnupg-*", "the sender's key, unsigned"),
    row("x-pgp-*", "the sender's key, unsigned"),
    row("x-pr-tracked-*", "kernel developers' pull request bookkeeping"),
    row("x-pr-merge-*", "kernel developers' pull request bookkeeping"),
    row("x-b4-tracking", "patch bookkeeping of b4"),
    row("x-change-id", "patch bookkeeping of b4"),
    row("x-cid-*", "sealed findings of a Chinese gateway, undocumented"),
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
