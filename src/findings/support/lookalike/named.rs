//! Which brand a display name names, in whatever letters.

use super::brands::{BRANDS, Brand};
use super::letters::Letters;
use super::service::SERVICE;
use super::shape;
use super::table::{Flag, LANES, SEEN_LETTERS, SHOWN, SHOWN_LETTERS, Shown};
use crate::names::Lately;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The brand that a display name names as a word of its own, also in letters that only look like it or that stand apart.
/// The second is the brand's word.
pub(in crate::findings) fn named_in(display: &str) -> Option<Named> {
    thread_local! {
        static LATELY: Lately<Option<Named>> = const { Lately::new() };
    }
    LATELY.with(|lately| lately.of(display, find_named))
}

/// A brand and its word.
type Named = (&'static Brand, &'static str);

fn find_named(display: &str) -> Option<Named> {
    let display = &in_plain_letters(cut(display));
    let plain = display.to_lowercase();
    find(&plain, Sought::AsWritten)
        .or_else(|| find(&spaced(&plain), Sought::AsWritten))
        .or_else(|| {
            let joined = joined(&plain)?;
            find(&joined, Sought::AsWritten).or_else(|| looking(&joined))
        })
        .or_else(|| find(&paired(&plain)?, Sought::AsWritten))
        .or_else(|| looking(display))
}

/// The same for a text whose letters only look like a brand's.
fn looking(display: &str) -> Option<Named> {
    find(&looks(display), Sought::AsSeen)
}

/// A name with letters of other shapes as the plain ones: in circles, in squares, small capitals. UTS 39 leaves these apart.
fn in_plain_letters(display: &str) -> Cow<'_, str> {
    if display.is_ascii() {
        return Cow::Borrowed(display);
    }
    let plain = |c: char| {
        let shaped = SHAPES.iter().find_map(|(first, letter)| {
            let at = u32::from(c)
                .checked_sub(u32::from(*first))
                .filter(|at| *at < 26)?;
            char::from_u32(u32::from(*letter) + at)
        });
        let small = || {
            let at = SMALL_CAPITALS.chars().position(|small| small == c)?;
            u8::try_from(at).ok().map(|at| char::from(b'a' + at))
        };
        shaped.or_else(small).unwrap_or(c)
    };
    Cow::Owned(display.chars().map(plain).collect())
}

/// Rows of 26 letters, by their first, and what that is.
const SHAPES: &[(char, char)] = &[
    ('\u{24b6}', 'a'),
    ('\u{24d0}', 'a'),
    ('\u{249c}', 'a'),
    ('\u{1f110}', 'a'),
    ('\u{1f130}', 'a'),
    ('\u{1f150}', 'a'),
    ('\u{1f170}', 'a'),
    ('\u{ff21}', 'a'),
    ('\u{ff41}', 'a'),
];

/// The small capitals of the phonetic blocks, A to Z; a full stop where there is none.
const SMALL_CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ.ʏᴢ";

/// The most bytes of a name that are looked at; no program shows more.
const MAX_NAME: usize = 400;

fn cut(display: &str) -> &str {
    &display[..display.floor_char_boundary(MAX_NAME)]
}

/// How a name looks: letters in disguise as what they look like, without what lies over or behind them.
fn looks(display: &str) -> String {
    let is_letter = |c: &char| !matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{ad}' | '\u{feff}');
    let bare: String = display.chars().filter(is_letter).collect();
    // A capital may be what a letter looks like, and looks otherwise itself when small.
    let small = shape::looks(&bare).to_lowercase();
    one_stroke(&shape::looks(&small))
}

/// `i` as `l`, which UTS 39 leaves apart: in a name in capitals and small letters they are one stroke (`Netfl1x`).
fn one_stroke(text: &str) -> String {
    text.replace('i', "l")
}

/// A name with one space in place of whatever stands between its words: `norton - 360`.
fn spaced(plain: &str) -> String {
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).fold(
        String::with_capacity(plain.len()),
        |mut text, word| {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
            text
        },
    )
}

/// Letters that stand apart, put together: `p a y p a l`, `a.m.a.z.o.n`; `None` where no three do.
fn joined(plain: &str) -> Option<String> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '_' | '*' | '\u{b7}');
    let mut out = String::new();
    let (mut run, mut longest) = (0, 0);
    for part in plain.split(is_gap) {
        let is_single = part.chars().nth(1).is_none() && !part.is_empty();
        if !is_single || run == 0 {
            out.push(' ');
        }
        run = if is_single { run + 1 } else { 0 };
        longest = longest.max(run);
        out.push_str(part);
    }
    (longest >= 3).then_some(out)
}

/// Each two neighboring words as one: `pay-pal`, `docu sign`; `None` where there is one word only.
fn paired(plain: &str) -> Option<String> {
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .collect();
    let pairs: Vec<String> = words
        .windows(2)
        .filter(|pair| pair.iter().all(|word| word.len() > 1))
        .map(<[&str]>::concat)
        .filter(|pair| pair.len() >= SHORTEST_PAIR)
        .collect();
    (!pairs.is_empty()).then(|| pairs.join(" "))
}

/// The most words of a name that are put together in pairs.
const MAX_WORDS: usize = 16;
/// Shorter words stand beside each other by chance.
const SHORTEST_PAIR: usize = 6;

/// How the brands' words are sought.
#[derive(Clone, Copy)]
enum Sought {
    AsWritten,
    /// As they look.
    AsSeen,
}

impl Sought {
    /// The letters of all words so.
    fn letters(self) -> &'static [Letters] {
        match self {
            Self::AsWritten => &SHOWN_LETTERS,
            Self::AsSeen => &SEEN_LETTERS,
        }
    }

    /// The word in a place of the list so.
    fn word(self, place: usize) -> &'static str {
        match self {
            Self::AsWritten => SHOWN[place].word,
            Self::AsSeen => &SEEN[place],
        }
    }
}

/// How the words of the list look, made once.
static SEEN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let seen = |shown: &Shown| one_stroke(&shape::looks(shown.word));
    SHOWN.iter().map(seen).collect()
});

fn find(text: &str, sought: Sought) -> Option<Named> {
    let letters = Letters::of(text);
    let alone = LazyLock::new(|| alone(text));
    let names = |place: &usize| {
        let word = sought.word(*place);
        if SHOWN[*place].is_ordinary {
            alone.as_deref() == Some(word)
        } else {
            has_word(text, word)
        }
    };
    let place = may_stand_in(letters, sought.letters()).find(names)?;
    let brand = BRANDS.iter().find(|brand| brand.has_shown(place))?;
    Some((brand, SHOWN[place].word))
}

/// The places of words that may stand in a text, by the letters of both: hardly any. Several are told at once.
fn may_stand_in(text: Letters, words: &'static [Letters]) -> impl Iterator<Item = usize> {
    let (several, rest) = words.as_chunks::<LANES>();
    let any_of = move |words: &[Letters; LANES]| {
        let any = |any, word: &Letters| any | Flag::from(word.may_be_in(text));
        words.iter().fold(0, any) != 0
    };
    let several = several.iter().zip((0..).step_by(LANES));
    let several = several.filter(move |(words, _)| any_of(words));
    let several = several.map(|(words, first)| (&words[..], first));
    let last = (rest, words.len() - rest.len());
    several.chain([last]).flat_map(move |(words, first)| {
        let words = words.iter().zip(first..);
        words.filter_map(move |(word, place)| word.may_be_in(text).then_some(place))
    })
}

/// What is left of a name without words of service and marks around them; `None` if that is nothing, or too much to be
/// one name.
fn alone(text: &str) -> Option<Cow<'_, str>> {
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, '&' | '\'');
    let mut rest = text
        .split(is_mark)
        .filter(|part| !part.is_empty() && !SERVICE.contains(part));
    let first = rest.next()?;
    match (rest.next(), rest.next()) {
        (None, _) => Some(Cow::Borrowed(first)),
        (Some(second), None) => Some(Cow::Owned(format!("{first} {second}"))),
        _ => None,
    }
}

/// A brand's word of so many letters is no beginning of another word: `BinanceBNB` names it.
const DISTINCT: usize = 7;

fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let Some(&first) = word.as_bytes().first() else {
        return false;
    };
    // Names are short: to make a searcher ready would cost more than the search.
    memchr::memchr_iter(first, text.as_bytes()).any(|at| {
        if !text.as_bytes()[at..].starts_with(word.as_bytes()) {
            return false;
        }
        let is_open = word.len() >= DISTINCT && !word.contains(' ');
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        let is_alone = !is_letter(before.chars().next_back())
            && (is_open || !is_letter(behind.chars().next()));
        is_alone || (word.len() >= SHORTEST_PAIR && is_dressed(before, behind))
    })
}

/// Whether nothing but a word of service is grown together with a word: `paypalservice`, `mypaypal`.
fn is_dressed(before: &str, behind: &str) -> bool {
    let grown = |c: char| !c.is_alphanumeric();
    let before = before.rsplit(grown).next().unwrap_or_default();
    let behind = behind.split(grown).next().unwrap_or_default();
    match (before, behind) {
        ("", word) | (word, "") => SERVICE.contains(&word),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(display: &str) -> Option<&'static str> {
        named_in(display).map(|(brand, _)| brand.name)
    }

    #[test]
    fn no_word_is_passed_over_for_its_letters() {
        for place in 0..SHOWN.len() {
            for sought in [Sought::AsWritten, Sought::AsSeen] {
                let word = sought.word(place);
                let letters = sought.letters()[place];
                assert!(letters.may_be_in(Letters::of(word)), "{word}");
            }
        }
    }

    #[test]
    fn names_are_found_as_words_only() {
        assert_eq!(named("PayPal Service"), Some("PayPal"));
        assert_eq!(named("BinanceBNB"), Some("Binance"));
        assert_eq!(named("#Walmart_Rewards#"), Some("Walmart"));
        for other in ["Paypalooza", "J\u{fc}rgen", "Alice", "Kaddhle"] {
            assert_eq!(named(other), None, "{other}");
        }
    }

    #[test]
    fn letters_in_disguise_are_read() {
        assert_eq!(named("\u{13b7}icroso\u{e0100}ft Mail"), Some("Microsoft"));
        // Greek letters; a capital for a small letter; a digit.
        for (display, brand) in [
            ("\u{391}maz\u{3bf}n.fr", "Amazon"),
            ("PayPaI", "PayPal"),
            ("Micr0soft account", "Microsoft"),
            ("P a y P a l", "PayPal"),
            ("N.e.t.f.l.i.x support", "Netflix"),
            ("D.H.L.", "DHL"),
            ("Netfl1x", "Netflix"),
            ("NETFLlX", "Netflix"),
            ("Linkedln", "LinkedIn"),
            ("Pay-Pal", "PayPal"),
            ("Pay Pal Support", "PayPal"),
            ("Docu Sign", "DocuSign"),
            ("PayPalService", "PayPal"),
            ("ServicePayPal", "PayPal"),
            ("MyPayPal", "PayPal"),
            ("\u{24c5}\u{24d0}\u{24e8}\u{24df}\u{24d0}\u{24db}", "PayPal"),
            ("\u{1d18}\u{1d00}\u{28f}\u{1d18}\u{1d00}\u{29f}", "PayPal"),
            ("\u{420} \u{430} y P a l", "PayPal"),
        ] {
            assert_eq!(named(display), Some(brand), "{display}");
        }
        for other in ["J. R. R. T. Author", "A B C D", "B.I.G. Band"] {
            assert_eq!(named(other), None, "{other}");
        }
    }

    #[test]
    fn ordinary_words_name_a_brand_only_by_themselves() {
        for (display, brand) in [
            ("Ledger", "Ledger"),
            ("\"Support, Ledger.\"", "Ledger"),
            ("Apple Support Team", "Apple"),
            ("UPS Delivery", "UPS"),
            ("Chase Online", "Chase"),
        ] {
            assert_eq!(named(display), Some(brand), "{display}");
        }
        for other in [
            "The Morning Ledger",
            "Apple Tree Nursery",
            "Chase Miller",
            "Discover the Alps",
            "Otto",
        ] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
