//! Limits on the search for the message that was signed. The search also has a budget of hashed bytes.

super::limits! {
    /// The most header fields that are changed at once in search of the signed header.
    MAX_HEADER_CHANGES: usize = 5, "the edit is not found: the diagnosis stays empty";

    /// The most names in `h=` that are examined; genuine signatures have up to 60.
    MAX_SIGNED_NAMES: usize = 128, "the edit is not found: the diagnosis stays empty";

    /// The most header fields of a message whose signed header is searched for.
    MAX_REPAIR_FIELDS: usize = 1000, "the edit is not found: the diagnosis stays empty";

    /// The most bytes of signed fields that are hashed repeatedly.
    MAX_REPAIR_HEADER: usize = 64 * 1024, "the edit is not found: the diagnosis stays empty";

    /// How many lines of text before a body are removed in search of the signed one. Each costs a pass over the
    /// body.
    MAX_BANNER: usize = 24, "the edit is not found: the diagnosis stays empty";

    /// Among how many lines at its end the end of a body is looked for that was encoded otherwise, or had lines put
    /// before it. Each costs a hash.
    MAX_FOOTER: usize = 128, "the edit is not found: the diagnosis stays empty";

    /// The most parts whose encoding is undone: every combination of them is tried.
    MAX_LEAVES: usize = 4, "the edit is not found: the diagnosis stays empty";

    /// How deep nested parts are examined in search of the signed body.
    MAX_REPAIR_DEPTH: usize = 4, "the edit is not found: the diagnosis stays empty";

    /// The most parts of one level that are examined in search of the signed body.
    MAX_REPAIR_PARTS: usize = 32, "the edit is not found: the diagnosis stays empty";

    /// The most delimiters of other fields that are tried in search of the signed body.
    MAX_REPAIR_BOUNDARIES: usize = 4, "the edit is not found: the diagnosis stays empty";
}
