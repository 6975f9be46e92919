//! Keys and the codes that may stand behind them.

use super::{CodeRow, Known};
use foldhash::{HashMap, HashMapExt};

/// A key and the codes that may stand behind it.
pub(super) struct Key {
    pub name: &'static str,
    pub what: &'static str,
    /// Empty where the value is free text or a number; `*` as the last stands for any other value.
    pub codes: &'static [Code],
    pub reference: &'static str,
    pub known: Known,
}

pub(super) struct Code {
    pub word: &'static str,
    pub meaning: &'static str,
    pub known: Known,
}

/// A documented code.
pub(super) const fn code(code: &'static str, meaning: &'static str) -> Code {
    Code {
        word: code,
        meaning,
        known: Known::Known,
    }
}

/// A code whose meaning others have guessed.
pub(super) const fn guess(code: &'static str, meaning: &'static str) -> Code {
    Code {
        word: code,
        meaning,
        known: Known::Folklore,
    }
}

/// A key with its codes.
pub(super) const fn key(
    name: &'static str,
    what: &'static str,
    reference: &'static str,
    codes: &'static [Code],
) -> Key {
    Key {
        name,
        what,
        codes,
        reference,
        known: Known::Known,
    }
}

/// A key whose meaning others have guessed.
pub(super) const fn guessed_key(
    name: &'static str,
    what: &'static str,
    reference: &'static str,
    codes: &'static [Code],
) -> Key {
    Key {
        name,
        what,
        codes,
        reference,
        known: Known::Folklore,
    }
}

impl Key {
    /// Whether other values than the listed codes may stand there: none is listed, or `*` is.
    pub(super) fn is_open(&self) -> bool {
        self.codes.last().is_none_or(|last| last.word == "*")
    }

    pub(super) fn row(
        &self,
        vendor: &'static str,
        code: &'static str,
        meaning: &'static str,
        known: Known,
    ) -> CodeRow {
        CodeRow {
            vendor,
            key: self.name,
            code,
            meaning,
            reference: self.reference,
            known,
        }
    }
}

/// The keys of a vendor and their codes, made ready for looking up: lists of rules have over a hundred.
pub(super) struct Rows {
    all: &'static [Key],
    keys: HashMap<&'static str, &'static Key>,
    codes: HashMap<&'static str, HashMap<&'static str, &'static Code>>,
}

impl Rows {
    pub(super) fn new(all: &'static [Key]) -> Self {
        let mut keys = HashMap::new();
        for key in all {
            keys.entry(key.name).or_insert(key);
        }
        let codes = all.iter().map(|key| {
            let codes = key.codes.iter().map(|code| (code.word, code));
            (key.name, codes.collect())
        });
        Self {
            all,
            keys,
            codes: codes.collect(),
        }
    }

    /// The row of a code under a key, spelt exactly so.
    pub(super) fn code(&self, key: &str, code: &str) -> Option<&'static Code> {
        self.codes.get(key)?.get(code).copied()
    }

    /// The row of a key, in any case; vendors keep to one spelling, so that is tried first.
    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        let exact = self.keys.get(name).copied();
        exact.or_else(|| {
            self.all
                .iter()
                .find(|row| row.name.eq_ignore_ascii_case(name))
        })
    }
}
