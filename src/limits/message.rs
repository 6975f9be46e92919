//! Limits on an input, its header and its addresses.

super::limits! {
    /// The most bytes that are read of one input. Mail servers commonly refuse messages over 50 MB; this leaves room
    /// and keeps memory bounded.
    MAX_INPUT: usize = 256 << 20, "the rest is not read; damage `too-large`";

    /// The most header fields that are read. Genuine mail stays under 1,000; a million would cost memory for nothing.
    MAX_FIELDS: usize = 50_000, "the rest counts as body; damage `too-many-fields`";

    /// The most hops that are read. RFC 5321 section 6.3 treats 100 as a sign of a loop; forgers and tests go
    /// beyond, and every hop costs memory.
    MAX_HOPS: usize = 10_000, "the rest is not read; `route.left_out` counts it";

    /// The most bytes of a domain name as it is written (RFC 1035 section 2.3.4: 255 on the wire). A longer name cannot exist in DNS.
    MAX_NAME: usize = 253, "it is not compared: no such name can exist in DNS";

    /// The most addresses that are read of one field. A To field may have hundreds; no check needs more.
    MAX_MAILBOXES: usize = 256, "the rest is not checked; damage `too-many-addresses`; for From, the report gives their number";

    /// The most bytes of a field of addresses that are read. No legitimate program writes a longer one.
    MAX_ADDRESS_FIELD: usize = 1 << 20, "the rest is not read; for From, the report says so";

    /// How much text the second address of an entry and later ones may repeat as their names, in tokens of a
    /// field. All text before an address is its name.
    MAX_REPEATED_NAMES: usize = 4096, "later addresses have no name";

    /// How many consecutive invalid lines a header may have before they count as its end.
    MAX_JUNK_RUN: usize = 8, "the header ends there; damage `no-header-end`";

    /// The longest delimiter that is looked for; RFC 2046 section 5.1.1 allows 70 characters.
    MAX_BOUNDARY: usize = 200, "it is not recognized as a delimiter";

    /// The most bytes of a Content-Type field that are searched for the delimiter that may end a damaged header.
    MAX_BOUNDARY_FIELD: usize = 4096, "the rest is not searched for a delimiter";

    /// The most Content-Type fields of one header that are read. Readers differ in which one they use.
    MAX_DECLARED: usize = 4, "the rest is not searched for a delimiter";

    /// How often a type's keyword is searched for in its field, comments included, before the field's name is removed instead.
    MAX_TYPE_TRIES: usize = 8, "the field's name is removed: its part has no type";

    /// The longest name of a character set that is read, language included.
    MAX_CHARSET: usize = 64, "it is not decoded, and kept as written";

    /// The longest encoded word that any reader might decode. RFC 2047 allows 75 characters, careless writers some hundred;
    /// without a bound, a text of many beginnings and no end would be searched to its end for each.
    MAX_CODED: usize = 4096, "it is not decoded, and kept as written";

    /// How many levels of quoting are removed; each costs a pass over the input.
    MAX_QUOTE_LEVELS: usize = 16, "deeper quoting stays, so such lines are not fields";

    /// How many lines are searched for the header below a note or the summary of a page. People write less above a header.
    MAX_LINES_ABOVE: usize = 400, "the header is not looked for farther down: an error says that there is none";

    /// The most digits of the number that a page shows before a line.
    MAX_LINE_DIGITS: usize = 6, "the number stays";

    /// The most bytes between such a number and its line.
    MAX_LINE_SIGNS: usize = 4, "the number stays";

    /// The most bytes of a line that opens a block of code and names its language.
    MAX_BLOCK_OPENING: usize = 60, "it opens no block";

    /// The most stretches of skipped lines that are named. A reader looks at the first few.
    MAX_LINES_NAMED: usize = 8, "the number of the other lines is said";

    /// The most whitespace bytes before fields on one line.
    MAX_INPUT_LEAD: usize = 4096, "the fields on the line are not split";

    /// The most bytes of a Received field that are read. RFC 5322 allows lines of 998 bytes and no genuine field
    /// fills ten of them.
    MAX_RECEIVED: usize = 16 * 1024, "the rest goes to `unparsed`";

    /// The most fields, other than Received, with an address or time that are read; genuine mail
    /// has a dozen.
    MAX_TRACES: usize = 64, "the rest is not read; damage `too-many-traces`";

    /// The most signatures whose times are compared with clocks of hops that run backwards.
    MAX_REFERENCES: usize = 16, "the rest is not compared with the clocks";

    /// The most authors that are checked, and the most addresses for replies. Nobody replies to a message with more.
    MAX_AUTHORS: usize = 1024, "the rest is not checked; the report gives their number";

    /// How many Return-Path fields are looked at; a mailbox holds one.
    MAX_RETURN_PATHS: usize = 16, "the rest is not examined";

    /// The number of From fields whose unreadable parts are kept.
    MAX_UNREAD_FROM: usize = 4, "the rest is not listed";
}
