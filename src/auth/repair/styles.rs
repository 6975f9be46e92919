//! How widely an original is sought that was encoded.

/// In how many of the styles of mailers an original is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Styles {
    All,
    /// Those of nearly all mail: each style costs a hash of the whole text.
    Commonest,
}
