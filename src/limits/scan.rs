//! Limits on a scan of many messages.

super::limits! {
    /// The most messages that are kept in memory while a scan works on them.
    MAX_QUEUED: usize = 256, "reading waits";

    /// The most bytes of them. A single longer message is let in alone.
    MAX_QUEUED_BYTES: usize = 32 << 20, "reading waits";

    /// The most different networks, and as many domains, that a scan counts. Whoever forges can write any number.
    MAX_COUNTED: usize = 50_000, "further ones are counted together as `others`";
}
