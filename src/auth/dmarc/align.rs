//! Identifier alignment (RFC 9989 sections 4.4 and 4.10.2): which identifier vouches for the Author Domain, and why the
//! others do not.

use super::record::Mode;
use super::walk::{Gap, Texts, Walk};
use crate::auth::AuthResult;
use crate::checked::{Checked, Why};
use crate::names::is_within;
pub use crate::words::auth::Aligned;
use serde::Serialize;

/// What SPF or one DKIM signature says, as input to DMARC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// The domain: of MAIL FROM for SPF (section 4.4.2), `d=` for DKIM. Empty when it is not known.
    pub domain: String,
    /// What the check found; skipped when it was not made or could not be finished, which is no fail.
    pub result: Checked<AuthResult>,
}

/// One identifier's part in the evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdentifierAlignment {
    /// Its domain, normalized.
    pub domain: String,
    /// What its method found.
    #[serde(flatten, serialize_with = "crate::auth::outcome::flat")]
    pub result: Checked<AuthResult>,
    /// Whether it aligns with the Author Domain, whatever its result.
    pub aligned: Aligned,
    /// Its organizational domain, where the comparison needed it.
    pub organizational_domain: Option<String>,
    /// Why it aligns or not, or why that is not known.
    pub reason: String,
    #[serde(skip)]
    gap: Option<Gap>,
}

/// The alignment of one method's identifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MethodAlignment {
    /// How strictly the domains must align.
    pub mode: Mode,
    /// Whether an identifier that passed aligns.
    pub pass: bool,
    /// The identifiers in the order given.
    pub identifiers: Vec<IdentifierAlignment>,
}

/// Both methods' alignment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Alignment {
    /// SPF's, of the MAIL FROM identity.
    pub spf: MethodAlignment,
    /// DKIM's, one identifier a signature.
    pub dkim: MethodAlignment,
}

/// Whether an identifier's alignment can change the outcome.
pub(super) fn matters(result: Checked<AuthResult>) -> bool {
    matches!(
        result,
        Checked::Done(AuthResult::Pass | AuthResult::Temperror) | Checked::Skipped(_)
    )
}

/// Whether an identifier's organizational domain has to be found: it is not the Author Domain but could be of the same
/// organization.
pub(super) fn wants_walk(identifier: &str, author: &Walk, mode: Mode) -> bool {
    mode == Mode::Relaxed
        && identifier != author.domain
        && author
            .organization()
            .is_ok_and(|organization| is_within(identifier, &organization.domain))
}

/// Compares one identifier with the Author Domain.
pub(super) fn compare(
    identifier: &Identifier,
    author: &Walk,
    mode: Mode,
    texts: &Texts,
) -> IdentifierAlignment {
    let mut organizational_domain = None;
    let found = verdict(
        &identifier.domain,
        author,
        mode,
        texts,
        &mut organizational_domain,
    );
    let (aligned, reason, gap) = match found {
        Ok((true, reason)) => (Aligned::Yes, reason, None),
        Ok((false, reason)) => (Aligned::No, reason, None),
        Err(gap) => (Aligned::Unknown, gap.text(), Some(gap)),
    };
    IdentifierAlignment {
        domain: identifier.domain.clone(),
        result: identifier.result,
        aligned,
        organizational_domain,
        reason,
        gap,
    }
}

fn verdict(
    domain: &str,
    author: &Walk,
    mode: Mode,
    texts: &Texts,
    organization: &mut Option<String>,
) -> Result<(bool, String), Gap> {
    let no = |reason: String| Ok((false, reason));
    if domain.is_empty() {
        return Err(Gap::Skipped(Why::DependsOnSkipped));
    }
    if domain == author.domain {
        return Ok((true, "it is the From domain".to_owned()));
    }
    if mode == Mode::Strict {
        return no("strict: it is not the From domain".to_owned());
    }
    if top_label(domain) != top_label(&author.domain) {
        return no("no common parent domain".to_owned());
    }
    let authors = author.organization()?.domain;
    if !is_within(domain, &authors) {
        return no(format!("it is not a subdomain of {authors}"));
    }
    let own = Walk::new(domain, texts).organization()?.domain;
    *organization = Some(own.clone());
    if own == authors {
        Ok((true, format!("the same organizational domain, {own}")))
    } else {
        no(format!("another organizational domain, {own}"))
    }
}

fn top_label(domain: &str) -> &str {
    domain.rsplit_once('.').map_or(domain, |(_, label)| label)
}

impl Gap {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Temporary(problem) => problem.clone(),
            Self::Skipped(why) => why.text().to_owned(),
        }
    }
}

/// What the identifiers come to: a pass, a gap that a pass may hide in, or a fail.
pub(super) fn outcome(alignment: &Alignment) -> Result<bool, Gap> {
    let all = || {
        alignment
            .spf
            .identifiers
            .iter()
            .chain(&alignment.dkim.identifiers)
    };
    let passed = |one: &IdentifierAlignment| one.result == Checked::Done(AuthResult::Pass);
    if all().any(|one| passed(one) && one.aligned == Aligned::Yes) {
        return Ok(true);
    }
    let mut temporary = None;
    for one in all().filter(|one| matters(one.result) && one.aligned != Aligned::No) {
        let gap = match (&one.result, &one.gap) {
            (Checked::Skipped(_), _) => Gap::Skipped(Why::DependsOnSkipped),
            (Checked::Done(_), Some(gap)) => gap.clone(),
            (Checked::Done(_), None) => {
                Gap::Temporary(format!("DNS error in the check of {}", one.domain))
            }
        };
        match gap {
            Gap::Skipped(_) => return Err(gap),
            Gap::Temporary(_) => temporary = temporary.or(Some(gap)),
        }
    }
    temporary.map_or(Ok(false), Err)
}
