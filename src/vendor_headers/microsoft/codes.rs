//! Microsoft's keys and codes.

use crate::vendor_headers::table::{Code, Key, code, guess, guessed_key, key};

const HEADERS: &str =
    "Microsoft, \"Anti-spam message headers\" (defender-office-365/message-headers-eop-mdo)";
const SCL: &str = "Microsoft, \"Spam confidence level (SCL)\"";
const BCL: &str = "Microsoft, \"Bulk complaint level (BCL)\"";
const PCL: &str = "Microsoft, \"Anti-spam stamps\" (Exchange Server)";
const STAMPS: &str = "Microsoft, \"Header firewall\" and [MS-OXCSPAM]";
const GUESSES: &str = "mgeeky/decode-spam-headers (guesses)";
const FIELD: &str = "seen in mail; undocumented";

const CATEGORIES: &[Code] = &[
    code("NONE", "no policy applied"),
    code("AMP", "malware, by the anti-malware policy"),
    code("BIMP", "impersonates a brand"),
    code("BULK", "bulk mail"),
    code("DIMP", "impersonates a protected domain"),
    code("FTBP", "an attachment of a blocked type"),
    code(
        "GIMP",
        "impersonates a frequent contact of the recipient (mailbox intelligence)",
    ),
    code("HPHSH", "phishing, with high confidence"),
    code("HPHISH", "phishing, with high confidence"),
    code("HSPM", "spam, with high confidence"),
    code("INTOS", "phishing from within the organization"),
    code("MALW", "malware"),
    code("OSPM", "outbound spam from a Microsoft tenant"),
    code("PHSH", "phishing"),
    code("SAP", "Safe Attachments detected a threat"),
    code("SPM", "spam"),
    code("SPOOF", "the sender's domain is spoofed"),
    code("UIMP", "impersonates a protected user"),
];

const FILTER_VERDICTS: &[Code] = &[
    code(
        "BLK",
        "not filtered but blocked: the sender is on the recipient's blocked list",
    ),
    code("DMS", "filtering was deferred to a later step"),
    code("NSPM", "filtered and found not to be spam"),
    code(
        "SFE",
        "not filtered: the sender is on the recipient's safe list",
    ),
    code(
        "SKA",
        "not filtered: the sender or domain is allowed by an anti-spam policy",
    ),
    code(
        "SKB",
        "spam: the sender or domain is blocked by an anti-spam policy",
    ),
    code("SKI", "not filtered: mail within the organization"),
    code(
        "SKN",
        "marked as not spam before filtering, for example by a mail flow rule",
    ),
    code("SKQ", "released from quarantine"),
    code(
        "SKS",
        "marked as spam before filtering, for example by a mail flow rule",
    ),
    code("SPM", "filtered and found to be spam"),
];

const SCL_CODES: &[Code] = &[
    code(
        "-1",
        "filtering was skipped: allowed sender, rule, or mail within the organization",
    ),
    code("0", "not spam"),
    code("1", "not spam"),
    code("2", "not spam (on-premises scale)"),
    code("3", "not spam (on-premises scale)"),
    code("4", "not spam (on-premises scale)"),
    code("5", "spam"),
    code("6", "spam"),
    code("7", "spam, high (on-premises scale)"),
    code("8", "spam, high"),
    code("9", "spam, with high confidence"),
];

const PCL_CODES: &[Code] = &[
    guess("0", "not rated"),
    code("1", "not likely to be phishing"),
    code("2", "not likely to be phishing"),
    code("3", "not likely to be phishing"),
    code("4", "likely to be phishing"),
    code("5", "likely to be phishing"),
    code("6", "likely to be phishing"),
    code("7", "likely to be phishing"),
    code("8", "likely to be phishing"),
];

const BCL_CODES: &[Code] = &[
    code("0", "not from a bulk sender"),
    code("1", "from a bulk sender with few complaints"),
    code("2", "from a bulk sender with few complaints"),
    code("3", "from a bulk sender with few complaints"),
    code("4", "from a bulk sender with mixed complaints"),
    code("5", "from a bulk sender with mixed complaints"),
    code("6", "from a bulk sender with mixed complaints"),
    code("7", "from a bulk sender with mixed complaints"),
    code("8", "from a bulk sender with many complaints"),
    code("9", "from a bulk sender with many complaints"),
];

const ADDRESS_VERDICTS: &[Code] = &[
    code(
        "CAL",
        "not filtered: the address is on the tenant's allowlist",
    ),
    code("NLI", "the address is on no reputation list"),
    code("CBL", "the address is on the tenant's blocklist"),
];

const DIRECTIONS: &[Code] = &[
    code("INB", "incoming"),
    code("OUT", "outgoing"),
    code("INT", "within the organization"),
    guess("OUB", "outgoing"),
    guess("OTB", "outgoing"),
];

const SAFETY_TIPS: &[Code] = &[
    code("9.19", "impersonates a domain; a safety tip is shown"),
    code("9.20", "impersonates a user; a safety tip is shown"),
    code("9.25", "first contact with this sender; a tip is shown"),
    guess("9.1", "phishing"),
    guess("9.5", "phishing, links disabled"),
    guess("9.11", "spoofed domain within the organization"),
    guess("9.21", "unauthenticated sender"),
    guess("9.22", "spoofed user within the organization"),
];

const YES_NO: &[Code] = &[guess("0", "no"), guess("1", "yes")];

const AUTH_AS: &[Code] = &[
    code("Anonymous", "from the Internet, not authenticated"),
    code("Internal", "from within the organization, authenticated"),
    code("External", "from a trusted partner"),
    code("Partner", "from a partner organization by TLS"),
];

/// Every key of Microsoft's fields.
#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("CIP", "the address that connected", HEADERS, &[]),
    key("CTRY", "country of the connecting address", HEADERS, &[]),
    key("LANG", "language of the text", HEADERS, &[]),
    key("SCL", "spam confidence level: -1 to 9, spam from 5", SCL, SCL_CODES),
    key("SRV", "result of the bulk mail analysis", HEADERS, &[code("BULK", "bulk mail above the tenant's threshold")]),
    key("IPV", "verdict on the connecting address", HEADERS, ADDRESS_VERDICTS),
    key("SFV", "verdict of the spam filter", HEADERS, FILTER_VERDICTS),
    key("H", "HELO name of the connecting host", HEADERS, &[]),
    key("PTR", "reverse DNS name of the connecting address", HEADERS, &[code("InfoDomainNonexistent", "the address has no reverse DNS name"), guess("ErrorRetry", "the reverse lookup failed"), code("*", "the name")]),
    key("CAT", "the policy that caught the message", HEADERS, CATEGORIES),
    key("SFTY", "safety tip: the kind of spoofing detected", HEADERS, SAFETY_TIPS),
    key("DIR", "direction", HEADERS, DIRECTIONS),
    key("PCL", "phishing confidence level: 1 to 8, phishing from 4", PCL, PCL_CODES),
    key("BCL", "bulk complaint level: 0 to 9", BCL, BCL_CODES),
    key("ARC", "parts of the ARC chain that were used", HEADERS, &[code("AAR", "authentication results"), code("AMS", "message signature"), code("AS", "seal")]),
    key("X-CustomSpam", "an advanced spam filter setting that matched", HEADERS, &[]),
    guessed_key("EFV", "egress verdict, like IPV for outgoing mail", GUESSES, ADDRESS_VERDICTS),
    guessed_key("SFP", "number of the processing step", FIELD, &[]),
    guessed_key("SFS", "rules of the spam filter that matched, by number", GUESSES, &[]),
    guessed_key("ENG", "rules of the mailbox filter that matched, by number", GUESSES, &[]),
    guessed_key("ARA", "rules of the analysis that matched, by number", GUESSES, &[]),
    guessed_key("RULEID", "rules that matched, by number", GUESSES, &[]),
    guessed_key("SRVR", "the server that filtered", FIELD, &[]),
    guessed_key("UriScan", "result of the link scan", FIELD, &[]),
    // X-Microsoft-Antispam-Mailbox-Delivery: undocumented.
    guessed_key("dest", "delivery folder", GUESSES, &[guess("I", "inbox"), guess("J", "junk"), guess("C", "a folder chosen by a rule"), guess("D", "deleted")]),
    guessed_key("auth", "whether the sender counted as authenticated", GUESSES, YES_NO),
    guessed_key("ucf", "whether a rule of the user applied", GUESSES, YES_NO),
    guessed_key("jmr", "whether a junk mail rule applied", GUESSES, YES_NO),
    guessed_key("OFR", "what decided the folder", GUESSES, &[guess("SpamFilterAuthJ", "the spam filter, not the user, chose junk"), guess("SpamFilterPass", "the spam filter found no spam"), guess("CustomRules", "a rule of the user"), guess("ExclusiveSettings", "the user accepts mail from known senders only"), guess("TrustedSenderList", "the sender is on the user's trusted list"), guess("SenderInAddressBook", "the sender is in the user's address book")]),
    guessed_key("RF", "the rule that moved it", GUESSES, &[guess("JunkEmail", "junk mail rule")]),
    guessed_key("abwl", "sender in the user's address book", GUESSES, YES_NO),
    guessed_key("wl", "on an allowlist", GUESSES, YES_NO),
    guessed_key("pcwl", "on the user's own allowlist", GUESSES, YES_NO),
    guessed_key("kl", "on a known list", GUESSES, YES_NO),
    guessed_key("iwl", "on an internal allowlist", GUESSES, YES_NO),
    guessed_key("ijl", "on an internal junk list", GUESSES, YES_NO),
    guessed_key("dwl", "domain on an allowlist", GUESSES, YES_NO),
    guessed_key("dkl", "domain on a known list", GUESSES, YES_NO),
    guessed_key("rwl", "recipient on an allowlist", GUESSES, YES_NO),
    guessed_key("ex", "exclusive mode: mail from known senders only", GUESSES, YES_NO),
    guessed_key("psp", "unknown", GUESSES, YES_NO),
    // Single values.
    key("auth-as", "how the sender counted at submission", STAMPS, AUTH_AS),
    key("auth-source", "the server that judged how the sender counts", STAMPS, &[]),
    guessed_key("auth-mechanism", "how the submitter authenticated, by number", FIELD, &[guess("00", "not at all"), guess("04", "a user or connector"), guess("06", "a server of the organization"), guess("10", "a trusted server, by TLS")]),
    key("direction", "whether the message came in or was submitted", STAMPS, &[code("Incoming", "from outside"), code("Originating", "submitted by a user of the tenant")]),
    guessed_key("from-entity", "Microsoft's classification of the sender", FIELD, &[guess("Internet", "a sender on the Internet"), guess("Hosted", "a mailbox at Microsoft 365"), guess("HybridOnPrem", "an on-premises server of a hybrid tenant"), guess("ForestTrusted", "another Microsoft forest")]),
    key("tenant-id", "the tenant, as a GUID", STAMPS, &[]),
    key("tenant", "the domain of the tenant that sent", STAMPS, &[]),
    key("message-id", "Microsoft's ID of the message in transport", STAMPS, &[]),
    key("arrived", "when Microsoft first received the message", STAMPS, &[]),
    key("latency", "time within Microsoft's transport", STAMPS, &[]),
    guessed_key("mailbox-type", "where the sender's mailbox lives", FIELD, &[guess("HOSTED", "at Microsoft 365"), guess("ONPREM", "on premises")]),
    key("safe-features", "what Defender did with the message", HEADERS, &[code("SA", "attachments were scanned (Safe Attachments)"), code("SL", "links were rewritten (Safe Links)")]),
    key("spam-diagnostic", "verdict in Exchange's diagnostics", GUESSES, &[guess("NSPM", "not spam"), guess("SPAM", "spam"), guess("Default", "no verdict")]),
    key("connecting-ip", "the address that connected, as the receiver saw it", STAMPS, &[]),
    key("skip-listed-sender", "the original sender behind a relay (enhanced filtering)", "Microsoft, \"Enhanced filtering for connectors\"", &[]),
    key("original-sender", "the original sender behind a relay (enhanced filtering)", "Microsoft, \"Enhanced filtering for connectors\"", &[]),
    key("pra", "purported responsible address", "RFC 4407", &[]),
    key("sender-id", "Sender ID result", "RFC 4406", &[code("PASS", "the client may send for the responsible address"), code("FAIL", "it may not"), code("SOFTFAIL", "probably not"), code("NEUTRAL", "no statement"), code("NONE", "no record"), code("TEMPERROR", "DNS error"), code("PERMERROR", "malformed record")]),
    guessed_key("US", "unknown", FIELD, &[]),
    guessed_key("V", "version", FIELD, &[]),
    guessed_key("L", "unknown", FIELD, &[]),
    guessed_key("A", "unknown", FIELD, &[]),
    guessed_key("D", "unknown", FIELD, &[]),
    guessed_key("GD", "unknown", FIELD, &[]),
    guessed_key("item", "kind of item", FIELD, &[guess("Email", "a message")]),
    guessed_key("attributed", "tenant, as GUID and number", FIELD, &[]),
    guessed_key("expiry", "time limit of delivery", FIELD, &[]),
    guessed_key("direct", "came directly to Microsoft, without another relay before it", FIELD, &[guess("true", "it did")]),
    guessed_key("directory-check", "the sender was looked up in the tenant's directory", FIELD, &[guess("0", "no"), guess("1", "yes"), guess("2", "partly")]),
    guessed_key("relay-pool", "the relay pool, for messages that fail Microsoft's outbound checks", FIELD, &[guess("0", "not used"), guess("1", "used")]),
    guessed_key("server", "a server of Microsoft's", FIELD, &[]),
    guessed_key("representing", "sent on behalf of another mailbox", FIELD, &[guess("1", "sent as"), guess("2", "sent on behalf")]),
    guessed_key("malformed-from", "From does not comply with RFC 5322", FIELD, &[guess("true", "it is not")]),
    guessed_key("last-login", "when the recipient last logged in", FIELD, &[]),
    guessed_key("campaign", "campaign data", FIELD, &[]),
    guessed_key("labels", "sensitivity labels", FIELD, &[]),
    guessed_key("first-contact-tip", "a tip about first contact", FIELD, &[]),
    guessed_key("bypass-focused-inbox", "kept in the Focused Inbox", FIELD, &[guess("true", "yes")]),
    key("suppress", "automatic replies that the sender does not want", "[MS-OXCMAIL] section 2.1.3.2.20", &[code("All", "none at all"), code("OOF", "no out-of-office replies"), code("DR", "no delivery reports"), code("NDR", "no non-delivery reports"), code("RN", "no read notifications"), code("NRN", "no not-read notifications"), code("AutoReply", "no automatic replies")]),
    key("has-attachment", "whether there are attachments; empty is no", "[MS-OXCMAIL]", &[code("yes", "there are")]),
];

/// What others have guessed of single rule numbers (SFS, ENG). Microsoft documents none.
pub(super) const RULE_GUESSES: &[(&str, &str)] = &[
    ("35100500006", "an embedded image"),
    ("520007050", "junk by the user's own rule for this sender"),
    ("162623004", "suspicious words in the subject"),
    ("19618925003", "suspicious words in the body"),
    ("28233001", "a call to action in the subject"),
    ("30864003", "a long body"),
    ("564344004", "HTML with few words"),
    ("579124003", "HTML without formatting"),
    ("67856001", "underlined text"),
    ("166002", "a link in HTML"),
    ("21615005", "a link with a parameter"),
    ("45080400002", "a link that contains another link"),
    ("460985005", "a link to a file of a dangerous type"),
    ("966005", "a link whose text shows another site"),
    ("121216002", "relayed by the first server"),
];
