//! What can be set: a row for each key of the file, and the option whose default it is.

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// One text or several.
    List,
    /// A file; a relative name is taken from the folder of the configuration file.
    Path,
    /// One file or several.
    Paths,
    /// `true` gives the option.
    On,
    /// `false` gives the option: it is one that switches off.
    Off,
}

/// A row.
#[derive(Debug)]
pub(super) struct Setting {
    /// The key, with its table in front: `dns.timeout`.
    pub key: &'static str,
    /// The option, without its dashes.
    pub flag: &'static str,
    /// The option that people know, where the other one is for this file alone.
    pub shown: &'static str,
    /// The form of its value.
    pub kind: Kind,
    /// Options that, when typed, leave no room for this one.
    pub yields_to: &'static [&'static str],
}

const fn row(key: &'static str, flag: &'static str, kind: Kind) -> Setting {
    Setting {
        key,
        flag,
        shown: flag,
        kind,
        yields_to: &[],
    }
}

/// Every setting, in the order in which they are shown.
pub(super) const SETTINGS: &[Setting] = &[
    row("trust", "trust", Kind::List),
    row("protect", "protect", Kind::List),
    row("at", "at", Kind::Text),
    row("fail-on", "fail-on", Kind::Text),
    Setting {
        yields_to: &["annotate"],
        ..row("output.format", "format", Kind::Text)
    },
    row("output.color", "color", Kind::Text),
    row("output.width", "width", Kind::Number),
    row("output.verbose", "verbose", Kind::On),
    row("output.defang", "no-defang", Kind::Off),
    Setting {
        yields_to: &["nameserver", "replay-dns", "record-dns"],
        ..row("dns.offline", "offline", Kind::On)
    },
    Setting {
        yields_to: &["offline", "replay-dns"],
        ..row("dns.nameserver", "nameserver", Kind::Text)
    },
    Setting {
        yields_to: &["offline", "replay-dns"],
        ..row("dns.dnssec", "dnssec", Kind::On)
    },
    row("dns.timeout", "dns-timeout", Kind::Number),
    row("enrich.sources", "enrich", Kind::List),
    // What is known is not asked for: that a team has a list does not mean that each run asks it.
    Setting {
        shown: "dnsbl",
        yields_to: &["dnsbl"],
        ..row("enrich.dnsbl", "known-dnsbl", Kind::List)
    },
    Setting {
        shown: "geo",
        yields_to: &["geo"],
        ..row("enrich.geo", "known-geo", Kind::Paths)
    },
    row("report.reporter", "reporter", Kind::Text),
    row("report.lookup-contacts", "lookup-contacts", Kind::On),
    row("report.rdap", "rdap", Kind::On),
    row("report.headers-only", "headers-only", Kind::On),
    row("redaction.protect-address", "protect-address", Kind::List),
    row("redaction.key", "redact-key", Kind::Path),
];
