//! Words that are a slip of the finger apart.

use super::letters::{Lengths, Letters};

/// Words up to this length may be one edit off, longer ones two.
const LONG: usize = 10;
/// Words below this length are alike by chance.
const SHORT: usize = 6;
/// No label is longer (RFC 1035 section 2.3.4), and no more than this is compared.
const MAX: usize = 63;

/// The lengths that words have that may be one edit from a word of this length, and two.
pub(super) fn lengths_near(length: usize) -> [Lengths; 2] {
    let near = |shortest: usize, edits: usize| {
        let from = shortest.max(length.saturating_sub(edits));
        if length < shortest {
            Lengths::NONE
        } else {
            Lengths::within(from, length + edits)
        }
    };
    [near(SHORT, 1), near(LONG, 2)]
}

/// Whether two words differ by one edit (two in long words): a letter more, less or other, or two neighbors swapped.
pub(super) fn is_typo(a: &str, b: &str) -> bool {
    let longer = a.len().max(b.len());
    let shorter = a.len().min(b.len());
    if shorter < SHORT || longer > MAX {
        return false;
    }
    let allowed = if shorter >= LONG { 2 } else { 1 };
    let may_be = Letters::of(a).may_be_apart(Letters::of(b))[allowed - 1];
    if longer - shorter > allowed || a == b || !may_be {
        return false;
    }
    let distance = distance(a.as_bytes(), b.as_bytes());
    // Names that begin otherwise are read otherwise: two edits count only behind the same beginning.
    distance == 1 || (distance <= allowed && a.as_bytes()[..3] == b.as_bytes()[..3])
}

/// Edits between two words: insertions, deletions, substitutions, and swaps of neighbors (optimal string alignment).
///
/// Words beyond [`MAX`] bytes are cut there.
pub(crate) fn distance(a: &[u8], b: &[u8]) -> usize {
    let (a, b) = (&a[..a.len().min(MAX)], &b[..b.len().min(MAX)]);
    // No word is longer than 63, so that a distance fits into a byte.
    let mut before = [0_u8; MAX + 1];
    let mut last = [0_u8; MAX + 1];
    let mut row = [0_u8; MAX + 1];
    for (cell, at) in last.iter_mut().zip(0..) {
        *cell = at;
    }
    for ((i, &x), first) in a.iter().enumerate().zip(1..) {
        row[0] = first;
        for (j, &y) in b.iter().enumerate() {
            let mut best = (last[j] + u8::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        before = last;
        last = row;
    }
    usize::from(last[b.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance(b"paypal", b"payapl"), 1);
        assert_eq!(distance(b"kitten", b"sitting"), 3);
        assert_eq!(distance(b"", b"ab"), 2);
        assert!(is_typo("microsoft", "micosoft"));
        assert!(!is_typo("apple", "appel"));
        assert!(!is_typo("amazon", "amazon"));
        assert!(!is_typo("bankofexample", "rankofexampel"));
    }
}
