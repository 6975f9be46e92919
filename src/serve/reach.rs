//! Who may ask for what is served at a path.

/// Who may ask for what is served at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Whoever reaches the server: it tells nothing.
    Anybody,
    /// Whoever has access, by a link on a page of another site too.
    Page,
    /// Whoever has access.
    Program,
}
