//! Limits on parts, attachments and links.

super::limits! {
    /// The most bytes of a Content-Type or Content-Disposition field of a part that are read. A file name of 255
    /// letters takes 2,300 bytes in its longest coding (RFC 2231).
    MAX_TYPE_FIELD: usize = 4096, "the rest is not read; `body.cut`";

    /// The most parts of a message, and where the part parser looks for them, the most lines that begin with `--`, as
    /// their delimiters do. Genuine mail has some hundred parts.
    MAX_DELIMITERS: usize = 20_000, "the rest is not examined; `body.cut`";

    /// The most messages within messages, at one level, that the part parser accepts: a digest has some hundred.
    MAX_MESSAGES: usize = 2000, "the rest is not examined; `body.cut`";

    /// The most multiparts whose delimiter comes nowhere that are searched for it to the end of the message. Genuine mail
    /// has none.
    MAX_STRAY: usize = 100, "further ones are searched for it in their first 64 KiB; `body.cut`";

    /// How deep parts are followed into others, messages within messages included.
    MAX_NESTED: usize = 16, "deeper parts are not examined; `body.cut` and the leak check say so";

    /// The most attachments that are listed. Genuine mail has a few dozen at most.
    MAX_ATTACHMENTS: usize = 100, "`body.attachments_left_out` counts the rest";

    /// The most different links that are listed. The longest newsletters have some 300.
    MAX_LINKS: usize = 500, "`body.links_left_out` counts the rest";

    /// The total bytes of text that are searched for links. Newsletters have some 100 kB.
    MAX_LINK_TEXT: usize = 4 * 1024 * 1024, "the rest is not searched; `body.cut`";

    /// The longest address of a link that is kept, in bytes. Browsers take some 2,000.
    MAX_URL: usize = 2048, "the rest is truncated";

    /// The most filters' and search engines' addresses, one around the other, that a link is taken out of. Two filters and a
    /// redirect of a search engine are three.
    MAX_UNWRAPPED: usize = 4, "what the last of them contains is not unwrapped";

    /// The longest text of a link that is kept, in characters.
    MAX_LINK_SHOWN: usize = 200, "the rest is truncated";

    /// The longest name of an attachment that is kept, in characters. File systems allow 255.
    MAX_FILE_NAME: usize = 255, "the rest is truncated";

    /// The longest media type that is kept, in characters: RFC 6838 section 4.2 allows 127 for each half.
    MAX_MEDIA_TYPE: usize = 255, "the rest is truncated";

    /// The most names inside an archive that are read.
    MAX_ARCHIVE_NAMES: usize = 200, "`left_out` counts the rest";

    /// The longest name inside an archive that is kept, in characters.
    MAX_ARCHIVE_NAME: usize = 200, "the rest is truncated";

    /// The most entries that an archive may state. Its directory is read whole before a name is seen.
    MAX_ARCHIVE_ENTRIES: usize = 50_000, "no name is read; `left_out` has the stated number";

    /// The most memory that unpacking a file of an attached 7z archive may take for a window, in KiB. 7-Zip makes none longer than
    /// what it packs, and up to 16 MiB by itself.
    MAX_ATTACHED_UNPACKER: usize = 20 << 10, "the file has no hash";

    /// The most coders that a file of an attached 7z archive may pass through, each with a window of its own. Programs take four, for
    /// their branches.
    MAX_ATTACHED_CODERS: u64 = 4, "the file has no hash; where it is the directory, no name is read";

    /// The most bytes that the files inside the archives of one message are unpacked to, all together, for their hashes.
    /// Archives in attacks hold one program or document of some 100 kB; 32 MiB inflate in about a fifth of a second.
    MAX_UNPACKED: u64 = 32 * 1024 * 1024, "further files have no hash";
}
