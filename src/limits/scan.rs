//! Limits on a scan of many messages.

super::limits! {
    /// The most messages that are kept in memory while a scan works on them.
    MAX_QUEUED: usize = 256, "reading waits";

    /// The most bytes of them. A single longer message is let in alone.
    MAX_QUEUED_BYTES: usize = 32 << 20, "reading waits";

    /// The most different networks, and as many domains, that a scan counts. Whoever forges can write any number.
    MAX_COUNTED: usize = 50_000, "further ones are counted together as `others`";

    /// The rows that a Parquet file has together in a group: they are in memory until the group is written.
    MAX_ROW_GROUP: usize = 50_000, "the next group begins";

    /// The bytes of such rows.
    MAX_ROW_GROUP_BYTES: usize = 16 << 20, "the next group begins";

    /// The most bytes of the first line of a journal, which has some 250.
    MAX_JOURNAL_HEAD: u64 = 1024, "the file is no journal, and stays as it is";

    /// The most questions of DNS that a scan lists for somebody else to ask.
    MAX_DNS_WANTED: usize = 1_000_000, "further ones are not listed, and the scan says so";

    /// The most ties of messages that a scan remembers to find campaigns. Those that come again stay the longest.
    MAX_TIES: usize = 1 << 19, "the older half of those that did not come again is forgotten";

    /// The most characters of a trait that are compared between messages.
    MAX_TRAIT: usize = 200, "the rest is not compared";

    /// The most organizations that links of a message may lead to for them to tie it to others: whoever links to more sends
    /// newsletters.
    MAX_TRAIT_LINKS: usize = 6, "its links tie it to nothing";

    /// The most traits that are told of a campaign.
    MAX_TRAITS: usize = 12, "further ones are not listed";

    /// The most campaigns that a scan follows at the same time.
    MAX_CAMPAIGNS: usize = 4_096, "the smaller half is forgotten, and counted";
}
