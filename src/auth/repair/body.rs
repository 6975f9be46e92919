//! The edits to a body, the likeliest first.

use super::encode::{Base64, QuotedPrintable, decode_base64, decode_quoted_printable};
use super::mime::{Encoding, Entity, with_crlf, with_lf};
use super::search::{Search, lines};
use super::{Context, Diagnosis, Edit, charset, multipart, text};
use crate::auth::canonical::Canonical;

/// The longest excerpt of what was added, in bytes.
const EXCERPT: usize = 1000;

/// How many lines of text on top are looked for. Each costs a pass over the body.
const MAX_BANNER: usize = 24;

/// An attempt to find the original.
type Attempt = fn(&mut Search<'_>, &Context<'_>) -> Option<Found>;

/// Every attempt, in order of how often it succeeds on list mail, and after that of what it costs.
const ATTEMPTS: [Attempt; 9] = [
    cut_at_a_line,
    change_of_encoding,
    multipart::downgraded,
    multipart::parts,
    edited_lines,
    other_canonical,
    multipart::other_boundary,
    other_line_ends,
    banner,
];

/// Tries everything on a body.
pub(super) fn explain(search: &mut Search<'_>, context: &Context<'_>) -> Option<Diagnosis> {
    let found = ATTEMPTS
        .iter()
        .find_map(|attempt| attempt(search, context))?;
    Some(found.into_diagnosis())
}

/// An original that was found.
pub(super) struct Found {
    edits: Vec<Edit>,
    details: Vec<String>,
    /// What was added to it.
    pub added: Option<Vec<u8>>,
    /// It.
    pub original: Vec<u8>,
    /// The header of the part that it is.
    pub part_header: Vec<u8>,
    /// Whether something else stands in front of it.
    pub is_behind: bool,
    /// The transfer encoding that it had, if that was changed.
    pub encoding_was: Option<&'static str>,
}

impl Found {
    /// The original is `text` up to `end`; what follows was appended.
    pub fn new(mut text: Vec<u8>, end: usize) -> Self {
        let added = text.split_off(end);
        let mut found = Self {
            edits: Vec::new(),
            details: Vec::new(),
            added: None,
            original: text,
            part_header: Vec::new(),
            is_behind: false,
            encoding_was: None,
        };
        if !added.trim_ascii().is_empty() {
            let count = lines(&added).count();
            found.edits.push(Edit::Footer);
            found.details.push(format!("{count} lines were appended"));
            found.added = Some(added);
        }
        found
    }

    /// One more edit, which is undone before the others.
    pub fn with(mut self, edit: Edit, detail: &str) -> Self {
        self.edits.insert(0, edit);
        self.details.insert(0, detail.to_owned());
        self
    }

    fn into_diagnosis(self) -> Diagnosis {
        // Of several the one that says where the text came from; how it is written comes second.
        let telling = [Edit::MimePartAdded, Edit::Footer, Edit::Banner];
        let edit = telling
            .into_iter()
            .find(|edit| self.edits.contains(edit))
            .or(self.edits.first().copied())
            .unwrap_or(Edit::Canonicalization);
        Diagnosis {
            edit,
            edits: self.edits,
            detail: self.details.join("; "),
            added: self.added.as_deref().map(excerpt),
            fields: Vec::new(),
            verified: false,
            recovered: Some(self.original),
            part_header: self.part_header,
            is_behind: self.is_behind,
            encoding_was: self.encoding_was,
        }
    }
}

fn excerpt(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(&text[..text.len().min(EXCERPT)]);
    text.trim().to_owned()
}

fn cut_at_a_line(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    let end = search.cut(context.text)?;
    Some(Found::new(context.text.to_vec(), end))
}

fn change_of_encoding(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    re_encoded(search, context.text, &context.entity)
}

/// The transfer encoding or the character set was changed, and text appended perhaps.
pub(super) fn re_encoded(search: &mut Search<'_>, text: &[u8], entity: &Entity) -> Option<Found> {
    let (decoded, now) = match entity.encoding {
        Encoding::Base64 => (with_crlf(&decode_base64(text)?), "base64"),
        Encoding::QuotedPrintable => (
            with_crlf(&decode_quoted_printable(text)),
            "quoted-printable",
        ),
        Encoding::Plain => (text.to_vec(), "plain"),
    };
    if let Some(found) = encoded_otherwise(search, &decoded, entity.encoding, now) {
        return Some(found);
    }
    for (recoded, was) in charset::variants(&decoded) {
        let plain = search
            .cut(&recoded)
            .map(|end| Found::new(recoded.clone(), end));
        let found = plain.or_else(|| encoded_otherwise(search, &recoded, Encoding::Plain, now));
        if let Some(found) = found {
            return Some(found.with(Edit::Charset, &format!("the text was in {was}")));
        }
    }
    None
}

/// Tries the encodings on a decoded text; `now` is what it was decoded from.
fn encoded_otherwise(
    search: &mut Search<'_>,
    decoded: &[u8],
    encoding: Encoding,
    now: &str,
) -> Option<Found> {
    let was = |mut found: Found, was: &'static str| {
        found.encoding_was = Some(match was {
            "plain" if found.original.is_ascii() => "7bit",
            "plain" => "8bit",
            encoded => encoded,
        });
        found.with(Edit::TransferEncoding, &format!("encoded {was}, now {now}"))
    };
    if encoding != Encoding::Plain
        && let Some(end) = search.cut(decoded)
    {
        return Some(was(Found::new(decoded.to_vec(), end), "plain"));
    }
    let unix = with_lf(decoded);
    for style in Base64::STYLES {
        let text = if style.crlf { decoded } else { &unix };
        if let Some(end) = style.cut(search, text) {
            let mut found = Found::new(text.to_vec(), end);
            found.original = style.encode(&found.original);
            return Some(was(found, "base64"));
        }
    }
    for style in QuotedPrintable::STYLES {
        if let Some(end) = style.cut(search, decoded) {
            let mut found = Found::new(decoded.to_vec(), end);
            found.original = style.encode(&found.original);
            return Some(was(found, "quoted-printable"));
        }
    }
    None
}

/// The signer hashed the other canonical form.
fn other_canonical(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    let other = match search.target.canonical {
        Canonical::Simple => Canonical::Relaxed,
        Canonical::Relaxed => Canonical::Simple,
    };
    search.whole_as(other, context.text).then(|| {
        let detail = format!("the hash is that of the {} form", other.word());
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
            "lines that begin with \"From \" were quoted",
        ),
        (
            text::with_signature_blank,
            Edit::TrailingWhiteSpace,
            "the blank behind \"--\" was cut",
        ),
        (
            text::without_trailing_space,
            Edit::TrailingWhiteSpace,
            "white space was added at the end of lines",
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
            "lines ended with LF alone when it was signed",
        ),
    ];
    first_fix(search, context.text, &FIXES)
}

/// Text was put on top, and appended perhaps.
fn banner(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    for (_, start) in lines(context.text).take(MAX_BANNER) {
        let rest = &context.text[start..];
        if let Some(end) = search.cut(rest).filter(|&end| end > 0) {
            let mut found = Found::new(rest.to_vec(), end);
            found
                .added
                .get_or_insert_with(|| context.text[..start].to_vec());
            return Some(found.with(Edit::Banner, "text was put on top"));
        }
    }
    None
}
