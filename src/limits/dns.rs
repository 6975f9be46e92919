//! What is asked of DNS and registries, and taken of their answers.

super::limits! {
    /// One look-up, in seconds, with its aliases, repetitions and other servers: long enough for a resolver that must
    /// walk from the root over one lost packet, short enough that one dead name server leaves time for the other
    /// questions of the message. `--dns-timeout` sets it.
    LOOKUP_SECONDS: u64 = 3, "the question is reported as not answered";

    /// All look-ups of one message, in seconds: what a person waits for a report.
    MESSAGE_SECONDS: u64 = 5, "nothing more is asked; what is missing is reported as not answered";

    /// The most questions of one message. SPF stops at ten terms for each identity, MX and PTR terms add ten
    /// addresses each, DMARC walks eight levels, and a signature needs one key: honest mail stays below a hundred.
    /// Repetitions do not count.
    MAX_QUESTIONS: usize = 200, "nothing more is asked; what is missing is reported as not checked: `limit-reached`";

    /// The most bytes of answers of one message. Two hundred answers of an ordinary size are below 100 kB; only an
    /// attack has more than this.
    MAX_ANSWER_BYTES: usize = 1 << 20, "nothing more is asked; what is missing is reported as not checked: `limit-reached`";

    /// How many times the questions and bytes above DNSSEC may take beside: the keys and their delegations of a name
    /// four zones deep, and of an alias.
    MAX_CHECKS: usize = 10, "what is left to validate counts as not asked: `limit-reached`";

    /// How many times what one message may take all messages of one input may take together: who writes a session of
    /// a thousand mails gets no thousand times the questions.
    MAX_SHARES: usize = 5, "the messages that come later ask nothing more: `limit-reached`";

    /// The most bytes of a capsule, the file of `--replay-dns`.
    MAX_CAPSULE: u64 = 64 << 20, "an error that says so";

    /// The most addresses that are asked about. Honest mail has three or four public ones; forged hops are free.
    MAX_ADDRESSES: usize = 8, "the rest is not asked about; `enrichment.left_out` counts it";

    /// The most domains that are asked about.
    MAX_DOMAINS: usize = 8, "the rest is not asked about; `enrichment.left_out` counts it";

    /// The most lists that are asked about one message.
    MAX_LISTS: usize = 16, "the rest is not asked; `enrichment.left_out` counts it";

    /// Aliases that are followed for one question. Resolvers stop between 8 and 16; honest chains have up to 4.
    MAX_CNAMES: usize = 16, "the question fails, and says so";

    /// Datagrams that do not belong to the question and are passed over before the server is given up.
    MAX_STRAYS: usize = 64, "the question fails, and says so";

    /// The most domains that are held against the second rule.
    MAX_DOUBTED: usize = 64, "of the rest no doubt is raised";

    /// The longest answer that is read. IANA's list has 50 kB, a registry's answer some 10 kB.
    MAX_RDAP_ANSWER: u64 = 1024 * 1024, "it is not read: the registry counts as not reached";

    /// How often a registry may point to another: between registries, and to a national one.
    MAX_REDIRECTS: u32 = 4, "the registry counts as not reached";
}
