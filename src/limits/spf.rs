//! Limits on one SPF check.

super::limits! {
    /// SPF: terms that cause DNS lookups, in the whole check (RFC 7208 section 4.6.4): `include`, `a`, `mx`, `ptr`,
    /// `exists`, `redirect`. A `%{p}` within a term does not count again.
    MAX_LOOKUPS: u32 = 10, "permanent error with this reason";

    /// SPF: void lookups, in the whole check (RFC 7208 section 4.6.4). A term counts once,
    /// however many hosts of an `mx` have no address.
    MAX_VOID_LOOKUPS: u32 = 2, "permanent error with this reason";

    /// SPF: hosts of one `mx` (RFC 7208 section 4.6.4).
    MAX_MX_NAMES: usize = 10, "permanent error with this reason";

    /// SPF: names of the client that `ptr` and `%{p}` examine (RFC 7208 section 4.6.4).
    MAX_PTR_NAMES: usize = 10, "the rest is ignored, as the RFC has it";

    /// SPF: rounds of queries in one check. Each term takes two at most, so the limits above end it long before.
    MAX_SPF_ROUNDS: usize = 40, "the check is stopped with this reason";

    /// SPF: how many queries of one check may be sent in advance: the ten terms of the RFC with a few
    /// names each.
    MAX_AHEAD: usize = 40, "the rest is queried later, in order";

    /// SPF: how many terms of a record are shown. Real ones have below 40.
    MAX_SPF_TERMS: usize = 100, "`omitted_terms` counts the rest";

    /// SPF: how much of a record's text is shown, in characters. Real ones are below 1,000.
    MAX_SPF_RECORD: usize = 2_000, "`…` stands for the rest";

    /// SPF: how many records of one answer are shown.
    MAX_SPF_ANSWERS: usize = 12, "`omitted_answers` counts the rest";

    /// SPF: what one expansion of macros may produce, in bytes. A name is cut to 253 and an explanation is a line or
    /// two; more is an attempt to exhaust memory.
    MAX_EXPANDED: usize = 16 * 1024, "permanent error with this reason";

    /// SPF: the kept length of a local part or HELO name, in bytes: more than an SMTP command line may have (RFC 5321
    /// section 4.5.3.1.4), so that macros over a huge one stay cheap.
    MAX_GIVEN: usize = 1_000, "the rest is truncated: the result is not a valid DNS name";

    /// SPF: how much of an explanation is kept, in characters: it is meant for one SMTP reply.
    MAX_EXPLANATION: usize = 1_000, "the rest is truncated";
}
