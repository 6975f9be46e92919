//! What is wanted of containers.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Which message is traced where one carries another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inner {
    /// The inner one where the outer looks like a report of it.
    #[default]
    Auto,
    /// The inner one.
    Yes,
    /// The outer one.
    No,
}

/// What is wanted of containers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// Which message is traced where one carries another.
    pub inner: Inner,
    /// Passwords to try beside the usual ones. They are written nowhere.
    #[serde(skip)]
    pub passwords: Vec<String>,
    /// Whether hidden files and folders are read, too.
    pub hidden: bool,
    /// Whether files named `.ignore` and `.rgignore` have no say.
    pub no_ignore: bool,
    /// Files that whoever reads the folders writes itself, each in its folder as the system has it: they are neither read nor
    /// counted.
    #[serde(skip)]
    pub own: Vec<PathBuf>,
}
