//! Limits on rules of a team.

super::limits! {
    /// The most bytes of a rules file: ten thousand hosts in a list are a quarter of it.
    MAX_RULES_BYTES: usize = 1 << 20, "the file is refused";

    /// The most rules, and as many tests, of a file. Each is asked of every message.
    MAX_RULES: usize = 1_000, "the file is refused";

    /// The most bytes of one condition.
    MAX_CONDITION: usize = 256 << 10, "the rule is refused";

    /// How deep a condition may be nested: each level is a call of the reader, and of what evaluates it.
    MAX_CONDITION_DEPTH: usize = 32, "the rule is refused";

    /// The bytes that a regular expression may take when it is compiled: the time of a search grows with it.
    MAX_PATTERN: usize = 1 << 20, "the rule is refused";

    /// The most places in the header that a rule points at.
    MAX_RULE_PLACES: usize = 8, "further ones are not marked";

    /// The most values of the message that a rule tells.
    MAX_RULE_VALUES: usize = 6, "further ones are not told";

    /// The most constants of a list that an explanation of a rule names.
    MAX_RULE_CONSTANTS: usize = 5, "the rest is counted";

    /// The most characters of each value that a rule tells.
    MAX_RULE_VALUE: usize = 80, "`…` stands for the rest";
}
