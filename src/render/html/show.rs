//! How values get into the templates: cut to a bearable length and defanged. Escaping is not done here: the templates' escaper
//! does it for every value, these too.

use crate::checked::Checked;
use crate::render::defang::Defang;
use crate::render::{Style, escape, hops, notes, who};
use crate::report::dns::{Answer, Rcode, Record};
use crate::report::route::Boundary;
use crate::report::{ClaimReport, HopReport, MailboxReport, Report};
use crate::words::auth::{AuthResult, BodyHash, ChainValidation, HeaderSignature};
use crate::words::evidence::AsOfSource;
use crate::words::octets::unescape;
use crate::words::route::Trust;
use crate::words::vendor::Known;
use crate::words::{Phrases, Remedy};
use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// The most characters of one value. Longer ones are no names, addresses or records of honest mail.
const MAX_VALUE: usize = 1_500;
/// The most records of one answer.
const MAX_RECORDS: usize = 20;

/// What the templates call.
#[derive(Clone, Copy)]
pub(super) struct Show {
    names: Defang,
    pub links: Defang,
    pub phrases: Phrases,
}

// Templates call methods, and pass what they name by reference.
#[allow(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option
)]
impl Show {
    pub fn new(style: &Style) -> Self {
        let (names, links) = if style.defang {
            (Defang::Names, Defang::Links)
        } else {
            (Defang::Off, Defang::Off)
        };
        Self {
            names,
            links,
            phrases: style.phrases,
        }
    }

    /// Where the whole of a list is that is cut here.
    pub fn all_in_json(self) -> Cow<'static, str> {
        (self.phrases)(&Remedy::AllInJson)
    }

    /// Where more of a list is that is cut here.
    pub fn more_in_json(self) -> Cow<'static, str> {
        (self.phrases)(&Remedy::MoreInJson)
    }

    /// Why something was not checked or came out as it did, and what would help.
    pub fn told<T>(self, checked: &Checked<T>, reason: &str) -> String {
        self.name(checked.told(reason, self.phrases))
    }

    /// Why a claim is believed or not, and what would settle it.
    pub fn standing(self, claim: &ClaimReport) -> String {
        self.links(notes::standing(claim, self.phrases))
    }

    /// Why the trust boundary is where it is, and what would settle it.
    pub fn boundary(self, boundary: &Boundary) -> String {
        self.links(hops::reason(boundary, self.phrases))
    }

    /// That DNS could not be asked, and what helps.
    pub fn nobody(self, report: &Report) -> Option<String> {
        notes::nobody(&report.dns, self.phrases)
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
        let aliases = answer.cname.iter();
        let mut lines: Vec<String> = aliases
            .map(|name| self.links(format!("alias of {name}")))
            .collect();
        let detail = answer.detail.as_deref().unwrap_or_default();
        let ended = match answer.rcode {
            Rcode::NoError if !answer.answers.is_empty() => {
                let records = answer.answers.iter().take(MAX_RECORDS);
                lines.extend(records.map(|data| self.links(record(data))));
                let more = answer.answers.len().saturating_sub(MAX_RECORDS);
                if more > 0 {
                    lines.push(format!("and {more} more"));
                }
                return lines;
            }
            Rcode::NoError => "no such record".to_owned(),
            Rcode::NxDomain => "no such name (NXDOMAIN)".to_owned(),
            Rcode::ServFail => "server failure (SERVFAIL)".to_owned(),
            Rcode::Refused => "refused".to_owned(),
            Rcode::Timeout => "no answer in time".to_owned(),
            Rcode::Failed => self.links(detail),
            Rcode::Skipped => {
                format!(
                    "not asked: {}",
                    answer.skipped().map_or(detail, |why| why.text())
                )
            }
        };
        lines.push(ended);
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

fn record(data: &Record) -> Cow<'_, str> {
    match data {
        Record::Text(text) => Cow::Borrowed(text),
        Record::Strings(strings) => match unescape(&strings.concat()) {
            Some(bytes) => Cow::Owned(escape::lossless(&bytes).into_owned()),
            None => Cow::Owned(strings.concat()),
        },
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
