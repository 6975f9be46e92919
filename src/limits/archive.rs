//! Limits on mailboxes, archives and exports.

super::limits! {
    /// How deep containers are opened within each other. A reported message in an Outlook message in a mailbox in an archive
    /// takes four; an archive that holds itself never ends.
    MAX_CONTAINERS: usize = 8, "it is not opened, and the error says so";

    /// The most members of one archive (ZIP, 7z, tar) or JSON export that are looked at. An archive's directory is kept in memory.
    MAX_MEMBERS: usize = 200_000, "a ZIP or 7z archive is refused; of a tar archive or an export the rest is not read, and the error says so";

    /// The most bytes of a file named `.ignore` or `.rgignore` that has a say in a folder. Its patterns are compiled.
    MAX_IGNORE_FILE: u64 = 64 << 10, "it has no say: everything is read";

    /// The most bytes of a member's name that are read. File systems allow 4,096 for a path.
    MAX_MEMBER_NAME: usize = 4096, "the name is cut";

    /// The most bytes that may be unpacked of one input, whatever its size. Each file of a folder is one.
    FREE_UNPACKED: u64 = 256 << 20, "`MAX_RATIO` decides";

    /// The same of what one message carries, with all that this carries. A mailbox has many of them, and each is measured alone:
    /// what is unpacked must not depend on the order in which they are traced.
    FREE_CARRIED: u64 = 4 << 20, "`MAX_RATIO` decides";

    /// How many times its own size an input, or a message that carries others, may unpack to. Text compresses to a tenth, the most
    /// repetitive logs to a hundredth; Deflate reaches 1,000 and Zstandard 100,000 with nothing but zeros.
    MAX_RATIO: u64 = 200, "unpacking ends there, and the error says so";

    /// The most bytes that `Content-Length` of a mailbox is believed for. Beyond it, the next separator ends a message.
    MAX_CONTENT_LENGTH: usize = 32 << 20, "the field is ignored";

    /// The most bytes of a line that may separate messages of a mailbox. RFC 5321 allows addresses of 256 bytes.
    MAX_SEPARATOR: usize = 1024, "it separates nothing";

    /// How many lines that a mailbox may have quoted are tried one by one, against the body hash. Each doubles the work.
    MAX_QUOTED_LINES: usize = 4, "only all of them are tried together";

    /// How many signatures are asked how a mailbox quoted the body.
    MAX_QUOTE_JUDGES: usize = 8, "the rest is not asked";

    /// The most facts that are kept of what a container says of one message.
    MAX_FACTS: usize = 32, "the rest is left out";

    /// The most bytes of one of them.
    MAX_FACT: usize = 1024, "it is cut";

    /// How many bytes of an input are looked at to tell what it is.
    MAX_SNIFF: usize = 64 << 10, "what begins later is not recognized";

    /// The most coders that a member of a 7z archive may pass through, which share [`MAX_UNPACKER`]. Programs take four, for their
    /// branches, and one more for each of their three streams where they are encrypted.
    MAX_CODERS: usize = 8, "the archive is not read, and the error says so";

    /// The most memory that unpacking a 7z archive may take for its windows, in KiB. 7-Zip's highest preset takes 64 MiB.
    MAX_UNPACKER: usize = 256 << 10, "the archive is not read, and the error says so";

    /// How many words of such a line are looked at for its date.
    MAX_SEPARATOR_WORDS: usize = 40, "it separates nothing";

    /// How much of the line behind a separator is looked at. It begins a message if it begins a field.
    MAX_FIRST_LINE: usize = 256, "the separator counts if the line has begun a field by then";

    /// The longest line of an Apple Mail message that may be its byte count.
    MAX_BYTE_COUNT: usize = 20, "the file is no message of Apple Mail";

    /// How much of the end of a ZIP archive is searched for the record that ends it: the record and the longest comment.
    MAX_ZIP_TAIL: u64 = 22 + 0xffff, "the archive has no end, and is not read";

    /// How much of a field that names a part's type or file is looked at to tell whether it may be a message.
    MAX_NAMING_FIELD: usize = 1024, "what it names behind that is not noticed";

    /// The most bytes of text of a note that somebody writes above a message that he passes on.
    MAX_CARRYING_NOTE: usize = 4000, "the message is traced itself, and what it carries is named";

    /// The most messages attached to one message that are looked at. A digest has some hundred.
    MAX_INNER: usize = 1000, "the rest is not traced on its own";

    /// The most parts, attachments, extended properties and addresses of one kind that are read of one exported message.
    MAX_EXPORT_PARTS: usize = 1000, "the rest is left out, and a fact says how many parts";

    /// How deep the parts of an exported message may be nested. Mail programs nest four deep.
    MAX_EXPORT_DEPTH: usize = 32, "deeper parts are left out, and a fact says how many";

    /// The longest media type that an export may give a part. RFC 6838 section 4.2 allows 127 characters on each side.
    MAX_EXPORT_TYPE: usize = 255, "the part has no type";

    /// How deep objects of an Export-Clixml file may be nested. PowerShell writes two levels unless told otherwise.
    MAX_CLIXML_DEPTH: usize = 64, "what is deeper belongs to the object around it";

    /// The most bytes of an IMAP response beside its literals. BODYSTRUCTURE and ENVELOPE take some thousand.
    MAX_IMAP_TEXT: usize = 1 << 20, "the response is an error, and the next one is read";

    /// The most literals of one IMAP response. A response has one for what was asked of the body, and one for each text that
    /// needs it in ENVELOPE.
    MAX_IMAP_LITERALS: usize = 1000, "the response is an error, and the next one is read";

    /// The most bytes of an IMAP dump that are searched for the ends of messages whose stated length fits nothing. Each of them is
    /// searched to its stated end, and again for the next response.
    MAX_IMAP_SEARCH: u64 = 64 << 20, "a line that begins a response ends the message, and what follows is said to be in doubt";

    /// The most entries of an OLE file's directory: 2,000 recipients and 200 attachments take some 30,000.
    MAX_OLE_ENTRIES: usize = 1 << 17, "the file is refused";

    /// How many steps through the tables of one OLE file are taken. A chain may be as long as the file, and be asked for under
    /// any number of names.
    MAX_OLE_STEPS: u64 = 1 << 29, "what was not reached counts as damaged";

    /// The most attachments of one Outlook message that are looked at: MS-OXMSG section 2.2.2 allows as many.
    MAX_OUTLOOK_ATTACHMENTS: usize = 2048, "the rest is left out, and a fact says so";

    /// The most recipients of one Outlook message that are looked at, for a header that has to be made up.
    MAX_OUTLOOK_RECIPIENTS: usize = 500, "the rest is left out, and a fact says so";

    /// The most bytes of bodies in compressed RTF, of a message and those within it together. Unpacked, they are up to nine times
    /// as long.
    MAX_RTF: usize = 4 << 20, "the body is left out";

    /// How deep groups of RTF may be nested. Outlook nests tables and fields some ten deep.
    MAX_RTF_GROUPS: usize = 256, "what is deeper belongs to the group around it";

    /// The most entries of a list in an Outlook data file. Each message has one for every attachment and long value.
    MAX_PST_SUBNODES: usize = 1 << 16, "what it belongs to counts as damaged";

    /// The most records of a tree in an Outlook data file. A folder has one for every message.
    MAX_PST_RECORDS: usize = 1 << 21, "what it belongs to counts as damaged";

    /// The most folders of an Outlook data file that are looked at.
    MAX_PST_FOLDERS: usize = 20_000, "the rest is not read, and the error says so";
}
