//! Where the report is painted: colors, symbols, columns.

use crate::render::defang::Defang;
use crate::render::{Detail, Style, escape, text};
use crate::words::findings::Severity;
use crate::words::{Phrases, Remedy};
use anstyle::{AnsiColor, Color, Style as Ink};
use std::fmt::Write;

/// Inks. Only the sixteen colors of the terminal's own theme, so that dark and light both work;
/// yellow is used as a background only, since it cannot be read on white.
pub(in crate::render) const BOLD: Ink = Ink::new().bold();
pub(in crate::render) const DIM: Ink = Ink::new().dimmed();
pub(in crate::render) const PLAIN: Ink = Ink::new();
pub(in crate::render) const GOOD: Ink = AnsiColor::Green.on_default();
pub(in crate::render) const BAD: Ink = AnsiColor::Red.on_default().bold();
pub(in crate::render) const DOUBT: Ink = AnsiColor::Magenta.on_default();
pub(in crate::render) const LINK: Ink = AnsiColor::Cyan.on_default();
const BADGE_HIGH: Ink = badge(AnsiColor::BrightWhite, AnsiColor::Red).bold();
const BADGE_WARNING: Ink = badge(AnsiColor::Black, AnsiColor::Yellow).bold();
const BADGE_NOTICE: Ink = badge(AnsiColor::Black, AnsiColor::Cyan);
const BADGE_INFO: Ink = badge(AnsiColor::White, AnsiColor::BrightBlack);

const fn badge(text: AnsiColor, ground: AnsiColor) -> Ink {
    Ink::new()
        .fg_color(Some(Color::Ansi(text)))
        .bg_color(Some(Color::Ansi(ground)))
}

/// The ink of a severity in running text.
pub(in crate::render) fn severity_ink(severity: Severity) -> Ink {
    match severity {
        Severity::High => BAD,
        // Yellow letters cannot be read on white.
        Severity::Warning => BADGE_WARNING,
        Severity::Notice => LINK,
        Severity::Info => DIM,
    }
}

/// Characters beyond ASCII and what stands for them without.
pub(in crate::render) struct Symbols {
    pub arrow: &'static str,
    pub ellipsis: &'static str,
    pub rule: &'static str,
    pub line: &'static str,
    pub caret: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub attached: &'static str,
    pub bars: &'static [&'static str],
    pub full: &'static str,
}

const UNICODE: Symbols = Symbols {
    arrow: "\u{2192}",
    ellipsis: "\u{2026}",
    rule: "\u{2504}",
    line: "\u{2501}",
    caret: "^",
    yes: "\u{2713}",
    no: "\u{2717}",
    attached: "\u{21b3}",
    bars: &[
        "\u{258f}", "\u{258e}", "\u{258d}", "\u{258c}", "\u{258b}", "\u{258a}", "\u{2589}",
    ],
    full: "\u{2588}",
};

const ASCII: Symbols = Symbols {
    arrow: "->",
    ellipsis: "~",
    rule: "-",
    line: "=",
    caret: "^",
    yes: "ok",
    no: "!!",
    attached: "+",
    bars: &["|"],
    full: "#",
};

/// The text so far, and how to add to it.
pub(in crate::render) struct Canvas {
    out: String,
    style: Style,
    names: Defang,
}

impl Canvas {
    pub(in crate::render) fn new(style: Style) -> Self {
        Self {
            out: String::with_capacity(4096),
            names: if style.defang {
                Defang::Names
            } else {
                Defang::Off
            },
            style,
        }
    }

    /// One for what its reader asked about by name: only links are broken.
    pub(in crate::render) fn of_own(style: Style) -> Self {
        let mut canvas = Self::new(style);
        if style.defang {
            canvas.names = Defang::Links;
        }
        canvas
    }

    pub(in crate::render) fn width(&self) -> usize {
        self.style.width
    }

    pub(in crate::render) fn is_verbose(&self) -> bool {
        self.style.detail == Detail::Verbose
    }

    pub(in crate::render) fn style(&self) -> &Style {
        &self.style
    }

    /// Lines so far.
    pub(in crate::render) fn lines(&self) -> usize {
        memchr::memchr_iter(b'\n', self.out.as_bytes()).count()
    }

    /// How what helps is said here.
    pub(in crate::render) fn phrases(&self) -> Phrases {
        self.style.phrases
    }

    /// What helps.
    pub(in crate::render) fn remedy(&self, remedy: &Remedy) -> String {
        self.safe(&(self.style.phrases)(remedy))
    }

    pub(in crate::render) fn symbols(&self) -> &'static Symbols {
        if self.style.unicode { &UNICODE } else { &ASCII }
    }

    /// Text of the message, made harmless for this terminal.
    pub(in crate::render) fn safe(&self, text: &str) -> String {
        escape::terminal(&self.defang().text(text), !self.style.unicode).into_owned()
    }

    /// The same of what stays whole but for links: names of our own side, and ids, which are searched for as they stand.
    pub(in crate::render) fn own(&self, text: &str) -> String {
        let links = match self.names {
            Defang::Off => Defang::Off,
            Defang::Links | Defang::Names => Defang::Links,
        };
        escape::terminal(&links.text(text), !self.style.unicode).into_owned()
    }

    /// How much is defanged here.
    pub(in crate::render) fn defang(&self) -> Defang {
        self.names
    }

    /// [`Self::safe`], cut to so many columns.
    pub(in crate::render) fn cut(&self, text: &str, columns: usize) -> String {
        text::cut(text, columns, self.symbols().ellipsis)
    }

    /// A line of harmless text that goes on beyond what is shown.
    pub(in crate::render) fn goes_on(&self, text: &str, columns: usize) -> String {
        text::goes_on(text, columns, self.symbols().ellipsis)
    }

    /// The end of a text that was made harmless, in so many columns.
    pub(in crate::render) fn cut_left(&self, text: &str, columns: usize) -> String {
        text::cut_left(text, columns, self.symbols().ellipsis)
    }

    /// Adds harmless text in one ink. What is not harmless after all, such as a word of a kept report that nobody knows, is
    /// made so.
    pub(in crate::render) fn put(&mut self, ink: Ink, text: &str) -> &mut Self {
        let text = &*escape::terminal(text, false);
        if self.style.color && ink != PLAIN && !text.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(self.out, "{ink}{text}{ink:#}");
        } else {
            self.out.push_str(text);
        }
        self
    }

    /// Adds harmless text with blanks behind it up to so many columns.
    pub(in crate::render) fn put_padded(
        &mut self,
        ink: Ink,
        text: &str,
        columns: usize,
    ) -> &mut Self {
        self.put(ink, text);
        self.blanks(columns.saturating_sub(text::width(text)))
    }

    pub(in crate::render) fn blanks(&mut self, count: usize) -> &mut Self {
        self.out.extend(std::iter::repeat_n(' ', count));
        self
    }

    pub(in crate::render) fn end(&mut self) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
        self.out.push('\n');
    }

    /// Harmless text in as many lines as it takes, behind so many columns; the first one goes on where the line stands.
    pub(in crate::render) fn wrapped(&mut self, ink: Ink, text: &str, indent: usize) -> &mut Self {
        let columns = self.width().saturating_sub(indent + 1);
        for (at, line) in text::wrap(text, columns).iter().enumerate() {
            if at > 0 {
                self.blanks(indent);
            }
            self.put(ink, line).end();
        }
        self
    }

    /// A section's title with a remark behind it.
    pub(in crate::render) fn title(&mut self, title: &str, remark: &str) {
        self.end();
        self.blanks(1).put(BOLD, title);
        let left = 1 + title.len() + 3;
        self.blanks(3).wrapped(DIM, remark, left);
    }

    pub(in crate::render) fn badge(&mut self, severity: Severity) -> usize {
        let word = severity.word().to_uppercase();
        let ink = match severity {
            Severity::High => BADGE_HIGH,
            Severity::Warning => BADGE_WARNING,
            Severity::Notice => BADGE_NOTICE,
            Severity::Info => BADGE_INFO,
        };
        let text = if self.style.color {
            format!(" {word} ")
        } else {
            word
        };
        self.put(ink, &text);
        text.len()
    }

    pub(in crate::render) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}
