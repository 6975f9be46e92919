//! Where the report is painted: colours, symbols, columns.

use crate::render::defang::Defang;
use crate::render::{Style, escape, text};
use crate::words::findings::Severity;
use crate::words::{Phrases, Remedy};
use anstyle::{AnsiColor, Color, Style as Ink};
use std::fmt::Write;

/// Inks. Only the sixteen colours of the terminal's own theme, so that dark and light both work;
/// yellow is used as a background only, since it cannot be read on white.
pub(super) const BOLD: Ink = Ink::new().bold();
pub(super) const DIM: Ink = Ink::new().dimmed();
pub(super) const PLAIN: Ink = Ink::new();
pub(super) const GOOD: Ink = AnsiColor::Green.on_default();
pub(super) const BAD: Ink = AnsiColor::Red.on_default().bold();
pub(super) const DOUBT: Ink = AnsiColor::Magenta.on_default();
pub(super) const LINK: Ink = AnsiColor::Cyan.on_default();
const BADGE_HIGH: Ink = badge(AnsiColor::BrightWhite, AnsiColor::Red).bold();
const BADGE_WARNING: Ink = badge(AnsiColor::Black, AnsiColor::Yellow).bold();
const BADGE_NOTICE: Ink = badge(AnsiColor::Black, AnsiColor::Cyan);
const BADGE_INFO: Ink = badge(AnsiColor::Black, AnsiColor::Green);

const fn badge(text: AnsiColor, ground: AnsiColor) -> Ink {
    Ink::new()
        .fg_color(Some(Color::Ansi(text)))
        .bg_color(Some(Color::Ansi(ground)))
}

/// The ink of a severity in running text.
pub(super) fn severity_ink(severity: Severity) -> Ink {
    match severity {
        Severity::High => BAD,
        Severity::Warning => DOUBT.bold(),
        Severity::Notice => LINK,
        Severity::Info => DIM,
    }
}

/// Characters beyond ASCII and what stands for them without.
pub(super) struct Symbols {
    pub arrow: &'static str,
    pub ellipsis: &'static str,
    pub rule: &'static str,
    pub caret: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub bars: &'static [&'static str],
    pub full: &'static str,
}

const UNICODE: Symbols = Symbols {
    arrow: "\u{2192}",
    ellipsis: "\u{2026}",
    rule: "\u{2504}",
    caret: "^",
    yes: "\u{2713}",
    no: "\u{2717}",
    bars: &[
        "\u{258f}", "\u{258e}", "\u{258d}", "\u{258c}", "\u{258b}", "\u{258a}", "\u{2589}",
    ],
    full: "\u{2588}",
};

const ASCII: Symbols = Symbols {
    arrow: "->",
    ellipsis: "~",
    rule: "-",
    caret: "^",
    yes: "ok",
    no: "!!",
    bars: &["|"],
    full: "#",
};

/// The text so far, and how to add to it.
pub(super) struct Canvas {
    out: String,
    style: Style,
}

impl Canvas {
    pub(super) fn new(style: Style) -> Self {
        Self {
            out: String::with_capacity(4096),
            style,
        }
    }

    pub(super) fn width(&self) -> usize {
        self.style.width
    }

    pub(super) fn is_verbose(&self) -> bool {
        self.style.verbose
    }

    /// How what helps is said here.
    pub(super) fn phrases(&self) -> Phrases {
        self.style.phrases
    }

    /// What helps.
    pub(super) fn remedy(&self, remedy: &Remedy) -> String {
        self.safe(&(self.style.phrases)(remedy))
    }

    pub(super) fn symbols(&self) -> &'static Symbols {
        if self.style.unicode { &UNICODE } else { &ASCII }
    }

    /// Text of the message, made harmless for this terminal.
    pub(super) fn safe(&self, text: &str) -> String {
        escape::terminal(&self.defang().text(text), !self.style.unicode).into_owned()
    }

    /// How much is defanged here.
    pub(super) fn defang(&self) -> Defang {
        if self.style.defang {
            Defang::Links
        } else {
            Defang::Off
        }
    }

    /// [`Self::safe`], cut to so many columns.
    pub(super) fn cut(&self, text: &str, columns: usize) -> String {
        text::cut(text, columns, self.symbols().ellipsis)
    }

    /// The end of a text that was made harmless, in so many columns.
    pub(super) fn cut_left(&self, text: &str, columns: usize) -> String {
        text::cut_left(text, columns, self.symbols().ellipsis)
    }

    /// Adds harmless text in one ink. What is not harmless after all, such as a word of a kept report that nobody knows, is
    /// made so.
    pub(super) fn put(&mut self, ink: Ink, text: &str) -> &mut Self {
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
    pub(super) fn put_padded(&mut self, ink: Ink, text: &str, columns: usize) -> &mut Self {
        self.put(ink, text);
        self.blanks(columns.saturating_sub(text::width(text)))
    }

    pub(super) fn blanks(&mut self, count: usize) -> &mut Self {
        self.out.extend(std::iter::repeat_n(' ', count));
        self
    }

    pub(super) fn end(&mut self) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
        self.out.push('\n');
    }

    /// A section's title with a remark behind it.
    pub(super) fn title(&mut self, title: &str, remark: &str) {
        self.end();
        self.blanks(1).put(BOLD, title);
        let left = 1 + title.len() + 3;
        let lines = text::wrap(remark, self.width().saturating_sub(left));
        for (at, line) in lines.iter().enumerate() {
            self.blanks(if at == 0 { 3 } else { left }).put(DIM, line);
            self.end();
        }
    }

    pub(super) fn badge(&mut self, severity: Severity) -> usize {
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

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}
