//! Everything protected in one text, in whatever it is wrapped.

use super::block::{self, Block};
use super::encoded_word;
use super::form::{Form, Forms};
use super::key::Key;
use super::needle::{Edit, Needles};
use super::protected::Protected;
use super::view::{Decoder, View};
use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How many wrappings of base64, hexadecimal digits or encoded words are opened, one inside the other.
const MAX_DEPTH: usize = 3;

/// How many bytes inside wrappings are looked at for a text of this length. One wrapping is met in each of the views below;
/// more than that is built to cost time.
fn budget(text: &[u8]) -> usize {
    (4 << 20) + text.len() * 16
}

/// The orders in which encodings that keep bytes apart lie over each other. Each step is looked at on its own.
const CHAINS: &[&[(Decoder, Form)]] = &[
    &[
        (Decoder::Squeeze, Form::Folded),
        (Decoder::Escapes, Form::Escaped),
        (Decoder::Url, Form::UrlEncoded),
        (Decoder::Url, Form::UrlEncoded),
    ],
    &[
        (Decoder::Escapes, Form::Escaped),
        (Decoder::Url, Form::UrlEncoded),
    ],
    &[
        (Decoder::QuotedPrintable, Form::QuotedPrintable),
        (Decoder::Squeeze, Form::Folded),
        (Decoder::Escapes, Form::Escaped),
        (Decoder::Url, Form::UrlEncoded),
        (Decoder::Url, Form::UrlEncoded),
    ],
];

/// Finds what is protected.
#[derive(Debug)]
pub(super) struct Finder {
    needles: Needles,
    forms: Forms,
    /// Bytes looked at inside wrappings, for the text at hand.
    spent: AtomicUsize,
    /// Whether a text held more than is looked at.
    exhausted: AtomicBool,
}

impl Finder {
    pub fn new(
        protected: &Protected,
        key: &Key,
        forms: Forms,
    ) -> Result<Self, aho_corasick::BuildError> {
        Ok(Self {
            needles: Needles::new(protected, key, forms)?,
            forms,
            spent: AtomicUsize::new(0),
            exhausted: AtomicBool::new(false),
        })
    }

    pub fn forms(&self) -> Forms {
        self.forms
    }

    /// The edits that take everything protected out of a text: in order, apart from each other.
    pub fn edits(&self, text: &[u8]) -> Vec<Edit> {
        self.spent.store(0, Ordering::Relaxed);
        self.inner(text, 0, budget(text))
    }

    /// Whether a text since the beginning was wrapped in more encodings than are opened: what is in it is not known.
    pub fn is_exhausted(&self) -> bool {
        self.exhausted.load(Ordering::Relaxed)
    }

    /// Looks into a wrapping, as long as the text at hand has not cost too much.
    fn open(&self, text: &[u8], depth: usize, budget: usize) -> Vec<Edit> {
        let spent = self.spent.fetch_add(text.len(), Ordering::Relaxed);
        if spent > budget {
            self.exhausted.store(true, Ordering::Relaxed);
            return Vec::new();
        }
        self.inner(text, depth, budget)
    }

    /// Only what stands in a text as it is.
    pub fn plain_edits(&self, text: &[u8]) -> Vec<Edit> {
        apart(self.needles.hits(text))
    }

    fn inner(&self, text: &[u8], depth: usize, budget: usize) -> Vec<Edit> {
        let mut out = Vec::new();
        let plain = View::identity(text);
        self.stage(&plain, depth, budget, &mut out);
        if is_binary(text) {
            return apart(out);
        }
        if depth < MAX_DEPTH && self.forms.has(Form::EncodedWord) {
            self.encoded_words(text, depth, budget, &mut out);
        }
        for (nth, chain) in CHAINS.iter().enumerate() {
            let mut view: Option<View<'_>> = None;
            for (step, (decoder, form)) in chain.iter().enumerate() {
                let next = if self.forms.has(*form) {
                    view.as_ref().unwrap_or(&plain).then(*decoder)
                } else {
                    None
                };
                if let Some(next) = next {
                    self.stage(&next, depth, budget, &mut out);
                    view = Some(next);
                } else if nth > 0 && step == 0 {
                    // Without its first step it is the chain before.
                    break;
                }
            }
        }
        apart(out)
    }

    /// Looks at one decoded view.
    fn stage(&self, view: &View<'_>, depth: usize, budget: usize, out: &mut Vec<Edit>) {
        let mut push = |edit: Edit| {
            let range = view.source(&edit.range);
            if !range.is_empty() {
                out.push(Edit { range, ..edit });
            }
        };
        self.needles
            .hits(&view.text)
            .into_iter()
            .for_each(&mut push);
        if depth >= MAX_DEPTH {
            return;
        }
        let shortest = self.needles.shortest();
        let mut open = |block: &Block<'_>| {
            let inner = if is_text(block.bytes) {
                self.open(block.bytes, depth + 1, budget)
            } else {
                apart(self.needles.hits(block.bytes))
            };
            if inner.is_empty() {
                return;
            }
            for mut edit in block.encode(&inner) {
                // Under another encoding, signs that it uses itself are avoided.
                if view.source(&edit.range).len() != edit.range.len() {
                    make_safe(&mut edit.with);
                }
                push(edit);
            }
        };
        if self.forms.has(Form::Base64) {
            block::base64_runs(&view.text, shortest, &mut open);
        }
        if self.forms.has(Form::Hex) {
            block::hex_runs(&view.text, shortest, &mut open);
        }
    }

    fn encoded_words(&self, text: &[u8], depth: usize, budget: usize, out: &mut Vec<Edit>) {
        for run in encoded_word::runs(text) {
            let inner = self.open(&run.bytes, depth + 1, budget);
            if let Some(first) = inner.first() {
                out.push(Edit {
                    range: run.place.clone(),
                    with: run.encode(&apply(&run.bytes, &inner)),
                    digest: None,
                    form: first.form,
                });
            }
        }
    }
}

/// A text with edits applied; they are in order and apart from each other.
pub(super) fn apply(text: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.extend_from_slice(&text[at..edit.range.start]);
        out.extend_from_slice(&edit.with);
        at = edit.range.end;
    }
    out.extend_from_slice(&text[at..]);
    out
}

/// Edits in order, and where some overlap, one that covers them.
pub(super) fn apart(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, Reverse(edit.range.end)));
    let mut out: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match out.last_mut() {
            Some(last) if edit.range.start < last.range.end => {
                last.range.end = last.range.end.max(edit.range.end);
            }
            _ => out.push(edit),
        }
    }
    out
}

/// Whether bytes can be a text that somebody wrote: what a wrong guess at an encoding gives is not.
fn is_text(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|byte| is_control(**byte)).count();
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    controls * 20 <= bytes.len() && high * 3 <= bytes.len()
}

/// Whether bytes are no text of any kind: a picture, an archive.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    /// Enough to tell; a text that begins like a picture is shown by nobody.
    const SAMPLE: usize = 4096;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    sample.iter().filter(|byte| is_control(**byte)).count() * 10 > sample.len()
}

fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\r' | b'\n') || byte == 0x7f
}

fn make_safe(base64: &mut Vec<u8>) {
    base64.retain(|byte| *byte != b'=');
    for byte in base64 {
        match byte {
            b'+' => *byte = b'-',
            b'/' => *byte = b'_',
            _ => {}
        }
    }
}
