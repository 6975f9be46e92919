//! How values get into the templates: cut to a bearable length and defanged. Escaping is not done here: the templates' escaper
//! does it for every value, these too.

use crate::auth::AuthResult;
use crate::auth::arc::ChainValidation;
use crate::auth::signature::{BodyHash, HeaderSignature};
use crate::checked::Checked;
use crate::dns::{Answer, Data, Outcome};
use crate::evidence::AsOfSource;
use crate::render::defang::Defang;
use crate::render::{escape, who};
use crate::report::{HopReport, MailboxReport, Report};
use crate::route::Trust;
use crate::vendor_headers::Known;
use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// The most characters of one value. Longer ones are no names, addresses or records of honest mail.
const MAX_VALUE: usize = 1_500;

/// What the templates call.
#[derive(Clone, Copy)]
pub(super) struct Show {
    names: Defang,
    pub links: Defang,
}

// Templates call methods, and pass what they name by reference.
#[allow(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option
)]
impl Show {
    pub fn new(defang: bool) -> Self {
        let (names, links) = if defang {
            (Defang::Names, Defang::Links)
        } else {
            (Defang::Off, Defang::Off)
        };
        Self { names, links }
    }

    pub fn defangs(self) -> bool {
        self.links != Defang::Off
    }

    /// A value or sentence with names in it.
    pub fn name(self, text: impl AsRef<str>) -> String {
        self.names.text(&cut(text.as_ref())).into_owned()
    }

    /// Bytes shown as they are, and values that name nobody: only links are broken.
    pub fn links(self, text: impl AsRef<str>) -> String {
        self.links.text(&cut(text.as_ref())).into_owned()
    }

    pub fn option(self, text: &Option<String>) -> String {
        text.as_ref()
            .map_or_else(|| "–".to_owned(), |text| self.name(text))
    }

    /// A folded value as one line.
    pub fn unfolded(self, text: &str) -> String {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        self.links(words.join(" "))
    }

    /// A name of a hop's peer: our own side's stay whole.
    pub fn peer(self, hop: &HopReport, name: &str) -> String {
        match hop.trust {
            Trust::Trusted => self.links(name),
            Trust::Boundary | Trust::Claimed | Trust::Observed => self.name(name),
        }
    }

    /// The name of a hop's writer.
    pub fn host(self, hop: &HopReport, name: &str) -> String {
        match hop.trust {
            Trust::Trusted | Trust::Boundary | Trust::Observed => self.links(name),
            Trust::Claimed => self.name(name),
        }
    }

    pub fn mailbox(self, mailbox: &MailboxReport) -> String {
        who::shown(mailbox)
    }

    pub fn checked(self, result: &Checked<AuthResult>) -> &'static str {
        self.outcome(&result.done().copied())
    }

    pub fn outcome(self, result: &Option<AuthResult>) -> &'static str {
        result.map_or("unchecked", AuthResult::word)
    }

    pub fn trust_class(self, trust: &Trust) -> &'static str {
        trust_class(*trust)
    }

    pub fn time(self, time: &DateTime<Utc>) -> String {
        time.format("%Y-%m-%d %H:%M:%SZ").to_string()
    }

    pub fn as_of(self, report: &Report) -> String {
        let source = match report.as_of.source {
            AsOfSource::Received => "the time of receipt",
            AsOfSource::Now => "the time of the check",
            AsOfSource::Given => "as given",
        };
        let about = if report.as_of.is_approximate() {
            ", approximate"
        } else {
            ""
        };
        format!("{} ({source}{about})", self.time(&report.as_of.time))
    }

    pub fn header_signature(self, found: &Option<HeaderSignature>) -> &'static str {
        match found {
            Some(HeaderSignature::Valid) => "signature valid",
            Some(HeaderSignature::Invalid) => "signature invalid",
            None => "could not be tried",
        }
    }

    pub fn body_hash(self, found: &BodyHash) -> &'static str {
        match found {
            BodyHash::Match => "as it was signed",
            BodyHash::Mismatch => "not as it was signed",
            BodyHash::NotAvailable => "no body to check",
        }
    }

    pub fn chain(self, validation: &Option<ChainValidation>) -> &'static str {
        match validation {
            Some(ChainValidation::None) => "there was none",
            Some(ChainValidation::Pass) => "intact, it says",
            Some(ChainValidation::Fail) => "broken, it says",
            None => "–",
        }
    }

    pub fn doubt(self, known: &Known) -> Option<&'static str> {
        match known {
            Known::Known => None,
            Known::Unknown => Some("not understood"),
            Known::Folklore => Some("folklore"),
        }
    }

    /// The records of an answer, or how it ended; the aliases first.
    pub fn answers(self, answer: &Answer) -> Vec<String> {
        let mut lines: Vec<String> = answer
            .cnames
            .iter()
            .map(|name| self.links(format!("alias of {name}")))
            .collect();
        match &answer.outcome {
            Outcome::Records(records) => {
                lines.extend(records.iter().take(20).map(|data| self.links(record(data))));
                if let Some(more @ 1..) = records.len().checked_sub(20) {
                    lines.push(format!("and {more} more"));
                }
            }
            Outcome::NoData => lines.push("no such record".to_owned()),
            Outcome::NxDomain => lines.push("no such name (NXDOMAIN)".to_owned()),
            Outcome::ServFail => lines.push("server failure (SERVFAIL)".to_owned()),
            Outcome::Refused => lines.push("refused".to_owned()),
            Outcome::Timeout => lines.push("no answer in time".to_owned()),
            Outcome::Failed(why) => lines.push(self.links(why)),
            Outcome::Skipped(why) => lines.push(format!("not asked: {}", why.text())),
        }
        lines
    }
}

pub(super) fn trust_class(trust: Trust) -> &'static str {
    match trust {
        Trust::Trusted => "trusted",
        // A session is drawn as the boundary is: that is where it stands.
        Trust::Boundary | Trust::Observed => "boundary",
        Trust::Claimed => "claimed",
    }
}

fn record(data: &Data) -> String {
    match data {
        Data::A(ip) => ip.to_string(),
        Data::Aaaa(ip) => ip.to_string(),
        Data::Mx {
            preference,
            exchange,
        } if exchange.is_empty() => format!("{preference} ."),
        Data::Mx {
            preference,
            exchange,
        } => format!("{preference} {exchange}"),
        Data::Txt(strings) => escape::lossless(&strings.concat()).into_owned(),
        Data::Ptr(name) | Data::Ns(name) => name.clone(),
    }
}

/// A value in at most [`MAX_VALUE`] characters; says what it leaves out.
fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_VALUE {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(MAX_VALUE) {
        None => Cow::Borrowed(text),
        Some((end, _)) => {
            let more = text[end..].chars().count();
            Cow::Owned(format!("{} … ({more} characters more)", &text[..end]))
        }
    }
}
