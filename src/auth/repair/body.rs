//! The edits to a body, the likeliest first.

use super::ends::likely_starts;
use super::found::Found;
use super::recode::re_encoded;
use super::search::Search;
use super::styles::Styles;
use super::{Context, Diagnosis, Edit, multipart, text};
use crate::auth::canonical::Canonical;

/// An attempt to find the original.
type Attempt = fn(&mut Search<'_>, &Context<'_>) -> Option<Found>;

/// Every attempt, in order of how often it succeeds on list mail, and after that of what it costs.
const ATTEMPTS: [Attempt; 9] = [
    as_it_stands,
    multipart::part,
    change_of_encoding,
    edited_lines,
    other_canonical,
    multipart::other_boundary,
    other_line_ends,
    multipart::re_encoded_part,
    banner,
];

/// Tries everything on a body.
pub(super) fn explain(search: &mut Search<'_>, context: &Context<'_>) -> Option<Diagnosis> {
    let found = ATTEMPTS
        .iter()
        .find_map(|attempt| attempt(search, context))?;
    Some(found.into_diagnosis())
}

fn as_it_stands(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    multipart::as_it_stands(search, context.text, &context.entity)
}

fn change_of_encoding(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    let recoded = if context.passed_on {
        Styles::All
    } else {
        Styles::Commonest
    };
    re_encoded(
        search,
        context.text,
        &context.entity,
        Styles::All,
        Some(recoded),
    )
}

/// The signer hashed the other canonical form.
fn other_canonical(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    let other = match search.target.canonical {
        Canonical::Simple => Canonical::Relaxed,
        Canonical::Relaxed => Canonical::Simple,
    };
    search.whole_as(other, context.text).then(|| {
        let detail = format!("the hash matches {} canonicalization", other.word());
        let found = Found::new(context.text.to_vec(), context.text.len());
        found.with(Edit::Canonicalization, &detail)
    })
}

type Fix = fn(&[u8]) -> Option<Vec<u8>>;

fn first_fix(search: &mut Search<'_>, body: &[u8], fixes: &[(Fix, Edit, &str)]) -> Option<Found> {
    fixes.iter().find_map(|(fix, edit, detail)| {
        let original = fix(body)?;
        let end = search.cut(&original)?;
        Some(Found::new(original, end).with(*edit, detail))
    })
}

fn edited_lines(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    const FIXES: [(Fix, Edit, &str); 3] = [
        (
            text::without_from_quoting,
            Edit::FromQuoting,
            "lines that begin with \"From \" were escaped",
        ),
        (
            text::with_signature_blank,
            Edit::TrailingWhiteSpace,
            "the space after \"--\" was removed",
        ),
        (
            text::without_trailing_space,
            Edit::TrailingWhiteSpace,
            "whitespace was added at the end of lines",
        ),
    ];
    first_fix(search, context.text, &FIXES)
}

fn other_line_ends(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    const FIXES: [(Fix, Edit, &str); 2] = [
        (
            text::without_doubled_line_ends,
            Edit::LineEnds,
            "line ends were doubled",
        ),
        (
            text::with_bare_lf,
            Edit::LineEnds,
            "lines ended with bare LF when the message was signed",
        ),
    ];
    first_fix(search, context.text, &FIXES)
}

/// Text was put on top, and appended perhaps.
fn banner(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    // Below the first delimiter it is that part which had text put on top when it was all of the body; below the second, the
    // rest is what it was before a part was put on top.
    let first = multipart::first_text(context.text, &context.entity);
    for start in likely_starts(context.text, first.start) {
        let rest = &context.text[start..];
        let end = if start <= first.delimiter || start > first.end {
            context.text.len()
        } else if start > first.start {
            first.end
        } else {
            // In the header of the part, or before its first line, which is the part as it is.
            continue;
        };
        let Some(looked_at) = context.text.get(start..end) else {
            break;
        };
        if let Some(end) = search.cut_among_last(looked_at).filter(|&end| end > 0) {
            let mut found = Found::new(rest.to_vec(), end);
            found
                .added
                .get_or_insert_with(|| context.text[..start].to_vec());
            return Some(found.with(Edit::Banner, "text was prepended"));
        }
    }
    None
}
