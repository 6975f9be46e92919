//! The catalogue of findings: one file each, one line in [`CATALOGUE`].

use crate::evidence::Evidence;
use crate::message::Span;
pub use crate::words::findings::{Basis, Severity};
use context::Context;

/// One entry of the catalogue.
#[derive(Debug)]
pub struct Finding {
    /// Stable code: three letters for the family, three digits.
    pub code: &'static str,
    /// Stable name in kebab case.
    pub name: &'static str,
    /// How severe it is, unless a hit says less.
    pub severity: Severity,
    /// What the statement rests on.
    pub basis: Basis,
    /// One line.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How it can be wrong: the honest cases that look the same.
    pub wrong: &'static str,
    /// Where to read more.
    pub references: &'static [&'static str],
    /// Looks for it.
    pub check: fn(&Evidence<'_>) -> Vec<Hit>,
}

/// One occurrence of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What was seen, in one sentence with the values in it.
    pub detail: String,
    /// Where it was seen.
    pub places: Vec<Place>,
    /// A lower severity than the catalogue's, by what was seen or by proven context.
    pub severity: Option<Severity>,
    /// The steps of the session that show it.
    pub steps: Vec<usize>,
    /// What this hit rests on, where that is other than the catalogue's.
    pub basis: Option<Basis>,
}

impl Hit {
    /// An occurrence that no bytes of the input show.
    pub fn new(detail: impl Into<String>) -> Self {
        Self {
            detail: detail.into(),
            places: Vec::new(),
            severity: None,
            steps: Vec::new(),
            basis: None,
        }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.places.extend(place.into());
        self
    }

    /// Says that the bytes alone show it, where they do: no answer of DNS had a part in it.
    #[must_use]
    pub fn derived_if(mut self, shown_by_bytes: bool) -> Self {
        if shown_by_bytes {
            self.basis = Some(Basis::Derived);
        }
        self
    }

    /// Adds a step of the session.
    #[must_use]
    pub fn in_step(mut self, step: impl Into<Option<usize>>) -> Self {
        self.steps.extend(step.into());
        self
    }

    /// The severity that this occurrence has by itself, where it is a lesser one of its kind. What else the message says
    /// is no reason for it: that goes through `in_context`.
    #[must_use]
    pub fn graded(mut self, severity: Severity) -> Self {
        let least = self.severity.unwrap_or(severity);
        self.severity = Some(least.min(severity));
        self
    }

    /// [`Self::graded`] where the occurrence is a lesser one.
    #[must_use]
    pub fn graded_if(self, lesser: bool, severity: Severity) -> Self {
        if lesser { self.graded(severity) } else { self }
    }

    /// Tells the circumstances, and lowers the severity where they are shown: the one way on which anything but the
    /// occurrence itself does.
    #[must_use]
    fn in_context(mut self, context: Option<Context>, shown: Severity) -> Self {
        let Some(context) = context else {
            return self;
        };
        self.detail = format!("{}; {}", self.detail, context.text());
        if context.is_shown() {
            self.graded(shown)
        } else {
            self
        }
    }
}

/// Bytes of the message that show a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the field in the message.
    pub field_index: usize,
    /// The bytes.
    pub span: Span,
}

impl Place {
    /// These bytes, of this field.
    pub fn new(field_index: usize, span: Span) -> Self {
        Self { field_index, span }
    }

    /// The whole value of a field.
    pub fn field(evidence: &Evidence<'_>, field_index: usize) -> Option<Self> {
        let field = evidence.message.fields().get(field_index)?;
        let value = field.raw_value();
        let lead = value.len() - value.trim_ascii_start().len();
        let span = field.value_span();
        Some(Self {
            field_index,
            span: Span::new(
                span.start + lead,
                span.start + lead + value.trim_ascii().len(),
            ),
        })
    }

    /// The first occurrence of a text in a field's value; the whole value if it is folded apart.
    pub fn text(evidence: &Evidence<'_>, field_index: usize, text: &str) -> Option<Self> {
        let field = evidence.message.fields().get(field_index)?;
        match memchr::memmem::find(field.raw_value(), text.as_bytes()) {
            Some(at) if !text.is_empty() => {
                let start = field.value_span().start + at;
                Some(Self {
                    field_index,
                    span: Span::new(start, start + text.len()),
                })
            }
            _ => Self::field(evidence, field_index),
        }
    }
}

mod body;
mod context;
mod filter;
mod lookalike;
mod rates;
#[cfg(test)]
mod signed;
mod signs;
mod talk;
#[cfg(test)]
pub(crate) mod testing;
pub mod verdict;

pub(crate) use lookalike::distance as edit_distance;
pub use rates::Rates;

impl Finding {
    /// The family: the letters of its code. `RTE` is the route, `AUT` authentication, `IDN` identity, `FRM` form,
    /// `VND` filters, `BDY` the body, `ENR` what was looked up beside, `SMT` the SMTP session, `SUM` what the others add up to.
    pub fn family(&self) -> &'static str {
        self.code.get(..3).unwrap_or(self.code)
    }

    /// How often it is made in the corpora, without DNS; `None` if that was not measured: what needs an answer of DNS or an
    /// SMTP session was never looked for there.
    pub fn rates(&self) -> Option<Rates> {
        let needs_more = self.basis == Basis::LookedUp || matches!(self.family(), "ENR" | "SMT");
        rates::of(self.code).filter(|rates| !needs_more || !rates.are_zero())
    }
}

macro_rules! catalogue {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+
        /// Every finding, by code.
        pub const CATALOGUE: &[&Finding] = &[$(&$module::FINDING),+];
    };
}

catalogue![
    clock_backwards,
    long_delay,
    chain_break,
    forged_chain,
    unencrypted_border,
    id_clock,
    impossible_zone,
    wrong_clock,
    helo_literal,
    no_reverse_name,
    unparsed_field,
    boundary_contradicted,
    dmarc_fail,
    spf_fail,
    dkim_fail,
    nothing_authenticates,
    receiver_dmarc_fail,
    receiver_compauth_fail,
    receiver_spf_fail,
    no_dmarc_policy,
    spf_broken,
    unaligned,
    claim_disagrees,
    forged_claim,
    hidden_claim,
    weak_key,
    test_key,
    body_length,
    signature_expired,
    key_gone,
    from_unsigned,
    addable_fields,
    unusable_signature,
    arc_fail,
    no_aligned_identifier,
    imitated_unaligned,
    display_name_address,
    display_name_brand,
    reply_to_organization,
    return_path_organization,
    several_from,
    from_recipient,
    idn_domain,
    mixed_script,
    lookalike_own,
    lookalike_brand,
    brand_word,
    disguised_name,
    unreadable_from,
    from_without_address,
    impossible_author,
    platform_author,
    several_signs,
    missing_fields,
    message_id,
    repeated_field,
    bad_date,
    date_far,
    control_bytes,
    overlong_line,
    eight_bit,
    encoded_word_abuse,
    hidden_characters,
    forged_mailer,
    reply_without_thread,
    junk_line,
    no_blank_after_colon,
    filter_spam,
    filter_phish,
    filter_malware,
    filter_bulk,
    filter_bypassed,
    hidden_program,
    program_attached,
    risky_attachment,
    link_other_host,
    link_hides_host,
    link_lookalike,
    peer_listed,
    reverse_unconfirmed,
    login_in_clear,
    login_offered_in_clear,
    starttls_unused,
    starttls_stripped,
    early_talker,
    helo_no_name,
    helo_other_address,
    helo_is_server,
    out_of_sequence,
    sequence_not_kept,
    relay_accepted,
    addresses_told,
    envelope_sender,
    recipient_not_named,
    smuggling,
    bare_line_ends,
    over_size,
    refused_for_now,
    refused,
    agreement,
];

/// A finding that was made, and where.
pub type Found = (&'static Finding, Hit);

/// Looks for everything; most severe first, then in the order of the catalogue.
pub fn find(evidence: &Evidence<'_>) -> Vec<Found> {
    let has_message = evidence.has_message();
    let mut hits: Vec<Found> = CATALOGUE
        .iter()
        // What is not there cannot be missing a field.
        .filter(|finding| has_message || finding.family() == "SMT")
        .flat_map(|finding| {
            (finding.check)(evidence)
                .into_iter()
                .map(move |hit| (*finding, hit))
        })
        .collect();
    hits.extend(agreement::over(&hits).map(|hit| (&agreement::FINDING, hit)));
    hits.sort_by_key(|(finding, hit)| std::cmp::Reverse(severity(finding, hit)));
    hits
}

/// The entry with this code.
pub fn by_code(code: &str) -> Option<&'static Finding> {
    CATALOGUE
        .iter()
        .copied()
        .find(|finding| finding.code == code)
}

/// The severity of a hit: the catalogue's, or less where context explains it.
pub fn severity(finding: &Finding, hit: &Hit) -> Severity {
    hit.severity
        .map_or(finding.severity, |lower| lower.min(finding.severity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_complete_and_without_doubles() {
        for (at, finding) in CATALOGUE.iter().enumerate() {
            assert!(
                finding.code.len() == 6
                    && finding.code[..3]
                        .bytes()
                        .all(|byte| byte.is_ascii_uppercase())
                    && finding.code[3..].bytes().all(|byte| byte.is_ascii_digit()),
                "{}",
                finding.code
            );
            let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(finding.name.chars().all(is_kebab), "{}", finding.name);
            for text in [finding.title, finding.meaning, finding.why, finding.wrong] {
                assert!(!text.trim().is_empty(), "{} lacks a text", finding.code);
            }
            assert!(
                !finding.references.is_empty(),
                "{} names no reference",
                finding.code
            );
            for other in &CATALOGUE[at + 1..] {
                let same_family = finding.code[..3] == other.code[..3];
                assert!(
                    !same_family || finding.code < other.code,
                    "{} stands before {}",
                    finding.code,
                    other.code
                );
                assert_ne!(finding.name, other.name);
            }
        }
    }

    #[test]
    fn what_was_not_measured_has_no_rate() {
        for (code, measured) in [
            // Needs an answer of DNS; a session; a look-up.
            ("AUT010", false),
            ("AUT027", false),
            ("SMT015", false),
            ("ENR001", false),
            // Made without DNS too.
            ("AUT012", true),
            // Looked for everywhere, and found nowhere.
            ("RTE004", true),
        ] {
            let finding = by_code(code).expect("a finding");
            assert_eq!(finding.rates().is_some(), measured, "{code}");
        }
    }
}
