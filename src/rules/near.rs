//! What somebody may have meant.

use crate::findings::edit_distance;

/// The nearest of some words, if one is near.
pub fn near<'w>(wanted: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let wanted = wanted.to_lowercase();
    let allowed = match wanted.len() {
        0..5 => 1,
        5..9 => 2,
        _ => 3,
    };
    // The last name of a path says most: `dmarc` of `authentication.dmarc`, `domain` of `from_domain`.
    let is_part = |word: &str| {
        let last = wanted.rsplit('.').next().unwrap_or_default();
        last.len() >= 3 && word.rsplit('.').next() == Some(last)
    };
    let ranked = words.into_iter().filter_map(|word| {
        let edits = edit_distance(wanted.as_bytes(), word.to_lowercase().as_bytes());
        match edits {
            edits if edits <= allowed => Some((edits, word)),
            _ if is_part(word) || is_part(&word.replace('.', "_")) => Some((allowed + 1, word)),
            _ => None,
        }
    });
    let best = ranked.min_by_key(|(edits, word)| (*edits, word.len()));
    best.map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn what_is_near_is_found() {
        let words = ["subject", "from.domain", "dmarc.result", "spf.result"];
        for (wanted, found) in [
            ("subjct", Some("subject")),
            ("message.from.domain", Some("from.domain")),
            ("dmarc.reslt", Some("dmarc.result")),
            ("nothing", None),
            ("", None),
        ] {
            assert_eq!(near(wanted, words), found, "{wanted}");
        }
    }
}
