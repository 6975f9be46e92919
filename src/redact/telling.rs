//! Which single words tell who somebody is, and which stand in every message.

use super::unprotected::Why;

/// The shortest local part that is looked for as a word of its own, in bytes.
const MIN_LOCAL: usize = 5;
/// The same for one with a digit or a full stop in it, which few words have.
const MIN_MARKED: usize = 3;
/// The same for one without a letter: a number of fewer digits may be a year or a size.
const MIN_NUMBER: usize = 6;
/// The shortest display name of one word, in characters. Names of three letters are words, too: Art, May, Tim.
const MIN_NAME: usize = 4;
/// The same in bytes: a name in Chinese has two or three characters.
const MIN_NAME_BYTES: usize = 6;

/// Mailboxes of roles (RFC 2142, and what organizations and writers of spam use), and the words that mail itself is
/// written with. Taken out wherever they stand, they would leave no text and no structure.
const COMMON: &[&str] = &[
    // Roles, and names for anybody.
    "abuse account accounting accounts address admin administration administrator alert alerts announce",
    "announcements anyone billing board booking bookings bounce bounces business buyer career careers",
    "client clients colleague community company confirm contact contacts customer customers daemon dear",
    "devel developer developers digest director email e-mail employee enquiries enquiry events everyone",
    "example family feedback finance friend friends general google group guest hello help helpdesk home",
    "hostmaster info inbox information inquiries inquiry invoice invoices invoicing jobs legal list lists",
    "listserv login mail mailbox mailer mailer-daemon mailing maintainer manager marketing media member",
    "members message messages microsoft network news newsletter newsletters no-reply nobody noreply",
    "notification notifications office offers online order orders owner payment payments people person",
    "phone postmaster press privacy project purchase purchasing recipient recipients reception register",
    "registration reply report reports request requests reservations sales secretary security seller",
    "server service services shipping someone staff store student students subscriber subscribers",
    "subscription suggestions support system team tech technical test tester testing training undisclosed",
    "undisclosed-recipients unknown unsubscribe update updates user users usernet valued visitor",
    "webmaster website welcome winner work world your yourself",
    // Fields and their parameters, media types, character sets, encodings.
    "7bit 8bit alternative application attachment base64 binary boundary bytes charset content date",
    "disposition domain encoding fail field fields filename format from header headers image inline ipv4",
    "ipv6 iso-8859-1 iso-8859-15 mailto md5 mixed multipart none null number octet-stream part parts pass",
    "plain printable quoted quoted-printable received related relaxed return rfc822 rsa-sha256 selector",
    "sender sha1 sha256 signature signed simple smtp subject text time transfer type us-ascii utf-7 utf-8",
    "utf-16 utf7 utf8 value version windows-1252 with",
    "arc-seal authentication-results content-disposition content-transfer-encoding content-type",
    "delivered-to dkim-signature in-reply-to list-id list-unsubscribe message-id mime-version received-spf",
    "references reply-to return-path x-mailer",
    // Markup, styles, links.
    "align arial auto background black block blue body bold border bottom button cell cellpadding",
    "cellspacing center centre class click color colour colspan cursor decoration display file files",
    "float font footer frame green head height hidden href html html5 http https important index input",
    "label layout left line link links main margin meta middle name nowrap open outlook padding page",
    "pages password position right role rowspan sans script section serif size small solid span start",
    "strong style table target tbody title token underline valign weight white width window windows",
];

/// Labels of domains that hold lists only: a local part there is a list's name, and its topic.
const LIST_LABELS: &[&str] = &[
    "googlegroups",
    "groups",
    "list",
    "lists",
    "listserv",
    "vger",
    "yahoogroups",
];

/// Whether a domain, in lower case, holds lists and no persons.
pub(super) fn is_of_lists(domain: &str) -> bool {
    domain.split('.').any(|label| LIST_LABELS.contains(&label))
}

fn is_common(word: &str) -> bool {
    COMMON
        .iter()
        .flat_map(|line| line.split(' '))
        .any(|common| common.eq_ignore_ascii_case(word))
}

/// Whether a text tells who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    Yes,
    No(Why),
}

/// Whether a local part tells who somebody is where it stands without its domain.
pub(super) fn telling(local: &str) -> Telling {
    let has = |test: fn(char) -> bool| local.chars().any(test);
    let least = if !has(char::is_alphabetic) {
        MIN_NUMBER
    } else if is_marked(local) {
        MIN_MARKED
    } else {
        MIN_LOCAL
    };
    if is_common(local) {
        Telling::No(Why::OrdinaryWord)
    } else if local.len() < least {
        Telling::No(Why::Short)
    } else {
        Telling::Yes
    }
}

/// The same where it does not matter why not.
pub(super) fn is_telling(local: &str) -> bool {
    telling(local) == Telling::Yes
}

/// Whether a digit or a full stop makes it unlike a word, so that it names the same person beside a dot, too.
pub(super) fn is_marked(local: &str) -> bool {
    local.contains(|c: char| c.is_ascii_digit() || c == '.')
}

/// Whether a display name is a person's: of two words, or one that is no word of every day. It is no address.
pub(super) fn name(display: &str) -> Telling {
    let mut words = display.split([' ', '-']);
    if words.all(is_common) {
        return Telling::No(Why::OrdinaryWord);
    }
    let is_long = match display.split_whitespace().count() {
        1 => {
            let is_long = display.len() >= MIN_NAME_BYTES || display.chars().count() >= MIN_NAME;
            is_long && display.chars().any(char::is_alphabetic)
        }
        _ => display.len() >= MIN_LOCAL,
    };
    if is_long {
        Telling::Yes
    } else {
        Telling::No(Why::Short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_tell_nothing() {
        for (local, want) in [
            ("robin.vale", true),
            ("robin", true),
            ("rv7", true),
            ("r.v", true),
            ("mail", false),
            ("info", false),
            ("Support", false),
            ("charset", false),
            ("utf-8", false),
            ("rob", false),
            ("2026", false),
            ("31415926", true),
        ] {
            assert_eq!(is_telling(local), want, "{local}");
        }
        for (name, want) in [
            ("Robin Vale", true),
            ("Hacksaw", true),
            ("Customer", false),
            ("Tim", false),
            ("Undisclosed recipients", false),
        ] {
            assert_eq!(super::name(name) == Telling::Yes, want, "{name}");
        }
    }
}
