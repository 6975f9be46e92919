//! The folder of a job. Nothing outside of it is read or written, whatever names and links lead there.

use crate::faults::Unreadable;
use anyhow::{Result, bail};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The folder, with all links in its own name followed.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self> {
        Ok(Self(real(path)?))
    }

    /// A file in `input`, by its bare name.
    pub(super) fn input(&self, name: &str) -> Result<PathBuf> {
        let mut parts = Path::new(name).components();
        let is_bare = matches!(
            (parts.next(), parts.next()),
            (Some(Component::Normal(_)), None)
        );
        if !is_bare || name.contains(['/', '\\']) {
            bail!("{name:?} is no name of a file in the job's input");
        }
        self.inside(real(&self.0.join("input").join(name))?)
    }

    /// Where the result is written.
    pub(super) fn output(&self) -> Result<PathBuf> {
        let folder = self.0.join("output");
        if !folder.exists() {
            fs::create_dir(&folder)?;
        }
        Ok(self.inside(real(&folder)?)?.join("output.json"))
    }

    fn inside(&self, path: PathBuf) -> Result<PathBuf> {
        if !path.starts_with(&self.0) {
            bail!("a link leads out of the job's folder");
        }
        Ok(path)
    }
}

/// A path with all links followed.
fn real(path: &Path) -> Result<PathBuf> {
    let followed = path.canonicalize();
    Ok(followed.map_err(|error| Unreadable::new(&path.display().to_string(), &error))?)
}
