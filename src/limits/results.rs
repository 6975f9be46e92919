//! Limits on results that others reported.

super::limits! {
    /// The most fields with results of authentication that are read from one message. An ARC chain of 50 instances
    /// with as many hops' own fields stays below; what is above is a flood that would only cost memory.
    MAX_CLAIM_FIELDS: usize = 256, "the rest is not read; damage `too-many-results`";

    /// The most clauses that are read from one field. Genuine fields stay under 40 (a dozen signatures and the rest).
    MAX_CLAUSES: usize = 256, "the rest is not read; noted as a problem of the field";

    /// The most pairs that are read from one clause. Genuine ones have under 20.
    MAX_PROPERTIES: usize = 64, "the rest is not read; noted as a problem of the clause";

    /// The most parts of a key with whitespace or comments around the dots. Two are usual; the limit keeps a field of only dots from being read repeatedly.
    MAX_KEY_PARTS: usize = 8, "the clause is not parsed; noted as a problem";

    /// The most fields of filters and other vendors that are decoded from one message. Genuine mail has under 100
    /// such fields.
    MAX_VENDOR_FIELDS: usize = 1024, "those in the middle are not read; damage `too-many-filter-fields`";

    /// The most values that are read from one field. rspamd lists up to some hundred symbols.
    MAX_VENDOR_VALUES: usize = 512, "the rest is not listed; the last row counts it";

    /// The most bytes of a value that are examined. The longest that can be decoded, lists of rules and OVH's
    /// causes, stay under ten thousand.
    MAX_VENDOR_VALUE: usize = 32 * 1024, "the rest is not decoded; `cut_from` has the full length";

    /// The most bytes of a value that are kept as its raw text. The long ones are opaque blobs for the vendor's own use.
    MAX_VENDOR_RAW: usize = 1024, "`raw` is truncated; `cut_from` has the full length";

    /// The most bytes that are kept of an opaque value: enough to tell one from another.
    MAX_SEALED: usize = 256, "`raw` is truncated; `cut_from` has the full length";
}
