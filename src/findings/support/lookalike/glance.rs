//! What tells a suspect from nearly all brands' domains, of several at once.

use super::letters::{Lengths, Letters};
use super::table::{Flag, Lanes};

/// A suspect at a glance.
#[derive(Clone, Copy)]
pub(super) struct Glance {
    /// The letters of its word, of how that looks, and of the domain.
    pub word: Letters,
    pub look: Letters,
    pub domain: Letters,
    /// The lengths of words that may stand in the word.
    pub within: Lengths,
    /// Those of words that may be one edit from it, and two.
    pub near: [Lengths; 2],
    /// Those of the domain's labels but the last.
    pub labels: Lengths,
}

impl Glance {
    /// Whether it may be like a domain, one of several side by side; it hardly ever may.
    pub fn may_be_like(&self, own: &Lanes, lane: usize) -> Flag {
        let (word, length) = (own.word[lane], own.length[lane]);
        let holds = Flag::from(length.meet(self.within)) & Flag::from(word.may_be_in(self.word));
        let look = own.look[lane];
        let is_alike = Flag::from(look == self.look) | Flag::from(look == Letters::NONE);
        let [by_one, by_two] = word.may_be_apart(self.word).map(Flag::from);
        let [near, nearly] = self.near.map(|near| Flag::from(length.meet(near)));
        let typo = (near & by_one) | (nearly & by_two);
        // In front of another name it has a label of its own.
        let in_front = Flag::from(length.meet(self.labels))
            & Flag::from(own.name[lane].may_be_in(self.domain));
        holds | is_alike | typo | in_front
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::{self, look};
    use super::super::table::{DOMAINS, Domain, domains};
    use super::super::{Suspect, Trick};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn words_that_look_alike_have_the_letters_of_one_look() {
        for own in &DOMAINS {
            let letters = shape::letters(own.word);
            let looks = Letters::of(&look(own.word));
            assert!(letters == looks || letters == Letters::NONE, "{}", own.word);
        }
    }

    #[test]
    fn no_imitation_is_passed_over_at_a_glance() {
        let imitated = |own: &'static Domain, suspect: &Suspect| {
            let trick = suspect.imitates_brand(own)?;
            Some((own.name, trick))
        };
        let mut tricks = BTreeSet::new();
        // Every few rows: each is held against all.
        for own in DOMAINS.iter().step_by(41) {
            let (name, word) = (own.name, own.word);
            let middle = word.floor_char_boundary(word.len() / 2);
            let (begin, end) = word.split_at(middle);
            let swapped: String = end.chars().rev().collect();
            for suspect in [
                format!("{name}.evil.test"),
                format!("www.{name}-login.test"),
                format!("{word}.test"),
                format!("{word}-login.test"),
                format!("secure{word}.test"),
                format!("{word}-garden.test"),
                format!("{begin}x{end}.test"),
                format!("{begin}xx{end}.test"),
                format!("{begin}{}.test", end.get(1..).unwrap_or_default()),
                format!("{begin}{swapped}.test"),
                format!("{}.test", word.replace('o', "0").replace('l', "1")),
                format!("{}.test", word.replace('m', "rn").replace('w', "vv")),
            ] {
                let suspect = Suspect::new(&suspect);
                let glance = suspect.glance;
                let glanced = domains(|own, lane| glance.may_be_like(own, lane));
                let found: Vec<_> = glanced.filter_map(|own| imitated(own, &suspect)).collect();
                let all = DOMAINS.iter().filter_map(|own| imitated(own, &suspect));
                assert_eq!(found, all.collect::<Vec<_>>(), "{}", suspect.domain);
                tricks.extend(found.iter().map(|(_, trick)| *trick));
            }
        }
        let all = [
            Trick::RealNameInFront,
            Trick::Confusable,
            Trick::Typo,
            Trick::Lure,
            Trick::Compound,
            Trick::OtherSuffix,
        ];
        assert_eq!(tricks, BTreeSet::from(all));
    }
}
