//! Limits on what is shown of one item. Each format states its own limits on lists.

super::limits! {
    /// The most bytes of a place in the header that are shown with a finding.
    MAX_EXCERPT: usize = 2000, "`…` stands for the rest";

    /// The most bytes of the header that are shown with findings under them.
    MAX_ANNOTATED: usize = 256 << 10, "a line says that the rest is not shown";

    /// The most characters of an error's text that are shown: it may quote the message.
    MAX_FAULT: usize = 200, "the rest is truncated";

    /// How many identifiers not aligned with From are shown.
    MAX_NAMED: usize = 8, "the rest is not named";

    /// How much of a field that names a platform's customer is shown, in characters.
    MAX_NOTED_VALUE: usize = 120, "`…` stands for the rest";

    /// How many fields that name a platform's customer are shown.
    MAX_NOTED: usize = 4, "the rest is not shown";

    /// The most places of one result of SARIF: GitHub refuses more than 1,000, and shows the first.
    MAX_RESULT_PLACES: usize = 100, "the rest is left out";
}
