//! What is taken of an input, its header and its addresses.

super::limits! {
    /// The most bytes that are read of one input. Mail servers commonly refuse messages over 50 MB; this leaves room
    /// and keeps memory bounded.
    MAX_INPUT: usize = 256 << 20, "the rest is not read; damage `too-large`";

    /// The most header fields that are read. Genuine mail stays under 1,000; a million would cost memory for nothing.
    MAX_FIELDS: usize = 50_000, "the rest counts as body; damage `too-many-fields`";

    /// The most hops that are read. RFC 5321 section 6.3 takes 100 as the sign of a loop; forgers and tests go
    /// beyond, and every hop costs memory.
    MAX_HOPS: usize = 10_000, "the rest is not read; `route.left_out` counts it";

    /// The most octets of a domain name as it is written (RFC 1035 section 2.3.4: 255 on the wire). What is longer is
    /// no name that DNS could know.
    MAX_NAME: usize = 253, "it is compared with none: DNS knows no such name";

    /// The most addresses that are read of one field. A To field may hold hundreds; no judgment needs more.
    MAX_MAILBOXES: usize = 256, "the rest is not judged; of From the report says how many there are more";

    /// The most bytes of a field of addresses that are read. None that was written by an honest program is longer.
    MAX_ADDRESS_FIELD: usize = 1 << 20, "the rest is not read; of From the report says so";

    /// How much text the second address of an entry and those behind it may repeat as their names, in tokens of a
    /// field. Each has all that stands before it for a name.
    MAX_REPEATED_NAMES: usize = 4096, "addresses behind have no name";

    /// How many lines that are no fields may stand together within a header before they count as its end.
    MAX_JUNK_RUN: usize = 8, "the header ends there; damage `no-header-end`";

    /// The longest delimiter that is looked for; RFC 2046 section 5.1.1 allows 70 characters.
    MAX_BOUNDARY: usize = 200, "no delimiter is taken for it";

    /// The most bytes of a Content-Type field that are searched for the delimiter that may end a damaged header.
    MAX_BOUNDARY_FIELD: usize = 4096, "the rest is not read for a delimiter";

    /// The most Content-Type fields of one header that are read. Which of several a reader takes, nobody knows.
    MAX_DECLARED: usize = 4, "the rest is not read for a delimiter";

    /// How often a type's word is looked for in its field, comments included, before the field's name is taken away
    /// instead.
    MAX_TYPE_TRIES: usize = 8, "the field's name is taken away: its part has no type";

    /// The longest name of a character set that is read, language included.
    MAX_CHARSET: usize = 64, "it is no encoded word, and is kept as it stands";

    /// The longest coded text of a word that any reader might take for one. RFC 2047 allows 75 characters, careless writers some hundred;
    /// without a bound, a text of many beginnings and no end would be searched to its end for each.
    MAX_CODED: usize = 4096, "it is no encoded word, and is kept as it stands";

    /// How many levels of quoting are removed; each costs a pass over the input.
    MAX_QUOTE_LEVELS: usize = 16, "what is quoted deeper stays quoted, and is no field";

    /// The most blank bytes that fields on one line may have before them.
    MAX_INPUT_LEAD: usize = 4096, "the input is not taken for fields on one line";

    /// The most bytes of a Received field that are read. RFC 5322 allows lines of 998 bytes and no genuine field
    /// fills ten of them.
    MAX_RECEIVED: usize = 16 * 1024, "the rest stands in `unparsed`";

    /// The most fields, other than Received, in which hosts noted an address or a time that are read; genuine mail
    /// has a dozen.
    MAX_TRACES: usize = 64, "the rest is not read; damage `too-many-traces`";

    /// The most signatures whose times are held against clocks of hops that run backwards.
    MAX_REFERENCES: usize = 16, "the rest says nothing of the clocks";

    /// The most authors that are judged. A message with more is none that anybody answers.
    MAX_AUTHORS: usize = 1024, "the rest is not judged; the report says how many there are more";

    /// How many Return-Path fields are looked at; a mailbox holds one.
    MAX_RETURN_PATHS: usize = 16, "the rest is not looked at";

    /// Of how many From fields it is kept what could not be read of them.
    MAX_UNREAD_FROM: usize = 4, "of the rest it is not said";
}
