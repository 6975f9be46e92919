//! Bodies in RTF, compressed (MS-OXRTFCP), and with HTML packed into it (MS-OXRTFEX). Read roughly: for links.

use super::page;
use crate::limits::MAX_RTF_GROUPS;

/// The text of one.
pub(super) struct Read {
    pub text: String,
    pub is_html: bool,
}

/// MS-OXRTFCP section 2.1.3.1: four numbers above the text.
const HEAD: usize = 16;

/// How a text that is not compressed is marked.
const UNCOMPRESSED: &[u8] = b"MELA";

/// A reference of two bytes stands for at most 17.
const GROWTH: usize = 9;

/// `None` for what is damaged.
pub(super) fn read(packed: &[u8]) -> Option<Read> {
    if packed.len() < HEAD {
        return None;
    }
    // The decoder believes what is stated.
    let stated = u32::from_le_bytes(packed[4..8].try_into().ok()?) as usize;
    let most = if &packed[8..12] == UNCOMPRESSED {
        packed.len() - HEAD
    } else {
        packed.len() * GROWTH
    };
    if stated > most {
        return None;
    }
    let text = compressed_rtf::decompress_rtf(packed).ok()?;
    // It gives each byte as a character.
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let mut reader = Reader {
        states: vec![State::default()],
        ..Reader::default()
    };
    reader.read(&bytes);
    reader.flush();
    Some(Read {
        text: reader.out,
        is_html: reader.is_html,
    })
}

/// What holds within a group.
#[derive(Clone, Copy, Default)]
struct State {
    /// Nothing of it is text.
    skip: bool,
    /// It holds HTML.
    is_tag: bool,
    /// It is RTF beside the HTML.
    is_beside: bool,
    /// How many characters stand in for one that is written as a number.
    stand_ins: Option<usize>,
}

#[derive(Default)]
struct Reader {
    states: Vec<State>,
    /// How many more groups are open: within them, the innermost state holds.
    deeper: usize,
    /// Whether `\*` was read, before the name of its group.
    is_optional: bool,
    is_html: bool,
    page: Option<u32>,
    /// Bytes in the code page.
    bytes: Vec<u8>,
    /// Units of UTF-16.
    units: Vec<u16>,
    /// How many stand-ins are to come.
    to_skip: usize,
    out: String,
}

/// Groups that hold no text.
const SILENT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "footer",
    "themedata",
];

/// Groups behind `\*` that do.
const SPOKEN: &[&str] = &["htmltag", "fldinst", "mhtmltag"];

/// What words stand for.
const CHARACTERS: &[(&str, &str)] = &[
    ("par", "\r\n"),
    ("line", "\r\n"),
    ("tab", "\t"),
    ("lquote", "\u{2018}"),
    ("rquote", "\u{2019}"),
    ("ldblquote", "\u{201c}"),
    ("rdblquote", "\u{201d}"),
    ("bullet", "\u{2022}"),
    ("endash", "\u{2013}"),
    ("emdash", "\u{2014}"),
];

impl Reader {
    fn state(&mut self) -> State {
        self.states.last().copied().unwrap_or_default()
    }

    fn change(&mut self, change: impl FnOnce(&mut State)) {
        if let Some(state) = self.states.last_mut() {
            change(state);
        }
    }

    fn read(&mut self, text: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            at += 1;
            match byte {
                b'{' if self.states.len() == MAX_RTF_GROUPS => self.deeper += 1,
                b'{' => {
                    let state = self.state();
                    self.states.push(state);
                }
                b'}' => {
                    self.to_skip = 0;
                    match self.deeper.checked_sub(1) {
                        Some(deeper) => self.deeper = deeper,
                        None => drop(self.states.pop()),
                    }
                }
                b'\\' => at = self.control(text, at),
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
        }
    }

    /// What follows a backslash; gives where it ends.
    fn control(&mut self, text: &[u8], at: usize) -> usize {
        let rest = &text[at..];
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic());
        let name = &rest[..letters.count()];
        if name.is_empty() {
            return at + self.symbol(rest);
        }
        let rest = &rest[name.len()..];
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take_while(|byte| byte.is_ascii_digit());
        let number = &rest[..sign + digits.count()];
        let space = usize::from(rest.get(number.len()) == Some(&b' '));
        let end = at + name.len() + number.len() + space;
        let name = std::str::from_utf8(name).unwrap_or_default();
        let number = std::str::from_utf8(number)
            .ok()
            .and_then(|digits| digits.parse::<i32>().ok());
        let raw = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
        self.word(name, number);
        if name == "bin" {
            return end.saturating_add(raw).min(text.len());
        }
        end
    }

    /// A sign behind a backslash; gives its length.
    fn symbol(&mut self, rest: &[u8]) -> usize {
        match rest.first() {
            Some(b'\'') => {
                let pair = rest.get(1..3).and_then(crate::codec::hex::pair);
                if let Some(byte) = pair {
                    self.byte(byte);
                    return 3;
                }
            }
            Some(b'*') => self.is_optional = true,
            Some(&byte @ (b'\\' | b'{' | b'}')) => self.byte(byte),
            Some(b'~') => self.byte(b' '),
            Some(b'\r' | b'\n') => self.text("\r\n"),
            _ => {}
        }
        usize::from(!rest.is_empty())
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        if std::mem::take(&mut self.is_optional) && !SPOKEN.contains(&name)
            || SILENT.contains(&name)
        {
            self.change(|state| state.skip = true);
            return;
        }
        match name {
            "fromhtml" => self.is_html = number != Some(0),
            "ansicpg" => self.page = number.and_then(|page| u32::try_from(page).ok()),
            "htmltag" => self.change(|state| state.is_tag = true),
            "mhtmltag" => self.change(|state| state.skip = true),
            "htmlrtf" => self.change(|state| state.is_beside = number != Some(0)),
            "uc" => {
                let count = number.and_then(|count| usize::try_from(count).ok());
                self.change(|state| state.stand_ins = count);
            }
            "u" => self.unit(number.unwrap_or(0)),
            _ => {
                if let Some((_, text)) = CHARACTERS.iter().find(|(word, _)| *word == name) {
                    self.text(text);
                }
            }
        }
    }

    /// Whether what stands here is part of the text.
    fn is_text(&mut self) -> bool {
        let state = self.state();
        !state.skip && (state.is_tag || !state.is_beside)
    }

    fn byte(&mut self, byte: u8) {
        self.is_optional = false;
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if self.is_text() {
            self.flush_units();
            self.bytes.push(byte);
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_text() {
            self.flush();
            self.out.push_str(text);
        }
    }

    /// A unit of UTF-16, written as a signed number.
    fn unit(&mut self, number: i32) {
        self.to_skip = self.state().stand_ins.unwrap_or(1);
        if self.is_text() {
            self.flush_bytes();
            let low = number.rem_euclid(0x1_0000);
            self.units.push(u16::try_from(low).unwrap_or(0xFFFD));
        }
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            self.out.push_str(&String::from_utf16_lossy(&self.units));
            self.units.clear();
        }
    }

    fn flush_bytes(&mut self) {
        if !self.bytes.is_empty() {
            self.out.push_str(&page::decode(self.page, &self.bytes));
            self.bytes.clear();
        }
    }

    fn flush(&mut self) {
        self.flush_bytes();
        self.flush_units();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(text: &str) -> Reader {
        let mut reader = Reader {
            states: vec![State::default()],
            ..Reader::default()
        };
        reader.read(text.as_bytes());
        reader.flush();
        reader
    }

    #[test]
    fn groups_are_followed_so_deep() {
        assert_eq!(reader(&"{".repeat(100_000)).states.len(), MAX_RTF_GROUPS);
        let [open, close] = ["{".repeat(1000), "}".repeat(999)];
        let read = reader(&format!("{open}deep{close} top}}{{\\fonttbl no}}"));
        assert_eq!((&*read.out, read.states.len()), ("deep top", 1));
    }
}
