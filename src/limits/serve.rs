//! Limits on a server that others send messages to.

super::limits! {
    /// The most bytes of one request's body. Mail servers commonly refuse messages over 25 MB; whoever has a mailbox has a scan.
    MAX_REQUEST: usize = 25 << 20, "the answer is 413";

    /// The most bytes that are read and discarded of a body that is too long, so that its sender reads the answer.
    MAX_DISCARDED: usize = 100 << 20, "the connection is closed";

    /// The most bytes of a request's first line and header. Browsers and proxies stay under 16 KiB.
    MAX_REQUEST_HEAD: usize = 64 << 10, "the answer is 431";

    /// The most options of one request. There are some twenty, of which a few may be repeated.
    MAX_REQUEST_OPTIONS: usize = 64, "the answer is 400";

    /// The most bytes of the options of one request where its body holds them, and of one option of a form.
    MAX_OPTIONS_BODY: usize = 64 << 10, "the answer is 413, of a form 400";

    /// The most passwords of one request. For each that is tried on a 7z archive, a key is made of it, which takes up to seconds.
    MAX_REQUEST_PASSWORDS: usize = 4, "the answer is 400";

    /// The most bytes of a term that is to be explained. The longest one that there is has under 60.
    MAX_TERM: usize = 256, "the answer is 400";

    /// The most bytes of the bodies of all requests together: they are in memory until they are analyzed.
    MAX_BODIES: usize = 256 << 20, "the answer is 503";

    /// The most connections. Each costs a file, of which a process has 1,024 as a rule.
    MAX_CONNECTIONS: usize = 512, "the connection that has waited the longest for a request, or for the rest of one, is closed";

    /// The most requests that wait for their turn. With as many clients as that, the last one waits for some seconds.
    MAX_WAITING: usize = 256, "the answer is 503";

    /// How many seconds a request waits for its turn.
    MAX_WAITING_SECONDS: u64 = 30, "the answer is 503";

    /// How many seconds a client has for the header of its next request; an idle connection waits for one, too.
    MAX_HEAD_SECONDS: u64 = 15, "the connection is closed";

    /// How many seconds a client has for a body: time enough for the longest over 4 Mbit/s.
    MAX_BODY_SECONDS: u64 = 60, "the answer is 408";

    /// The most bytes of all answers together that are not sent yet.
    MAX_ANSWERS: usize = 512 << 20, "the answer is 503";

    /// How many seconds a client has to take [`MIN_TAKEN`] of its answer, or what is left of it.
    MAX_STALL_SECONDS: u64 = 30, "the connection is closed";

    /// How many bytes of its answer a client has to take in this time: a tenth of what one with a slow line could.
    MIN_TAKEN: usize = 1 << 20, "the connection is closed";

    /// How many seconds are spent on the messages of one request. The message at hand is finished.
    MAX_WORK_SECONDS: u64 = 60, "further messages are not traced, and the answer says so";

    /// The most messages of one request that are traced. Reading a mailbox is the work of a scan.
    MAX_TRACED: usize = 1_000, "further messages are not traced, and the answer says so";

    /// The most bytes of an answer that holds several reports. The report at hand is finished.
    MAX_ANSWER: usize = 64 << 20, "further messages are not traced, and the answer says so";

    /// The most failures that are listed in an answer.
    MAX_FAILURES: usize = 1_000, "further ones are not listed";

    /// How many messages a minute may ask DNS for one client of a server whose clients are limited.
    MAX_DNS_MESSAGES: u32 = 60, "the answer is 429";

    /// The most clients whose requests are counted one by one.
    MAX_CLIENTS: usize = 10_000, "further ones are counted together";

    /// How many seconds requests have to end when the server is stopped.
    MAX_GRACE_SECONDS: u64 = 20, "they are cut off";

    /// The fewest characters of a token that gives access. 16 random ones cannot be guessed.
    MIN_TOKEN: usize = 16, "a shorter one is refused";

    /// The most reports that a page without a script shows, each in a frame of its own.
    MAX_REPORTS_ON_PAGE: usize = 50, "further ones are counted";
}
