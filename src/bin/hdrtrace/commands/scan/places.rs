//! The files that a scan writes: none of them is another or an input, and each can be written, before the work is done.

use crate::args::Common;
use crate::args::scan::ScanArgs;
use crate::files::{self, Existing};
use crate::input::is_stdin;
use anyhow::{Result, bail};
use hdrtrace::scan::Journal;
use std::path::{Path, PathBuf};

pub(super) const OUT: &str = "--out";
pub(super) const SUMMARY: &str = "--summary";
pub(super) const RECORD_DNS: &str = "--record-dns";
pub(super) const DNS_WANTED: &str = "--dns-wanted";

/// The options that name a file to write, and what they name.
pub(super) struct Places<'a> {
    named: Vec<Place<'a>>,
}

struct Place<'a> {
    option: &'static str,
    path: &'a Path,
    kind: Kind,
}

/// What becomes of a file that is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It is in the way.
    Output,
    /// It is replaced: each scan has a new summary.
    Summary,
    /// It is written on.
    Journal,
}

impl<'a> Places<'a> {
    pub(super) fn of(args: &'a ScanArgs, common: &'a Common) -> Self {
        let all = [
            (OUT, &args.out, Kind::Output),
            (SUMMARY, &args.summary, Kind::Summary),
            (RECORD_DNS, &common.dns.record_dns, Kind::Output),
            (DNS_WANTED, &args.dns_wanted, Kind::Output),
            ("--resume", &args.resume, Kind::Journal),
        ];
        let named = all.into_iter().filter_map(|(option, path, kind)| {
            let path = path.as_deref()?;
            Some(Place { option, path, kind })
        });
        Self {
            named: named.collect(),
        }
    }

    /// Refuses what cannot be written, or would be written over something that is needed.
    pub(super) fn check<'p>(&self, inputs: impl Iterator<Item = &'p Path>) -> Result<()> {
        for Place { option, path, .. } in &self.named {
            if is_stdin(path) {
                bail!("{option} takes the name of a file; standard output is for messages");
            }
        }
        let files: Vec<&Place<'_>> = self
            .named
            .iter()
            .filter(|place| !files::is_stream(place.path))
            .collect();
        for (at, one) in files.iter().enumerate() {
            let resolved = resolved(one.path);
            let same = |other: &&&Place<'_>| self::resolved(other.path) == resolved;
            if let Some(other) = files[..at].iter().find(same) {
                bail!(
                    "{} and {} name the same file, {}",
                    other.option,
                    one.option,
                    one.path.display()
                );
            }
        }
        let paths: Vec<&Path> = files.iter().map(|place| place.path).collect();
        files::refuse_inputs(&paths, inputs)?;
        for place in files.iter().filter(|place| place.kind != Kind::Journal) {
            files::refuse_impossible(place.path)?;
        }
        Ok(())
    }

    /// Refuses outputs that are there, where they are not to be replaced.
    pub(super) fn refuse_taken(&self, existing: Existing) -> Result<()> {
        self.outputs()
            .try_for_each(|path| files::refuse_taken(path, existing))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let outputs = self.named.iter();
        let outputs = outputs.filter(|place| place.kind == Kind::Output);
        outputs.map(|place| place.path)
    }

    /// The outputs, as a journal claims them.
    pub(super) fn claimed(&self) -> String {
        let all: Vec<PathBuf> = self.outputs().map(resolved).collect();
        format!("{all:?}")
    }

    /// Where all of them are, and what is not finished of them, in folders as the system has them.
    pub(super) fn resolved(&self, parts: &Parts) -> Vec<PathBuf> {
        let parts = self.named.iter().filter_map(|one| {
            let word = parts.of(one.option)?;
            Some(files::part(&resolved(one.path), &word))
        });
        let whole = self.named.iter().map(|one| resolved(one.path));
        whole.chain(parts).collect()
    }
}

/// What the files of a scan with a journal are known by as long as they are not whole: a word that only whoever has the journal
/// knows, so that a scan that goes on finds what is left of the one before.
#[derive(Default)]
pub(super) struct Parts(Option<String>);

/// How much of a hash is a word that nobody guesses.
const WORD: usize = 32;

impl Parts {
    pub(super) fn of_journal(journal: &Journal, scan: &str) -> Self {
        let mut word = hdrtrace::sha256(format!("{scan} {:?}", journal.began()).as_bytes());
        word.truncate(WORD);
        Self(Some(word))
    }

    /// The word for what an option names.
    pub(super) fn of(&self, option: &str) -> Option<String> {
        self.0.as_ref().map(|word| format!("{word}{option}"))
    }
}

/// A path whose folder is as the system has it: a name in it may not be there yet.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let folder = files::folder(path).canonicalize();
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
