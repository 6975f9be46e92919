//! What redaction takes.

super::limits! {
    /// The largest message that is redacted, in bytes. Every text in it is read a dozen times over; mail servers
    /// refuse what is larger.
    MAX_REDACTED: usize = 64 << 20, "an error that says to cut off attachments";

    /// The most texts of one kind (addresses, names, local parts, identifiers) that are protected. Each is looked for
    /// in dozens of forms; a message that names more recipients was not sent to one person who complains.
    MAX_PROTECTED: usize = 2000, "an error that says to protect fewer";

    /// The most bytes of one protected text that are looked for in one piece. RFC 5321 section 4.5.3.1 admits 64 in
    /// front of the `@` and 255 behind it.
    MAX_NEEDLE: usize = 256, "its pieces are looked for, each by itself";

    /// The most bytes of all protected texts in all their spellings. Each costs some 50 bytes of memory.
    MAX_NEEDLES: usize = 8 << 20, "an error that says to protect fewer";

    /// How many wrappings of base64, hexadecimal digits or encoded words are opened, one inside the other.
    MAX_WRAPPINGS: usize = 3, "what is wrapped deeper is not opened";

    /// The longest tag behind a local part that is looked through (`robin+tag@example.net`); a local part has at most
    /// 64 bytes (RFC 5321 section 4.5.3.1.1).
    MAX_LOCAL_TAG: usize = 64, "the tag is not looked through";

    /// How deep parts may lie in parts of a message that is redacted.
    MAX_REGION_DEPTH: usize = 24, "what lies deeper is looked at as one text";

    /// How many regions a message that is redacted is split into.
    MAX_REGIONS: usize = 4096, "the rest is looked at as one text";

    /// The most words that are not looked for by themselves and are named.
    MAX_UNPROTECTED: usize = 20, "the rest is counted";

    /// The most signatures of which it is said whether redaction breaks them. Genuine mail has some twenty.
    MAX_BROKEN_SIGNATURES: usize = 100, "of the rest nothing is said";

    /// Rounds of redaction: what a replacement brings together is looked at again.
    MAX_REDACT_ROUNDS: usize = 4, "the leak check names what is left";
}
