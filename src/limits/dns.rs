//! Limits on queries to DNS and registries, and on their answers.

super::limits! {
    /// One lookup, in seconds, with its aliases, retries and other servers: long enough for a resolver that must
    /// walk from the root over one lost packet, short enough that one dead name server leaves time for the other queries of the message. `--dns-timeout` sets it.
    LOOKUP_SECONDS: u64 = 3, "the query is reported as not answered";

    /// All lookups of one message, in seconds: how long a person waits for a report.
    MESSAGE_SECONDS: u64 = 5, "no more queries; missing answers are reported as not answered";

    /// The most DNS queries for one message. SPF stops at ten terms for each identity, MX and PTR terms add ten
    /// addresses each, DMARC walks eight levels, and a signature needs one key: legitimate mail needs fewer than a hundred.
    /// Retries do not count.
    MAX_QUESTIONS: usize = 200, "no more queries; missing answers are reported as not checked: `limit-reached`";

    /// The most bytes of answers of one message. Two hundred answers of an ordinary size are below 100 kB; only an
    /// attack has more than this.
    MAX_ANSWER_BYTES: usize = 1 << 20, "no more queries; missing answers are reported as not checked: `limit-reached`";

    /// How many times the queries and bytes above DNSSEC may use in addition: the keys and their delegations of a name
    /// four zones deep, and of an alias.
    MAX_CHECKS: usize = 10, "the rest counts as not validated: `limit-reached`";

    /// How many times the budget of one message all messages of one input share: a session of a thousand messages does not get a thousand budgets.
    MAX_SHARES: usize = 5, "no more queries for later messages: `limit-reached`";

    /// The most bytes of a capsule, the file of `--replay-dns`.
    MAX_CAPSULE: u64 = 64 << 20, "error with this reason";

    /// The most addresses that are looked up. Legitimate mail has three or four public ones; forged hops cost nothing.
    MAX_ADDRESSES: usize = 8, "the rest is not looked up; `enrichment.left_out` counts it";

    /// The most domains that are looked up.
    MAX_DOMAINS: usize = 8, "the rest is not looked up; `enrichment.left_out` counts it";

    /// The most DNS lists that are queried for one message.
    MAX_LISTS: usize = 16, "the rest is not queried; `enrichment.left_out` counts it";

    /// Aliases that are followed for one query. Resolvers stop between 8 and 16; normal chains have up to 4.
    MAX_CNAMES: usize = 16, "the query fails with this reason";

    /// Datagrams that do not belong to the query and are ignored before the server counts as failed.
    MAX_STRAYS: usize = 64, "the query fails with this reason";

    /// The most domains that are compared with the second rule.
    MAX_DOUBTED: usize = 64, "the rest is not compared";

    /// The longest answer that is read. IANA's list has 50 kB, a registry's answer some 10 kB.
    MAX_RDAP_ANSWER: u64 = 1024 * 1024, "it is not read: the registry counts as unreachable";

    /// How often a registry may point to another: between registries, and to a national one.
    MAX_REDIRECTS: u32 = 4, "the registry counts as unreachable";
}
