//! Everything protected in one text, in whatever it is wrapped.

use super::RedactError;
use super::block::{self, Block, Stretch};
use super::decoder::Decoder;
use super::edits::{apart, apply};
use super::encoded_word;
use super::form::{Form, Forms};
use super::key::Key;
use super::kind::{is_binary, is_text};
use super::needle::Needles;
use super::protected::Protected;
use super::sought::Edit;
use super::window::unseen;
use crate::codec::view::View;
use crate::limits::MAX_WRAPPINGS;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How many bytes inside wrappings are looked at for a text of this length. One wrapping is met in each of the views below;
/// more than that is built to cost time.
fn budget(text: &[u8]) -> usize {
    (4 << 20) + text.len() * 16
}

/// One decoder in a chain.
struct Step {
    decoder: Decoder,
    form: Form,
    look: Look,
    /// Whether the chain ends here if it changes nothing: what follows would be what another chain looks at.
    must: bool,
}

/// What a view is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Nothing: another chain has done it.
    Over,
    /// What stands in it as it is. Markup has no place in wrappings.
    Needles,
    /// That, and what is wrapped in base64 or hexadecimal digits.
    All,
}

const fn step(decoder: Decoder, form: Form) -> Step {
    Step {
        decoder,
        form,
        look: Look::All,
        must: false,
    }
}

impl Step {
    const fn must(self) -> Self {
        Self { must: true, ..self }
    }

    const fn look(self, look: Look) -> Self {
        Self { look, ..self }
    }
}

const SQUEEZE: Step = step(Decoder::Squeeze, Form::Folded);
const CONTINUE: Step = step(Decoder::Continue, Form::Folded).look(Look::Needles);
const QUOTED: Step = step(Decoder::QuotedPrintable, Form::QuotedPrintable);
const ESCAPES: Step = step(Decoder::Escapes, Form::Escaped);
const CITE: Step = step(Decoder::Cite, Form::Folded).look(Look::Needles);
const SPELL: Step = step(Decoder::Spell, Form::Verp).look(Look::Needles);
const UNQUOTE: Step = step(Decoder::Unquote, Form::Escaped).look(Look::Needles);
const URL: Step = step(Decoder::Url, Form::UrlEncoded);
const MARKUP: Step = step(Decoder::Markup, Form::Markup).look(Look::Needles);

/// The orders in which encodings that keep bytes apart lie over each other. Each step is looked at on its own.
const CHAINS: &[&[Step]] = &[
    &[SQUEEZE, ESCAPES, URL, URL, URL],
    &[ESCAPES.must(), URL],
    &[QUOTED.must(), SQUEEZE, ESCAPES, URL, URL, URL],
    &[MARKUP.must(), ESCAPES.look(Look::Needles)],
    &[
        QUOTED.must().look(Look::Over),
        MARKUP,
        ESCAPES.look(Look::Needles),
    ],
    &[
        SQUEEZE.must().look(Look::Over),
        CONTINUE.must(),
        URL.look(Look::Needles),
    ],
    &[UNQUOTE.must()],
    &[SPELL.must()],
    &[QUOTED.must().look(Look::Over), SPELL.must()],
    &[
        CITE.must(),
        SQUEEZE.look(Look::Needles),
        URL.look(Look::Needles),
    ],
    &[
        QUOTED.must().look(Look::Over),
        CITE.must(),
        SQUEEZE.look(Look::Needles),
    ],
];

/// So many bytes of text are not what digits of another kind happen to give.
const MIN_DEEPER: usize = 12;

/// Finds what is protected.
#[derive(Debug)]
pub(super) struct Finder {
    needles: Arc<Needles>,
    forms: Forms,
    /// Bytes looked at inside wrappings, for the text at hand.
    spent: AtomicUsize,
    /// Whether a text held more than is looked at.
    exhausted: AtomicBool,
}

impl Finder {
    pub fn new(protected: &Protected, key: &Key, forms: Forms) -> Result<Self, RedactError> {
        Ok(Self {
            needles: Arc::new(Needles::new(protected, key, forms)?),
            forms,
            spent: AtomicUsize::new(0),
            exhausted: AtomicBool::new(false),
        })
    }

    /// Another that looks for the same.
    pub fn twin(&self) -> Self {
        Self {
            needles: Arc::clone(&self.needles),
            forms: self.forms,
            spent: AtomicUsize::new(0),
            exhausted: AtomicBool::new(false),
        }
    }

    pub fn forms(&self) -> Forms {
        self.forms
    }

    /// The edits that take everything protected out of a text: in order, apart from each other.
    pub fn edits(&self, text: &[u8]) -> Vec<Edit> {
        self.spent.store(0, Ordering::Relaxed);
        let mut out = self.inner(text, 0, budget(text));
        if self.needles.has_unread() {
            out.extend(self.unread(text));
        }
        apart(out)
    }

    /// What is found in a text as it is shown where some of it is no UTF-8: an address may have such bytes in it.
    fn unread(&self, text: &[u8]) -> Vec<Edit> {
        let plain = View::identity(text);
        let is_known = self.forms.has(Form::QuotedPrintable);
        let quoted = is_known.then(|| Decoder::QuotedPrintable.undo(&plain));
        let views = [quoted.flatten(), Some(plain)];
        let mut out = Vec::new();
        for view in views
            .iter()
            .flatten()
            .filter_map(|view| Decoder::Lossy.undo(view))
        {
            let found = self.inner(&view.text, 0, budget(text)).into_iter();
            out.extend(found.filter_map(|edit| {
                let range = view.source(&edit.range)?;
                Some(Edit { range, ..edit })
            }));
        }
        out
    }

    /// Begins anew to note whether a text is wrapped in more encodings than are opened.
    pub fn forget(&self) {
        self.exhausted.store(false, Ordering::Relaxed);
    }

    /// Whether a text since then was wrapped in more encodings than are opened: what is in it is not known.
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
        self.stage(text, &plain, depth, budget, &mut out);
        if is_binary(text) {
            return apart(out);
        }
        if depth < MAX_WRAPPINGS && self.forms.has(Form::EncodedWord) {
            self.encoded_words(text, depth, budget, &mut out);
        }
        for chain in CHAINS {
            let mut view: Option<View<'_>> = None;
            for step in *chain {
                let next = if self.forms.has(step.form) {
                    step.decoder.undo(view.as_ref().unwrap_or(&plain))
                } else {
                    None
                };
                if let Some(next) = next {
                    match step.look {
                        Look::Over => {}
                        Look::Needles => self.needles_in(&next, &mut out),
                        Look::All => self.stage(text, &next, depth, budget, &mut out),
                    }
                    view = Some(next);
                } else if step.must {
                    break;
                }
            }
        }
        apart(out)
    }

    /// Looks at what stands in one decoded view as it is.
    fn needles_in(&self, view: &View<'_>, out: &mut Vec<Edit>) {
        for edit in self.needles.hits(&view.text) {
            if let Some(range) = view.source(&edit.range) {
                out.push(Edit { range, ..edit });
            }
        }
    }

    /// Looks at one decoded view, and into what is wrapped in it.
    fn stage(
        &self,
        source: &[u8],
        view: &View<'_>,
        depth: usize,
        budget: usize,
        out: &mut Vec<Edit>,
    ) {
        self.needles_in(view, out);
        let mut push = |edit: Edit| {
            if let Some(range) = view.source(&edit.range) {
                out.push(Edit { range, ..edit });
            }
        };
        if depth >= MAX_WRAPPINGS {
            self.note_deeper(&view.text);
            return;
        }
        let shortest = self.needles.shortest();
        let mut open = |block: &Block<'_>| {
            let mut inner = if is_text(block.bytes) {
                self.open(block.bytes, depth + 1, budget)
            } else {
                apart(self.needles.hits(block.bytes))
            };
            inner.retain(|edit| block.is_within(&edit.range));
            if inner.is_empty() {
                return;
            }
            for mut edit in block.encode(&inner) {
                // Under another encoding, signs that it uses itself are avoided.
                let place = view.source(&edit.range);
                if place.is_some_and(|place| place.len() != edit.range.len()) {
                    make_safe(&mut edit.with);
                }
                push(edit);
            }
        };
        if self.forms.has(Form::Base64) {
            let wants = |run: &Range<usize>| unseen(view, source, run, block::is_sextet);
            block::base64_runs(&view.text, shortest, wants, &mut open);
        }
        if self.forms.has(Form::Hex) {
            let wants = |run: &Range<usize>| unseen(view, source, run, block::is_hex);
            block::hex_runs(&view.text, shortest, wants, &mut open);
        }
    }

    /// Notes that something is wrapped more often than is opened: digits that give nothing but text are no chance.
    fn note_deeper(&self, text: &[u8]) {
        let is_told = |byte: &u8| matches!(byte, b'\t' | b'\r' | b'\n' | b' '..=b'~');
        let mut note = |block: &Block<'_>| {
            if block.bytes.len() >= MIN_DEEPER && block.bytes.iter().all(is_told) {
                self.exhausted.store(true, Ordering::Relaxed);
            }
        };
        let whole = |run: &Range<usize>| vec![Stretch::whole(run.clone())];
        if self.forms.has(Form::Base64) {
            block::base64_runs(text, MIN_DEEPER, whole, &mut note);
        }
        if self.forms.has(Form::Hex) {
            block::hex_runs(text, MIN_DEEPER, whole, &mut note);
        }
    }

    fn encoded_words(&self, text: &[u8], depth: usize, budget: usize, out: &mut Vec<Edit>) {
        for runs in encoded_word::readings(text) {
            self.encoded_runs(text, &runs, depth, budget, out);
        }
    }

    fn encoded_runs(
        &self,
        text: &[u8],
        runs: &[encoded_word::Run],
        depth: usize,
        budget: usize,
        out: &mut Vec<Edit>,
    ) {
        let before = out.len();
        for run in runs {
            let readings = [Some(run.bytes.as_slice()), run.otherwise()];
            let found = readings.into_iter().flatten().find_map(|bytes| {
                let inner = self.open(bytes, depth + 1, budget);
                let form = inner.first()?.form;
                Some((run.encode(&apply(bytes, &inner)), form))
            });
            if let Some((with, form)) = found {
                out.push(whole(run.place.clone(), with, form));
            } else if let Some(decoded) = run.in_utf8() {
                let inner = self.open(decoded.as_bytes(), depth + 1, budget);
                if let Some(first) = inner.first() {
                    let with = run.encode_utf8(&apply(decoded.as_bytes(), &inner));
                    out.push(whole(run.place.clone(), with, first.form));
                }
            }
        }
        // One half encoded, and the other plain. What was found within words keeps the rest of them, and comes first.
        let said: Vec<_> = runs
            .iter()
            .map(|run| (run.place.clone(), run.bytes.as_slice()))
            .collect();
        let mut joined = Vec::new();
        self.needles_in(&View::replaced(text, &said), &mut joined);
        let found: Vec<Range<usize>> = out[before..]
            .iter()
            .map(|edit| edit.range.clone())
            .collect();
        joined.retain(|edit| {
            let next = found.partition_point(|range| range.end <= edit.range.start);
            found
                .get(next)
                .is_none_or(|range| range.start >= edit.range.end)
        });
        out.extend(joined);
    }
}

fn whole(range: Range<usize>, with: Vec<u8>, form: Form) -> Edit {
    Edit {
        range,
        with,
        digest: None,
        form,
    }
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
