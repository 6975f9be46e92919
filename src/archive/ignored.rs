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
#[derive(Default)]
pub(super) struct Ignored(Vec<Gitignore>);

impl Ignored {
    /// Enters a folder; gives how many rules it has, to leave it again.
    pub fn enter(&mut self, folder: &Path) -> usize {
        let before = self.0.len();
        for name in NAMES {
            let file = folder.join(name);
            let is_short = file
                .metadata()
                .is_ok_and(|meta| meta.len() <= MAX_IGNORE_FILE);
            if !is_short {
                continue;
            }
            let mut builder = GitignoreBuilder::new(folder);
            // A line that is no pattern leaves out nothing.
            let _ = builder.add(file);
            self.0.extend(builder.build());
        }
        before
    }

    /// Leaves it.
    pub fn leave(&mut self, before: usize) {
        self.0.truncate(before);
    }

    /// Whether a file or folder in it is left out: the innermost rule decides.
    pub fn names(&self, path: &Path, is_folder: bool) -> bool {
        let mut said = self
            .0
            .iter()
            .rev()
            .map(|rules| rules.matched(path, is_folder));
        let first = said.find(|said| !said.is_none());
        matches!(first, Some(Match::Ignore(_)))
    }
}
