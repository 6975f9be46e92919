//! Combinations of traits that tie messages together.

use super::traits::{Trait, TraitKind};
use TraitKind::{
    Account, Boundary, ClientNetwork, HeaderOrder, Helo, Links, Mailer, MessageId, Signer, Subject,
};
use sha2::{Digest, Sha256};

/// The combinations. None is of traits alone that all customers of a provider or all users of a program share.
const COMBINATIONS: &[&[TraitKind]] = &[
    &[Account],
    &[ClientNetwork, Helo, HeaderOrder],
    &[ClientNetwork, Subject],
    &[Signer, Subject],
    &[Subject, MessageId, HeaderOrder],
    &[Links, Subject],
    &[Links, MessageId, HeaderOrder],
    &[ClientNetwork, Boundary, MessageId, Mailer],
];

/// A combination of traits that a message has, as a number: the beginning of a hash, so that nobody finds a message of his own
/// with the tie of another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Tie {
    pub row: u8,
    pub hash: u64,
}

impl Tie {
    /// The kinds of the traits that it combines.
    pub fn kinds(self) -> &'static [TraitKind] {
        COMBINATIONS
            .get(usize::from(self.row))
            .copied()
            .unwrap_or_default()
    }
}

/// The ties of a message with these traits.
pub(super) fn ties(traits: &[Trait]) -> Vec<Tie> {
    let mut found = Vec::new();
    for (row, kinds) in (0..).zip(COMBINATIONS) {
        let find = |kind| traits.iter().find(|one| one.kind == kind);
        let values: Option<Vec<&str>> = kinds
            .iter()
            .map(|kind| Some(find(*kind)?.value.as_str()))
            .collect();
        if let Some(values) = values {
            let mut hasher = Sha256::new_with_prefix([row]);
            for value in values {
                hasher.update((value.len() as u64).to_le_bytes());
                hasher.update(value);
            }
            let hash = hasher.finalize();
            let mut first = [0; 8];
            first.copy_from_slice(&hash[..8]);
            found.push(Tie {
                row,
                hash: u64::from_le_bytes(first),
            });
        }
    }
    found
}
