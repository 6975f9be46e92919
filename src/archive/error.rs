//! Why a container, or a member of one, cannot be read.

use crate::limits::{MAX_CONTAINERS, MAX_INPUT, MAX_MEMBERS, MAX_RATIO};
use crate::words::Remedy;
use crate::words::origin::Container;
use std::io;

/// Why a container, or a member of one, cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The system says so.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// It is not as its format has it.
    #[error("is a damaged {}: {what}", .container.text())]
    Damaged {
        /// The format.
        container: Container,
        /// What is wrong, and where.
        what: String,
    },
    /// No password that is known opens it.
    #[error("is encrypted, and no known password opens it")]
    Encrypted,
    /// It is packed in a way that is not read.
    #[error("uses a method that is not supported: {0}")]
    Method(String),
    /// There are too many containers around it.
    #[error("is nested too deeply: containers are opened {MAX_CONTAINERS} levels deep")]
    TooDeep,
    /// Too many members.
    #[error("has {0} members; at most {MAX_MEMBERS} are read")]
    TooManyMembers(u64),
    /// Its format has to be read as a whole, which is too long for that.
    #[error("is too long: a {} of more than {} MiB is not read", .0.text(), MAX_INPUT >> 20)]
    TooLarge(Container),
    /// It unpacks to much more than it is.
    #[error(
        "expands to more than {MAX_RATIO} times the size of the input, and unpacking was stopped"
    )]
    Expands,
    /// Its name promises a message, and it is none.
    #[error("is not a message")]
    NoMessage,
    /// There is no message in the whole input.
    #[error("holds no message ({} looked at{})", files(*.looked_at), left_out(.hidden + .ignored))]
    Empty {
        /// How many members were looked at.
        looked_at: u64,
        /// How many were hidden.
        hidden: u64,
        /// How many a file named `.ignore` or `.rgignore` names.
        ignored: u64,
    },
    /// This build cannot read it.
    #[error("is a {}, which this build cannot read", .0.text())]
    NotBuilt(Container),
    /// It holds a message that has no header.
    #[error("{0}")]
    NoHeader(&'static str),
    /// A fault of ours, which it brought out: what the code that met it says.
    #[error("this is a bug in hdrtrace, please report it: {0}")]
    Fault(String),
}

fn left_out(count: u64) -> String {
    match count {
        0 => String::new(),
        count => format!("; {count} skipped as hidden or because of .ignore files"),
    }
}

fn files(count: u64) -> String {
    match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}

impl ArchiveError {
    /// Damage of a format.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "a text or an error, made where it is told"
    )]
    pub(super) fn damaged(container: Container, what: impl ToString) -> Self {
        Self::Damaged {
            container,
            what: what.to_string(),
        }
    }

    /// Whether a limit is the reason, and not what stands there.
    pub(crate) fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::Expands | Self::TooDeep | Self::TooManyMembers(_) | Self::TooLarge(_)
        )
    }

    /// What helps, if anything does.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Encrypted => Some(Remedy::Password),
            _ => None,
        }
    }
}

/// Why a walk does not go on.
#[derive(Debug)]
pub(super) enum Halt {
    /// Whoever takes the messages wants no more.
    Stopped,
    /// This container cannot be read any further.
    Failed(ArchiveError),
}

impl From<ArchiveError> for Halt {
    fn from(error: ArchiveError) -> Self {
        Self::Failed(error)
    }
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Failed(of_io(error))
    }
}

/// An error of reading: what is unpacked is too much.
#[derive(Debug, thiserror::Error)]
#[error("expands too much")]
pub(super) struct Expands;

/// Whether an error says already what it means here.
pub(super) fn is_told(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|inner| inner.is::<Expands>() || inner.is::<ArchiveError>())
}

/// What an error of reading means.
pub(super) fn of_io(error: io::Error) -> ArchiveError {
    if !is_told(&error) {
        return ArchiveError::Io(error);
    }
    match error
        .into_inner()
        .map(<dyn std::error::Error + Send + Sync>::downcast::<ArchiveError>)
    {
        Some(Ok(told)) => *told,
        _ => ArchiveError::Expands,
    }
}
