//! What files named `.ignore` and `.rgignore` leave out of a folder, as in ripgrep.
//!
//! `.gitignore` has no say: who keeps mail beside code leaves it out of the repository, not out of what is looked at.

use crate::limits::MAX_IGNORE_FILE;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;

/// Names of such files; what a later one says goes before.
const NAMES: &[&str] = &[".ignore", ".rgignore"];

/// What the folders on the way say, the outermost first.
pub(super) struct Ignored {
    rules: Vec<Gitignore>,
    /// Whether they have a say at all.
    is_heard: bool,
}

impl Ignored {
    pub fn new(is_heard: bool) -> Self {
        Self {
            rules: Vec::new(),
            is_heard,
        }
    }

    /// Enters a folder; gives how many rules it has, to leave it again.
    pub fn enter(&mut self, folder: &Path) -> usize {
        let before = self.rules.len();
        for name in NAMES.iter().filter(|_| self.is_heard) {
            let file = folder.join(name);
            // A pipe or a device has no end.
            let is_short = file
                .metadata()
                .is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_IGNORE_FILE);
            if !is_short {
                continue;
            }
            let mut builder = GitignoreBuilder::new(folder);
            // A line that is no pattern leaves out nothing.
            let _ = builder.add(file);
            self.rules.extend(builder.build());
        }
        before
    }

    /// Leaves it.
    pub fn leave(&mut self, before: usize) {
        self.rules.truncate(before);
    }

    /// Whether a file or folder in it is left out: the innermost rule decides.
    pub fn names(&self, path: &Path, is_folder: bool) -> bool {
        let mut said = self
            .rules
            .iter()
            .rev()
            .map(|rules| rules.matched(path, is_folder));
        let first = said.find(|said| !said.is_none());
        matches!(first, Some(Match::Ignore(_)))
    }
}
