//! The table of words.

/// A row of `words.tsv`.
pub struct Rule {
    /// In lower case, as written in the table.
    pub words: &'static str,
    /// What is said instead.
    pub say: &'static str,
    /// Where the words are fine.
    fine: Vec<&'static str>,
}

pub fn rules() -> Vec<Rule> {
    include_str!("words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            let words = cells.next().unwrap_or_default();
            let say = cells.next().unwrap_or_default();
            let fine = cells.next().unwrap_or_default().split(';');
            assert!(!say.is_empty(), "{words:?} says nothing in its place");
            Rule {
                words,
                say,
                fine: fine.filter(|phrase| !phrase.is_empty()).collect(),
            }
        })
        .collect()
}

impl Rule {
    /// Where a text in lower case has the words, first.
    pub fn find(&self, shown: &str) -> Option<usize> {
        let (words, any_ending) = match self.words.strip_suffix('~') {
            Some(words) => (words, true),
            None => (self.words, false),
        };
        let is_in_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        shown.match_indices(words).map(|(at, _)| at).find(|&at| {
            let end = at + words.len();
            let joined_before = shown[..at].ends_with(is_in_word);
            let joined_after = !any_ending && shown[end..].starts_with(is_in_word);
            !joined_before && !joined_after && !self.is_fine(shown, at, end)
        })
    }

    fn is_fine(&self, shown: &str, at: usize, end: usize) -> bool {
        self.fine.iter().any(|phrase| {
            let from = shown.floor_char_boundary(end.saturating_sub(phrase.len()));
            let to = shown.ceil_char_boundary((at + phrase.len()).min(shown.len()));
            shown[from..to].contains(phrase)
        })
    }
}
