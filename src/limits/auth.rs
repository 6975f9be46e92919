//! Limits on signatures, keys and policies.

super::limits! {
    /// The most bytes of a list of tags (RFC 6376 section 3.2) that is read: a DKIM or ARC signature, or a key
    /// record. A signature over a hundred fields by a key of 16,384 bits has 6,000.
    MAX_TAGS: usize = 256 << 10, "it is not read; the error says that it is too long";

    /// The most signatures of one message that are verified. Genuine mail carries up to a handful, and each costs a DNS query and an operation with the key (RFC 6376 section 8.4).
    MAX_SIGNATURES: usize = 32, "the rest is reported as not checked: `limit-reached`";

    /// The most bytes of header fields that are signed by all signatures together. It bounds the time that many
    /// signatures over a huge header take; a genuine header has some 20 KB.
    MAX_SIGNED_BYTES: usize = 32 * 1024 * 1024, "the rest is reported as not checked: `limit-reached`";

    /// The most distinct hashes of the body that are computed for one message. Two canonicalizations with SHA-256 are
    /// usual; `l=` could ask for any number more.
    MAX_BODY_HASHES: usize = 8, "the signature is not verified, with this reason";

    /// The most hashes that are computed of the body with other line ends.
    MAX_OTHER_HASHES: usize = 12, "no other line ends are tried: the body hash is that of the normalized body";

    /// The longest record that is read: a key of 16,384 bits takes 2,800 characters.
    MAX_KEY_RECORD: usize = 16 * 1024, "permanent error of the key, with this reason";

    /// The most key records of one name that are tried. RFC 6376 section 3.6.2.2 leaves the result of several
    /// undefined; two are seen while a key is rotated.
    MAX_KEY_RECORDS: usize = 4, "the rest is not tried; that there are several is noted";

    /// The most bytes that the ARC fields of a message may have together. Every seal covers all sets before it, so
    /// the work grows with the square of the sets; 50 generous ones have 300 KB.
    MAX_CHAIN_BYTES: usize = 1024 * 1024, "the chain fails, with this reason";

    /// The highest instance number of an ARC set (RFC 8617 section 4.2.1).
    MAX_INSTANCE: u8 = 50, "the set is reported as malformed";

    /// The most bytes of a DMARC record that are read. Real ones are below 600.
    MAX_DMARC_RECORD: usize = 8 * 1024, "the rest is not read; listed as a problem of the record";

    /// How many problems of one DMARC record are named.
    MAX_DMARC_PROBLEMS: usize = 16, "the rest is not named";

    /// How many different domains of From are kept for DMARC. More than this is not normal mail; RFC 9989 section 11.5
    /// asks for a limit.
    MAX_FROM_DOMAINS: usize = 64, "the rest is not kept; DMARC is a permanent error long before";

    /// How many Author Domains of one message are evaluated (RFC 9989 section 11.5 asks for a limit).
    MAX_AUTHOR_DOMAINS: usize = 8, "permanent error of DMARC, with this reason";

    /// How many DKIM identifiers DMARC compares; each may cost eight queries.
    MAX_IDENTIFIERS: usize = 32, "the rest is not compared; no more signatures are verified";
}
