//! Limits on redaction.

super::limits! {
    /// The largest message that is redacted, in bytes. Every text in it is read about a dozen times; mail servers reject larger ones.
    MAX_REDACTED: usize = 64 << 20, "error: remove the attachments";

    /// The most texts of one kind (addresses, names, local parts, identifiers) that are protected. Each is searched for in dozens of forms; a message to more recipients is not a typical complaint.
    MAX_PROTECTED: usize = 2000, "error: protect fewer";

    /// The most bytes of one protected text that are searched for in one piece. RFC 5321 section 4.5.3.1 allows 64 before the `@` and 255 after it.
    MAX_NEEDLE: usize = 256, "it is searched for in pieces";

    /// The longest protected text, in bytes, that is searched for in other letter cases and character sets, where it is not ASCII.
    MAX_SPELLED: usize = 1024, "it is searched for as it is written";

    /// The most bytes of all protected texts in all their forms. Each costs some 50 bytes of memory.
    MAX_NEEDLES: usize = 8 << 20, "error: protect fewer";

    /// How many layers of base64, hexadecimal digits or encoded words are decoded, one inside the other.
    MAX_WRAPPINGS: usize = 3, "deeper encodings are not decoded: where something is wrapped deeper, redaction refuses";

    /// The longest tag after a local part that is searched (`robin+tag@example.net`); a local part has at most
    /// 64 bytes (RFC 5321 section 4.5.3.1.1).
    MAX_LOCAL_TAG: usize = 64, "the tag is not searched";

    /// How deep parts of a redacted message may be nested.
    MAX_REGION_DEPTH: usize = 24, "deeper parts are searched as one text";

    /// How many regions a message that is redacted is split into.
    MAX_REGIONS: usize = 4096, "the rest is searched as one text";

    /// The most words not searched for by themselves that are listed.
    MAX_UNPROTECTED: usize = 20, "the rest is counted";

    /// The most signatures for which the report says whether redaction breaks them. Genuine mail has some twenty.
    MAX_BROKEN_SIGNATURES: usize = 100, "the rest is not listed";

    /// Rounds of redaction: text joined by a replacement is searched again.
    MAX_REDACT_ROUNDS: usize = 4, "the leak check lists what is left";
}
