//! How values get into the templates: cut to a bearable length and defanged, and for elements with places where a line may end.
//! What ends in `_text` is for attributes, pictures and `<title>`; the templates' escaper does the rest.

use crate::checked::Checked;
use crate::render::defang::Defang;
use crate::render::escape::html::breakable;
use crate::render::excerpt::Excerpt;
use crate::render::{Style, escape, hops, notes};
use crate::report::dkim::Diagnosis;
use crate::report::dmarc::WalkStep;
use crate::report::dns::{Answer, Rcode, Record};
use crate::report::route::Boundary;
use crate::report::{ClaimReport, HopReport, Report};
use crate::words::auth::{AuthResult, BodyHash, ChainValidation, HeaderSignature};
use crate::words::evidence::AsOfSource;
use crate::words::octets::unescape;
use crate::words::route::Trust;
use crate::words::vendor::Known;
use crate::words::{Phrases, Remedy};
use askama::filters::Safe;
use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// The most characters of one value. Longer ones are no names, addresses or records of honest mail.
const MAX_VALUE: usize = 1_500;
/// The most records of one answer.
const MAX_RECORDS: usize = 20;

/// What the templates call.
#[derive(Clone, Copy)]
pub(super) struct Show<'r> {
    names: Defang,
    links: Defang,
    /// Names that stay whole.
    own: &'r [String],
    pub phrases: Phrases,
}

/// A value for an element, escaped.
pub(super) type Shown = Safe<String>;

// Templates call methods, and pass what they name by reference.
#[allow(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option
)]
impl<'r> Show<'r> {
    pub fn new(style: &Style, own: &'r [String]) -> Self {
        let (names, links) = if style.defang {
            (Defang::Names, Defang::Links)
        } else {
            (Defang::Off, Defang::Off)
        };
        Self {
            names,
            links,
            own,
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
    pub fn told<T>(self, checked: &Checked<T>, reason: &str) -> Shown {
        self.name(checked.told(reason, self.phrases))
    }

    /// Why a claim is believed or not, and what would settle it.
    pub fn standing(self, claim: &ClaimReport) -> Shown {
        self.name(notes::standing(claim, self.phrases))
    }

    /// Why the trust boundary is where it is, and what would settle it.
    pub fn boundary(self, boundary: &Boundary) -> Shown {
        self.name(hops::reason(boundary, self.phrases))
    }

    /// What was changed after signing, and what undoing it proves.
    pub fn diagnosed(self, found: &Diagnosis) -> Shown {
        self.name(notes::diagnosed(found))
    }

    /// That DNS could not be asked, and what helps.
    pub fn nobody(self, report: &Report) -> Option<String> {
        notes::nobody(&report.dns, self.phrases)
    }

    pub fn defangs(self) -> bool {
        self.links != Defang::Off
    }

    /// A value or sentence with names in it.
    pub fn name(self, text: impl AsRef<str>) -> Shown {
        breakable(&self.name_text(text))
    }

    pub fn name_text(self, text: impl AsRef<str>) -> String {
        let text = cut(text.as_ref());
        self.names.text_but(&text, self.own).into_owned()
    }

    /// Values of our own side, values that name nobody, and ids, which are searched for: only links are broken.
    pub fn links(self, text: impl AsRef<str>) -> Shown {
        breakable(&self.links_text(text))
    }

    pub fn links_text(self, text: impl AsRef<str>) -> String {
        self.links.text(&cut(text.as_ref())).into_owned()
    }

    /// Bytes in parts, of which none is cut.
    pub fn parts(self, parts: &[&str]) -> Vec<String> {
        self.names.parts(parts, self.own)
    }

    pub fn excerpt(self, excerpt: &Excerpt) -> Excerpt {
        excerpt.defanged_but(self.names, self.own)
    }

    /// What was defanged before it was cut.
    pub fn lines(self, text: &str) -> Shown {
        breakable(text)
    }

    pub fn option(self, text: &Option<String>) -> Shown {
        text.as_ref()
            .map_or_else(|| breakable("–"), |text| self.name(text))
    }

    /// A step of the search for a DMARC record.
    pub fn walked(self, step: &WalkStep) -> Shown {
        self.name(format!("_dmarc.{}: {}", step.domain, step.found))
    }

    /// A folded value as one line.
    pub fn unfolded(self, text: &str) -> Shown {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        self.name(words.join(" "))
    }

    /// A name of a hop's peer: our own side's stay whole.
    pub fn peer(self, hop: &HopReport, name: &str) -> Shown {
        breakable(&self.peer_text(hop, name))
    }

    pub fn peer_text(self, hop: &HopReport, name: &str) -> String {
        match hop.trust {
            Trust::Trusted => self.links_text(name),
            Trust::Boundary | Trust::Claimed | Trust::Observed => self.name_text(name),
        }
    }

    /// The name of a hop's writer.
    pub fn host(self, hop: &HopReport, name: &str) -> Shown {
        breakable(&self.host_text(hop, name))
    }

    pub fn host_text(self, hop: &HopReport, name: &str) -> String {
        match hop.trust {
            Trust::Trusted | Trust::Boundary | Trust::Observed => self.links_text(name),
            Trust::Claimed => self.name_text(name),
        }
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
            None => "not checked",
        }
    }

    pub fn body_hash(self, found: &BodyHash) -> &'static str {
        match found {
            BodyHash::Match => "hash matches",
            BodyHash::Mismatch => "hash does not match",
            BodyHash::NotAvailable => "no body to check",
        }
    }

    pub fn chain(self, validation: &Option<ChainValidation>) -> &'static str {
        match validation {
            Some(ChainValidation::None) => "none",
            Some(ChainValidation::Pass) => "pass",
            Some(ChainValidation::Fail) => "fail",
            None => "–",
        }
    }

    pub fn doubt(self, known: &Known) -> Option<&'static str> {
        match known {
            Known::Known => None,
            Known::Unknown => Some("unknown"),
            Known::Folklore => Some("undocumented"),
        }
    }

    /// The records of an answer, or how it ended; the aliases first.
    pub fn answers(self, answer: &Answer) -> Vec<Shown> {
        let aliases = answer.cname.iter();
        let mut lines: Vec<Shown> = aliases
            .map(|name| self.name(format!("alias of {name}")))
            .collect();
        let detail = answer.detail.as_deref().unwrap_or_default();
        let ended = match answer.rcode {
            Rcode::NoError if !answer.answers.is_empty() => {
                let records = answer.answers.iter().take(MAX_RECORDS);
                lines.extend(records.map(|data| self.name(record(data))));
                let more = answer.answers.len().saturating_sub(MAX_RECORDS);
                if more > 0 {
                    lines.push(breakable(&format!("and {more} more")));
                }
                return lines;
            }
            Rcode::NoError => "no such record".to_owned(),
            Rcode::NxDomain => "no such name (NXDOMAIN)".to_owned(),
            Rcode::ServFail => "server failure (SERVFAIL)".to_owned(),
            Rcode::Refused => "refused".to_owned(),
            Rcode::Timeout => "timeout".to_owned(),
            Rcode::Failed => detail.to_owned(),
            Rcode::Skipped => {
                format!(
                    "not queried: {}",
                    answer.skipped().map_or(detail, |why| why.text())
                )
            }
        };
        lines.push(self.name(ended));
        lines
    }
}

pub(super) fn trust_class(trust: Trust) -> &'static str {
    match trust {
        Trust::Trusted => "trusted",
        // A session is drawn as the boundary is: it takes its place.
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
