//! The dialects: which MTA wrote a field, and what its slots mean in that MTA's hand.

use super::clock::IdClockKind;
use super::draft::Draft;
use super::grammar::{self, Key, TokenKind, inner};
use super::peer::NameIs;
pub(super) use recognize::{Marks, Recognized, recognize};

mod alibaba;
mod aol;
mod aruba;
mod coremail;
mod exchange;
mod exim;
mod gmail;
mod ironport;
mod kumo;
mod local;
mod mailenable;
mod mailgun;
mod mercury;
mod momentum;
mod plain;
#[cfg(test)]
mod plain_rows;
mod postfix;
mod postini;
mod qmail;
mod recognize;
mod sendgrid;
#[cfg(test)]
mod software_rows;
mod yahoo;
mod zmailer;

/// Tells by a field's shape whether it is written in a dialect.
type Shape = fn(&Marks<'_>) -> bool;

/// A way of writing Received fields.
pub struct Dialect {
    /// Its name, stable in reports.
    pub name: &'static str,
    /// The software's name for a reader.
    pub title: &'static str,
    /// Begins of the comment in which the software names itself.
    pub(super) software: &'static [&'static str],
    /// Domains, of two labels each, whose hosts write it.
    pub(super) domains: &'static [&'static str],
    /// Whether a field is written in it, where neither a comment nor the receiver's domain tells.
    pub(super) recognize: Option<Shape>,
    /// Fills the slots.
    pub(super) read: fn(&mut Draft<'_>),
    /// The clocks that its ids may hold.
    pub(super) clocks: &'static [IdClockKind],
}

/// What most MTAs' ids may be without their software being named.
const ANY_CLOCK: &[IdClockKind] = &[
    IdClockKind::Exim,
    IdClockKind::PostfixLong,
    IdClockKind::UuidV1,
    IdClockKind::UuidV7,
    IdClockKind::Courier,
];

/// The first token is what the client announced: nearly every MTA.
fn announced(draft: &mut Draft<'_>) {
    draft.read(NameIs::Announced);
}

/// The same, unless it is a user, a store, or a word for every client.
fn announced_unless(draft: &mut Draft<'_>, is_local: bool) {
    draft.read(if is_local {
        NameIs::Local
    } else {
        NameIs::Announced
    });
}

/// Every dialect, in the order in which they are tried. The last takes all.
pub static DIALECTS: &[Dialect] = &[
    exchange::DIALECT,
    exchange::STORE,
    gmail::API,
    gmail::DIALECT,
    sendgrid::DIALECT,
    mailgun::DIALECT,
    plain::MAILCHANNELS,
    plain::APPLE,
    plain::MAILCHIMP,
    postfix::DIALECT,
    exim::DIALECT,
    momentum::DIALECT,
    plain::POWERMTA,
    kumo::DIALECT,
    plain::AMAVIS,
    plain::OPENSMTPD,
    yahoo::QUEUE,
    yahoo::DIALECT,
    plain::IONOS,
    plain::PROOFPOINT,
    plain::SENDMAIL,
    plain::HARAKA,
    qmail::SCANNER,
    plain::FETCHMAIL,
    qmail::DIALECT,
    plain::ORACLE,
    plain::ZOHO,
    plain::SES,
    plain::MIMECAST,
    ironport::DIALECT,
    alibaba::DIALECT,
    plain::COMMUNIGATE,
    plain::JAMES,
    plain::MDAEMON,
    mailenable::DIALECT,
    aruba::DIALECT,
    plain::XMAIL,
    plain::SMAP,
    plain::IRIX,
    mercury::DIALECT,
    plain::NAVGW,
    plain::WEBMAIL,
    aol::DIALECT,
    postini::DIALECT,
    zmailer::DIALECT,
    plain::GATEWAY,
    plain::HALON,
    plain::BARRACUDA,
    plain::FORTIMAIL,
    plain::VADE,
    plain::AXIGEN,
    plain::DOMINO,
    plain::ZIMBRA,
    plain::SALESFORCE,
    plain::IMPROVMX,
    plain::CLOUDFILTER,
    plain::MANDRILL,
    coremail::DIALECT,
    plain::TENCENT,
    plain::COURIER,
    plain::INTERMAIL,
    plain::ATTBI,
    plain::KNOX,
    plain::STALWART,
    plain::IMAIL,
    plain::CYRUS,
    plain::YANDEX,
    plain::SURGEMAIL,
    plain::KERIO,
    plain::ICEWARP,
    plain::MIRAPOINT,
    plain::HMAILSERVER,
    plain::NTMAIL,
    plain::ROCKLIFFE,
    plain::GROUPWISE,
    local::DRAGONFLY,
    local::SIMSCAN,
    plain::DOVECOT,
    plain::GENERIC_MTA,
];

/// The dialect with a name.
pub fn dialect(name: &str) -> Option<&'static Dialect> {
    DIALECTS.iter().find(|dialect| dialect.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &[&[(&str, &str)]] = &[
        alibaba::tests::ROWS,
        aol::tests::ROWS,
        aruba::tests::ROWS,
        coremail::tests::ROWS,
        exchange::tests::ROWS,
        exim::tests::ROWS,
        gmail::tests::ROWS,
        ironport::tests::ROWS,
        kumo::tests::ROWS,
        local::tests::ROWS,
        mailenable::tests::ROWS,
        mailgun::tests::ROWS,
        mercury::tests::ROWS,
        momentum::tests::ROWS,
        postfix::tests::ROWS,
        postini::tests::ROWS,
        qmail::tests::ROWS,
        sendgrid::tests::ROWS,
        yahoo::tests::ROWS,
        zmailer::tests::ROWS,
        plain_rows::ROWS,
        software_rows::ROWS,
    ];

    #[test]
    fn rows() {
        for table in TABLES {
            crate::received::testing::check(table);
        }
    }

    #[test]
    fn every_dialect_has_a_row() {
        for dialect in DIALECTS {
            let slot = format!("dialect={} ", dialect.name);
            let mut rows = TABLES.iter().flat_map(|table| table.iter());
            assert!(
                rows.any(|(_, slots)| slots.starts_with(&slot)),
                "{} has no row in TABLES: write one, and name its table there",
                dialect.name
            );
        }
    }

    #[test]
    fn those_that_confirm_names_are_dialects() {
        for name in crate::received::types::CONFIRMING_DIALECTS {
            assert!(dialect(name).is_some(), "{name}");
        }
    }

    #[test]
    fn names_are_unique() {
        for (index, dialect) in DIALECTS.iter().enumerate() {
            assert!(
                DIALECTS[..index]
                    .iter()
                    .all(|other| other.name != dialect.name),
                "{}",
                dialect.name
            );
        }
    }
}
