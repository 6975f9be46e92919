//! Runs of encoded words (RFC 2047): decoded together, since a text may be split between two.

use crate::codec::base64::Padding;
use crate::codec::charset;
use crate::codec::encoded_word::{self, Coding, Extent};
use std::ops::Range;

/// Adjacent encoded words.
#[derive(Debug)]
pub(super) struct Run {
    /// Where they stand.
    pub place: Range<usize>,
    /// What they say, in their character set.
    pub bytes: Vec<u8>,
    /// The same to readers that pass over padding within a word; what others say where they begin anew.
    unpadded: Vec<u8>,
    name: String,
    coding: Coding,
    /// What stands between two of them.
    gap: Vec<u8>,
}

/// Every run in a text, by each of the ways in which readers tell where a word ends: where a beginning without an end stands
/// before it, one takes both for one word, the other passes the beginning over. Most texts give one list.
pub(super) fn readings(text: &[u8]) -> Vec<Vec<Run>> {
    let any = runs(text, Extent::AnyText);
    if any.is_empty() {
        return Vec::new();
    }
    let usual = runs(text, Extent::NoWord);
    let places = |runs: &[Run]| runs.iter().map(|run| run.place.clone()).collect::<Vec<_>>();
    if places(&any) == places(&usual) {
        vec![any]
    } else {
        vec![any, usual]
    }
}

/// Every run in a text.
fn runs(text: &[u8], extent: Extent) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (start, word) in encoded_word::words(text, extent) {
        let is_blank = |gap: &[u8]| gap.iter().all(u8::is_ascii_whitespace);
        let joined = runs
            .pop_if(|run| is_blank(&text[run.place.end..start]))
            .map(|mut run| {
                if run.gap.is_empty() {
                    run.gap = text[run.place.end..start].to_vec();
                }
                run
            });
        let mut run = joined.unwrap_or_else(|| Run {
            place: start..start,
            bytes: Vec::new(),
            unpadded: Vec::new(),
            name: String::from_utf8_lossy(word.name).into_owned(),
            coding: word.coding,
            gap: Vec::new(),
        });
        run.place.end = start + word.length;
        word.bytes_into(Padding::Ends, &mut run.bytes);
        word.bytes_into(Padding::Ignored, &mut run.unpadded);
        runs.push(run);
    }
    runs
}

impl Run {
    /// What the words say to readers that differ from most; `None` where it is the same.
    pub fn otherwise(&self) -> Option<&[u8]> {
        (self.unpadded != self.bytes).then_some(&self.unpadded)
    }

    /// The character set that they name. RFC 2231 section 5 allows a language behind it.
    pub fn charset(&self) -> &str {
        self.name.split('*').next().unwrap_or_default()
    }

    /// Whether that is one that is read.
    pub fn is_known(&self) -> bool {
        charset::is_known(self.charset().as_bytes())
    }

    /// What the words say in UTF-8, where their character set writes it otherwise.
    pub fn in_utf8(&self) -> Option<String> {
        let text = charset::decode(self.charset().as_bytes(), &self.bytes);
        (text.as_bytes() != self.bytes).then(|| text.into_owned())
    }

    /// Encoded words that say something else, in the run's character set and coding.
    pub fn encode(&self, bytes: &[u8]) -> Vec<u8> {
        self.encode_in(&self.name, bytes)
    }

    /// The same in UTF-8.
    pub fn encode_utf8(&self, bytes: &[u8]) -> Vec<u8> {
        self.encode_in("utf-8", bytes)
    }

    fn encode_in(&self, name: &str, bytes: &[u8]) -> Vec<u8> {
        let gap = if self.gap.is_empty() {
            b" "
        } else {
            self.gap.as_slice()
        };
        encoded_word::encode(name, self.coding, bytes, gap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_read_and_written() {
        let text =
            b"Hi =?utf-8?Q?ro=62in=40?=\r\n =?utf-8?B?ZXhhbXBsZS5uZXQ=?= and =?x?q?y?= =?broken";
        let found = runs(text, Extent::AnyText);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].bytes, b"robin@example.net");
        assert_eq!(found[1].bytes, b"y");
        let long = "\u{fc}ber ".repeat(20);
        let again = found[0].encode(long.as_bytes());
        assert!(
            again
                .split(|byte| *byte == b'\n')
                .all(|line| line.len() <= 115)
        );
        assert_eq!(runs(&again, Extent::AnyText)[0].bytes, long.as_bytes());
    }

    #[test]
    fn padding_within_a_word_is_read_in_both_ways() {
        let found = runs(
            b"=?utf-8?B?cm8=YmluQA==?= x =?utf-8?B?cm9=iaW4?=",
            Extent::AnyText,
        );
        assert_eq!(found[0].bytes, b"robin@");
        assert_eq!(found[1].otherwise(), Some(&b"robin"[..]));
        assert_eq!(
            runs(b"=?utf-8?B?cm9iaW4=?=", Extent::AnyText)[0].otherwise(),
            None
        );
    }
}
