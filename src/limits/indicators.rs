//! Limits on indicators.

super::limits! {
    /// The longest value that is an indicator, in bytes. An address of a link of 2,048 bytes can take three times as many in
    /// its normal form.
    MAX_INDICATOR: usize = 8192, "it is not listed: no system takes it";

    /// The most roles that are kept of one value in one message.
    MAX_SIGHTINGS: usize = 16, "the rest is not named";

    /// The longest name of a program, and the longest detail beside an indicator, in characters.
    MAX_INDICATOR_DETAIL: usize = 200, "the rest is truncated";

    /// The most domains that count as the recipient's own. A message to hundreds of organizations has no recipient of its own.
    MAX_OWN_DOMAINS: usize = 32, "those of further recipients are listed";

    /// The most indicators that are kept of all messages together. Each takes some 500 bytes.
    MAX_LISTED: usize = 200_000, "further ones are counted";

    /// The most messages that are named for one indicator. All of them are counted.
    MAX_MESSAGES_NAMED: usize = 20, "the rest is counted";
}
