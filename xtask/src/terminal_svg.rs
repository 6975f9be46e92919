//! Text with ANSI colors → the picture of a terminal as SVG.
//!
//! ```sh
//! hdrtrace --color always --width 96 mail.eml | cargo xtask terminal-svg 'hdrtrace mail.eml' > terminal.svg
//! ```

use anyhow::Result;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use unicode_width::UnicodeWidthStr;

/// Pixels of a character cell; of the space around the text; of the title bar.
const CELL: (f64, f64) = (8.4, 19.0);
const MARGIN: f64 = 18.0;
const BAR: f64 = 34.0;

/// The sixteen colors of a terminal, dark, contrasts of 4.5 and more on the ground.
const PALETTE: [&str; 16] = [
    "#3b4252", "#ff7a80", "#63d197", "#f0b45f", "#8bbcf8", "#d9a0f0", "#6fd3d8", "#d8dee9", //
    "#7d8799", "#ff9a9e", "#8be3b3", "#ffd08a", "#aed0ff", "#e8c0fa", "#97e5e8", "#ffffff",
];
const GROUND: &str = "#14171b";
const TEXT: &str = "#d8dee9";
/// What text on a colored ground is drawn in, and what takes the place of a badge's ground.
const DARK_TEXT: &str = "#14171b";

#[derive(Clone, Copy, Default, PartialEq)]
struct Ink {
    bold: bool,
    dim: bool,
    text: Option<usize>,
    ground: Option<usize>,
}

impl Ink {
    /// Applies the numbers of one `ESC [ … m`.
    fn apply(&mut self, numbers: &str) {
        for number in numbers.split(';').map(|number| number.parse().unwrap_or(0)) {
            match number {
                0 => *self = Self::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                22 => (self.bold, self.dim) = (false, false),
                30..=37 => self.text = Some(number - 30),
                39 => self.text = None,
                40..=47 => self.ground = Some(number - 40),
                49 => self.ground = None,
                90..=97 => self.text = Some(number - 82),
                100..=107 => self.ground = Some(number - 92),
                _ => {}
            }
        }
    }

    fn fill(self) -> &'static str {
        match (self.ground, self.text) {
            (Some(_), _) => DARK_TEXT,
            (None, Some(color)) => PALETTE[color],
            (None, None) => TEXT,
        }
    }
}

pub(crate) fn run(title: &str, out: &mut dyn Write) -> Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    out.write_all(picture(&input, title).as_bytes())?;
    Ok(())
}

fn picture(input: &str, title: &str) -> String {
    let lines: Vec<&str> = input.trim_end().lines().collect();
    let mut body = String::new();
    let mut widest = 0;
    let mut ink = Ink::default();
    for (row, line) in lines.iter().enumerate() {
        let y = BAR + MARGIN + CELL.1 * number(row);
        let mut column = 0;
        for (at, part) in line.split("\x1b[").enumerate() {
            let text = match part.split_once('m') {
                Some((numbers, text)) if at > 0 => {
                    ink.apply(numbers);
                    text
                }
                _ => part,
            };
            stretch(&mut body, text, ink, (column, y));
            column += text.width();
        }
        widest = widest.max(column);
    }
    let width = number(widest) * CELL.0 + 2.0 * MARGIN;
    let height = number(lines.len()) * CELL.1 + BAR + 2.0 * MARGIN;
    let title = escape(title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" aria-label=\"{title}\">\n\
         <style>text{{font:14px ui-monospace,\"SF Mono\",\"Cascadia Mono\",Menlo,Consolas,\"DejaVu Sans Mono\",monospace;white-space:pre}}.b{{font-weight:700}}.d{{opacity:.62}}</style>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n\
         <g fill=\"#4b5563\"><circle cx=\"20\" cy=\"17\" r=\"5\"/><circle cx=\"38\" cy=\"17\" r=\"5\"/><circle cx=\"56\" cy=\"17\" r=\"5\"/></g>\n\
         <text x=\"76\" y=\"22\" fill=\"#a2abb7\">{title}</text>\n{body}</svg>\n"
    )
}

/// A count of characters or lines.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// One stretch of text in one ink; blanks alone need none.
fn stretch(body: &mut String, text: &str, ink: Ink, (column, y): (usize, f64)) {
    let x = MARGIN + number(column) * CELL.0;
    let width = number(text.width()) * CELL.0;
    // Writing to a String cannot fail.
    if let Some(ground) = ink.ground {
        let (y, height) = (y - 1.0, CELL.1);
        let _ = writeln!(
            body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\" rx=\"3\" fill=\"{}\"/>",
            PALETTE[ground]
        );
    }
    let start = text.len() - text.trim_start().len();
    let shown = text.trim();
    if shown.is_empty() {
        return;
    }
    let x = x + number(text[..start].width()) * CELL.0;
    let class = match (ink.bold, ink.dim) {
        (true, _) => " class=\"b\"",
        (false, true) => " class=\"d\"",
        (false, false) => "",
    };
    let length = number(shown.width()) * CELL.0;
    let _ = writeln!(
        body,
        "<text x=\"{x:.1}\" y=\"{:.1}\"{class} fill=\"{}\" textLength=\"{length:.1}\">{}</text>",
        y + 14.0,
        ink.fill(),
        escape(shown)
    );
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
