//! How words look: the skeletons of UTS 39, without asking its table where a word is plain.

use super::letters::Letters;
use unicode_security::confusable_detection::skeleton;

/// How a word looks: [`looks`], and `vv` for `w`, which UTS 39 leaves apart.
pub(super) fn look(word: &str) -> String {
    let plain = looks(word);
    if plain.as_bytes().windows(2).any(|pair| pair == b"vv") {
        plain.replace("vv", "w")
    } else {
        plain
    }
}

/// The skeleton of a text (UTS 39 section 4). That of an ASCII text is those of its characters in a row, since none of
/// them joins with another in normalization.
pub(super) fn looks(text: &str) -> String {
    if !text.is_ascii() {
        return skeleton(text).collect();
    }
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        match ASCII_LOOKS
            .iter()
            .find(|(other, _)| char::from(*other) == c)
        {
            Some((_, look)) => out.push_str(look),
            None => out.push(c),
        }
    }
    out
}

/// The letters of how a word looks; none where that takes the table of UTS 39.
pub(super) const fn letters(word: &str) -> Letters {
    let bytes = word.as_bytes();
    let mut letters = Letters::NONE;
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii() || (bytes[at] == b'v' && at > 0 && bytes[at - 1] == b'v') {
            return Letters::NONE;
        }
        let mut look = word.split_at(at).1.split_at(1).0;
        let mut row = 0;
        while row < ASCII_LOOKS.len() {
            if ASCII_LOOKS[row].0 == bytes[at] {
                look = ASCII_LOOKS[row].1;
            }
            row += 1;
        }
        letters = letters.and(Letters::of(look));
        at += 1;
    }
    letters
}

/// The ASCII characters whose skeleton is another's. Held against the whole table by a test: to ask that table for each
/// letter of each brand would cost more than all else of a small message.
const ASCII_LOOKS: &[(u8, &str)] = &[
    (b'"', "''"),
    (b'%', "\u{b0}/\u{2080}"),
    (b'0', "O"),
    (b'1', "l"),
    (b'I', "l"),
    (b'`', "'"),
    (b'm', "rn"),
    (b'|', "l"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_looks_as_it_does_letter_by_letter() {
        let all: String = (0..128_u8).map(char::from).collect();
        let slow: String = skeleton(&all).collect();
        assert_eq!(looks(&all), slow);
    }

    #[test]
    fn the_letters_of_a_look_are_in_it() {
        for word in ["amazon", "paypa1", "0range", "i|me"] {
            assert_eq!(letters(word), Letters::of(&look(word)), "{word}");
        }
        assert_eq!(letters("savvy"), Letters::NONE);
    }
}
