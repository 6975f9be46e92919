//! `mail_auth`'s own verdicts beside ours, over the same cases and servers. Where the two differ, the table
//! `differential.tsv` has a row that names the section which decides; `docs/differential.md` is written from it.
//!
//! `HDRTRACE_BLESS=1` writes both anew; a row that has no section yet gets a `?`, which fails.

use super::loopback::{each, limits};
use crate::suite::{self, block_on, text};
use crate::support::Server;
use chrono::{DateTime, TimeZone, Utc};
use hdrtrace::auth::dkim::DkimOptions;
use hdrtrace::auth::spf::{Identity, SpfRequest};
use hdrtrace::auth::{AuthResult, arc, dkim, dmarc, spf};
use hdrtrace::checked::Checked;
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;
use hickory_resolver::config::{NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{
    AuthenticatedMessage, DkimOutput, DkimResult, DmarcResult, MessageAuthenticator, SpfOutput,
    SpfResult,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

/// The suites with the method that each is about.
const SUITES: [(&str, Method); 7] = [
    ("spf-rfc7208", spf_both),
    ("mail-dkim-corpus", dkim_both),
    ("opendkim-verify", dkim_both),
    ("dkimpy", dkim_both),
    ("go-msgauth-dkim", dkim_both),
    ("arc-validation", arc_both),
    ("dmarc-rfc9989", dmarc_both),
];

/// Gives our verdict and theirs on a case.
type Method = fn(&Value, &Server) -> (String, String);

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn every_disagreement_with_mail_auth_is_decided_by_a_section() {
    let known = read_table();
    let mut rows = Vec::new();
    let mut agreed = BTreeMap::new();
    for (name, method) in SUITES {
        let suite = suite::load(name);
        let verdicts = each(&suite, method);
        let count = verdicts.len();
        let before = rows.len();
        for (case, (ours, theirs)) in suite.cases().iter().zip(verdicts) {
            if ours != theirs {
                let key = (name.to_owned(), text(&case["id"]).to_owned());
                let section = known.get(&key).map_or("?", |row| &row.section).to_owned();
                let (suite, case) = key;
                rows.push(Row {
                    suite,
                    case,
                    ours,
                    theirs,
                    section,
                });
            }
        }
        agreed.insert(name, (count - (rows.len() - before), count));
    }
    println!("agreement: {agreed:?}");
    let (table, page) = (table(&rows), page(&rows, &agreed));
    if std::env::var_os("HDRTRACE_BLESS").is_some() {
        std::fs::write(path("tests/auth/conformance/differential.tsv"), &table).unwrap();
        std::fs::write(path("docs/differential.md"), &page).unwrap();
    }
    let undecided: Vec<String> = rows
        .iter()
        .filter(|row| reason(&row.section).is_none())
        .map(|row| {
            format!(
                "{} {}: ours {}, theirs {}",
                row.suite, row.case, row.ours, row.theirs
            )
        })
        .collect();
    assert!(
        undecided.is_empty(),
        "no section decides:\n{}",
        undecided.join("\n")
    );
    let file = std::fs::read_to_string(path("tests/auth/conformance/differential.tsv")).unwrap();
    assert_eq!(table, file, "HDRTRACE_BLESS=1 writes the table anew");
    let file = std::fs::read_to_string(path("docs/differential.md")).unwrap();
    assert_eq!(page, file, "HDRTRACE_BLESS=1 writes the page anew");
}

struct Row {
    suite: String,
    case: String,
    ours: String,
    theirs: String,
    /// A key of [`REASONS`].
    section: String,
}

/// What decides, by the word in the table.
fn reason(section: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    REASONS.iter().find(|(key, ..)| *key == section)
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read_table() -> BTreeMap<(String, String), Row> {
    let file = std::fs::read_to_string(path("tests/auth/conformance/differential.tsv"))
        .unwrap_or_default();
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t').map(str::to_owned);
            let row = Row {
                suite: cells.next()?,
                case: cells.next()?,
                ours: cells.next()?,
                theirs: cells.next()?,
                section: cells.next()?,
            };
            Some(((row.suite.clone(), row.case.clone()), row))
        })
        .collect()
}

fn table(rows: &[Row]) -> String {
    let mut out = "# suite, case, our verdict, mail-auth's, what decides (REASONS)\n".to_owned();
    for row in rows {
        let cells = [&row.suite, &row.case, &row.ours, &row.theirs, &row.section];
        out.push_str(&cells.map(String::as_str).join("\t"));
        out.push('\n');
    }
    out
}

/// The table for people: grouped by what decides.
fn page(rows: &[Row], agreed: &BTreeMap<&str, (usize, usize)>) -> String {
    let mut out = "# Where mail-auth 0.13.3 gives another result\n\n\
        Written by `tests/auth/conformance/differential.rs`, which runs both over the public suites and a name server on\n\
        loopback. Each row is a case on which the two differ; each group has the section that decides.\n\n\
        | suite | cases | agree |\n|---|---|---|\n"
        .to_owned();
    for (suite, (same, count)) in agreed {
        let _ = writeln!(out, "| {suite} | {count} | {same} |");
    }
    for (key, section, why) in REASONS {
        let of: Vec<&Row> = rows.iter().filter(|row| row.section == *key).collect();
        if of.is_empty() {
            continue;
        }
        let _ = write!(
            out,
            "\n## {section}\n\n{why}\n\n| suite | case | here | mail-auth |\n|---|---|---|---|\n"
        );
        for row in of {
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} |",
                row.suite, row.case, row.ours, row.theirs
            );
        }
    }
    out
}

/// Key, section, why.
const REASONS: &[(&str, &str, &str)] = &[
    (
        "7208-3.1",
        "RFC 7208 section 3.1: records are US-ASCII",
        "A record with other bytes is no valid record: permerror.",
    ),
    (
        "7208-4.3",
        "RFC 7208 section 4.3: initial processing",
        "A domain that is malformed, a literal or no FQDN has no policy: check_host() gives none at once.",
    ),
    (
        "7208-4.5",
        "RFC 7208 section 4.5: selecting records",
        "More than one record that begins with the version section is permerror; the first may not be chosen.",
    ),
    (
        "7208-4.6.1",
        "RFC 7208 section 4.6.1: term evaluation",
        "Terms are separated by spaces and nothing else, and syntax errors anywhere in the record are permerror before anything is evaluated.",
    ),
    (
        "7208-4.6.4",
        "RFC 7208 section 4.6.4: DNS lookup limits",
        "More than two void lookups are permerror.",
    ),
    (
        "7208-4.8",
        "RFC 7208 sections 4.3 and 4.8: domain specification",
        "A name with an empty or too long label is never in DNS: the mechanism does not match. Nothing is temporary about it.",
    ),
    (
        "7208-5",
        "RFC 7208 section 5: mechanism definitions",
        "An IPv4-mapped client counts as IPv4, and an IPv4 address is never matched by an IPv6 network.",
    ),
    (
        "7208-5.5",
        "RFC 7208 section 5.5: ptr",
        "A validated name of the client that is the target name, or ends in it, matches.",
    ),
    (
        "7208-5.6",
        "RFC 7208 section 5.6: ip4 and ip6",
        "A prefix length above 32 or 128, or with a leading zero, is a syntax error.",
    ),
    (
        "7208-5.7",
        "RFC 7208 section 5.7: exists",
        "The lookup is of type A whatever the client's address is.",
    ),
    (
        "7208-6",
        "RFC 7208 sections 6 and 12: modifiers",
        "A modifier's name begins with a letter and may have digits, `-`, `_` and `.`; `redirect` and `exp` whose domain is missing are syntax errors.",
    ),
    (
        "7208-6.1",
        "RFC 7208 section 6.1: redirect",
        "It is used once all mechanisms failed to match, wherever it is in the record; the record redirected to is evaluated in full.",
    ),
    (
        "7208-7.1",
        "RFC 7208 section 7.1: formal specification of domain-spec",
        "It ends in a macro or in a dot and a toplabel, which has a letter and neither begins nor ends with a hyphen; before that any visible character but `%` is allowed. This is compared with the record as written, not against what macros expand to.",
    ),
    (
        "7208-7.2",
        "RFC 7208 section 7.2: macro definitions",
        "`%{p}` is a validated name of the client, at best the domain itself or one below it.",
    ),
    (
        "7208-7.3",
        "RFC 7208 sections 7.1 and 7.3: macro processing",
        "`%%`, `%_` and `%-` stand for characters that a name in DNS may have; such a name is asked for as any other.",
    ),
    (
        "7208-12",
        "RFC 7208 section 12: grammar of a and mx",
        "A prefix length out of range, or of no digits, is a syntax error.",
    ),
    (
        "8301-3.1",
        "RFC 8301 section 3.1: rsa-sha1",
        "It MUST NOT be used for verifying. The signature is intact, and not accepted: policy.",
    ),
    (
        "8301-3.2",
        "RFC 8301 section 3.2: key sizes",
        "Signatures of RSA keys below 1024 bits MUST NOT be considered valid: policy for DKIM, a failing link for ARC.",
    ),
    (
        "6376-3.2",
        "RFC 6376 section 3.2: tag lists",
        "Names are case-sensitive and stand once; an empty tag, a duplicate or a bad name makes the list invalid. RFC 8617 section 4.1.3 has the seal be such a list.",
    ),
    (
        "6376-3.4.2",
        "RFC 6376 section 3.4.2: relaxed header canonicalization",
        "Whitespace before the colon is deleted, and RFC 5322 section 4.5 lets it stand there.",
    ),
    (
        "6376-3.5-c",
        "RFC 6376 section 3.5: c=",
        "Without it simple/simple is meant; RFC 8617 section 4.1.2 takes the tag over.",
    ),
    (
        "6376-3.5-i",
        "RFC 6376 sections 3.5 and 6.1.1: i=",
        "Its domain must be d= or below it; a signature whose is not is ignored with PERMFAIL, before any hash.",
    ),
    (
        "6376-3.5-l",
        "RFC 6376 section 3.5: l=",
        "It MUST NOT be larger than the canonical body: unusable, PERMFAIL.",
    ),
    (
        "6376-3.5-l-strict",
        "RFC 6376 sections 3.4.5, 3.5 and 8.2: l=",
        "It says how much of the canonical body is signed, and what follows is not hashed. That text can be appended is the verifier's to report, which is done here in facts (`body_bytes_unsigned`); mail-auth does not accept such signatures in its default mode.",
    ),
    (
        "6376-3.5-q",
        "RFC 6376 section 3.5: q=",
        "Methods that are not known MUST be ignored; a signature without a known one cannot be checked.",
    ),
    (
        "6376-3.5-t",
        "RFC 6376 section 3.5: t=",
        "A signature dated in the future may be ignored; one that does not verify either is unusable rather than broken.",
    ),
    (
        "6376-3.5-x",
        "RFC 6376 section 3.5: x=",
        "An expired signature may be treated as invalid. One that verifies is no forgery for its age: policy, with its facts; one that does not is unusable: permerror.",
    ),
    (
        "6376-3.8",
        "RFC 6376 section 3.8: input requirements",
        "A message without From, or with one that has no address, is not valid by RFC 5322 section 3.6, which a verifier SHOULD check: permerror.",
    ),
    (
        "6376-6.1.1",
        "RFC 6376 section 6.1.1: validate the signature header field",
        "A signature that lacks a required tag, has a value against its syntax or another version is ignored with PERMFAIL: permerror. None would deny that it is there. (RFC 8601 section 2.7.1 lets neutral stand for errors of syntax too; permerror says that a later attempt will not do better.)",
    ),
    (
        "6376-6.1.2",
        "RFC 6376 section 6.1.2: get the public key",
        "No key, a revoked one, or one that cannot be read: PERMFAIL, permerror.",
    ),
    (
        "6376-6.1.2-key",
        "RFC 6376 sections 3.6.1 and 6.1.2: what a key allows",
        "The key's h= and its t=s forbid this signature: PERMFAIL, before any hash.",
    ),
    (
        "6376-6.1.3",
        "RFC 6376 section 6.1.3, RFC 8601 section 2.7.1: compute the verification",
        "A body hash that does not verify is a failed test of a well-formed signature: fail.",
    ),
    (
        "8601-2.7.1-neutral",
        "RFC 8601 section 2.7.1: neutral",
        "The message is signed with DomainKeys (RFC 4870), which is not able to be processed any more.",
    ),
    (
        "8617-4.1",
        "RFC 8617 sections 4.1.2 and 4.1.3: a=",
        "It is required, and rsa-sha256 is the one algorithm that may be used.",
    ),
    (
        "8617-4.1.2",
        "RFC 8617 section 4.1.2: ARC-Message-Signature",
        "ARC-Seal MUST NOT be in its h=.",
    ),
    (
        "8617-4.1.2-h",
        "RFC 8617 section 4.1.2: h=",
        "RFC 8617 demands no field in it (From is DKIM's demand), so that an empty one signs no field; the suite expects that.",
    ),
    (
        "8617-5.2",
        "RFC 8617 section 5.2 step 3: structure",
        "Each set has exactly one of each field; a chain that lacks one fails.",
    ),
    (
        "8617-5.2-none",
        "RFC 8617 section 5.2 step 1: no chain",
        "What holds no ARC field has no chain, whatever else it lacks: none.",
    ),
    (
        "9989-4.7",
        "RFC 9989 section 4.7: tags with invalid values",
        "They are ignored, and the default counts.",
    ),
    (
        "9989-4.7-p",
        "RFC 9989 section 4.7: invalid policies",
        "With a place to report to the policy is none; without, the record is as if it were not there. Neither is an error.",
    ),
    (
        "9989-4.8",
        "RFC 9989 sections 4.7 and 4.8: v=",
        "DMARC1 in this letter case, first, with nothing before it; else the text is no record.",
    ),
    (
        "9989-4.10",
        "RFC 9989 section 4.10 step 2: several records",
        "They are all discarded, and the walk goes on.",
    ),
    (
        "9989-11.5",
        "RFC 9989 section 11.5: several Author Domains",
        "Each is evaluated, and the strictest failing policy decides; no result at all would be the way around DMARC.",
    ),
    (
        "1034-3.1",
        "RFC 1034 section 3.1: absolute names",
        "A final dot is the root, and the domain is the same.",
    ),
];

fn ours(result: Checked<AuthResult>) -> String {
    match result {
        Checked::Done(result) => result.word().to_owned(),
        Checked::Skipped(why) => why.word().to_owned(),
    }
}

fn dns(server: &Server) -> Dns {
    Dns::server(server.addr(), limits())
}

fn authenticator(server: &Server) -> MessageAuthenticator {
    let mut config = NameServerConfig::udp_and_tcp(server.addr().ip());
    for connection in &mut config.connections {
        connection.port = server.addr().port();
    }
    let mut options = ResolverOpts::default();
    options.timeout = Duration::from_secs(2);
    options.attempts = 1;
    options.cache_size = 0;
    options.use_hosts_file = ResolveHosts::Never;
    MessageAuthenticator::new(
        ResolverConfig::from_parts(None, vec![], vec![config]),
        options,
    )
    .expect("a resolver")
}

fn spf_both(case: &Value, server: &Server) -> (String, String) {
    let of = |name: &str| text(&case[name]).to_owned();
    let (client, helo, sender, receiver) = (
        text(&case["ip"]).parse().unwrap(),
        of("helo"),
        of("mailfrom"),
        of("receiver"),
    );
    let request = SpfRequest {
        client,
        helo: helo.clone(),
        mail_from: sender.clone(),
        receiver: receiver.clone(),
        identity: Identity::MailFrom,
        now: DateTime::UNIX_EPOCH,
        unknown: spf::Unknown::default(),
    };
    block_on(async {
        let check = spf::check_host(&dns(server), &request).await;
        let parameters = if sender.is_empty() {
            SpfParameters::verify_ehlo(client, &helo, &receiver)
        } else {
            SpfParameters::verify_mail_from(client, &helo, &receiver, &sender)
        };
        let theirs = authenticator(server).verify_spf(parameters).await;
        let word = match theirs.result() {
            SpfResult::Pass => "pass",
            SpfResult::Fail => "fail",
            SpfResult::SoftFail => "softfail",
            SpfResult::Neutral => "neutral",
            SpfResult::TempError => "temperror",
            SpfResult::PermError => "permerror",
            SpfResult::None => "none",
        };
        (ours(check.result), word.to_owned())
    })
}

fn dkim_word(result: &DkimResult) -> &'static str {
    match result {
        DkimResult::Pass => "pass",
        DkimResult::Neutral(_) => "neutral",
        DkimResult::Fail(_) => "fail",
        DkimResult::PermError(_) => "permerror",
        DkimResult::TempError(_) => "temperror",
        DkimResult::None => "none",
    }
}

/// The verdicts on all signatures, topmost first: a single verdict would hide which of them differ.
fn dkim_both(case: &Value, server: &Server) -> (String, String) {
    let raw = suite::message(case);
    let options = DkimOptions {
        explain: false,
        ..DkimOptions::at(Utc.with_ymd_and_hms(2026, 12, 1, 0, 0, 0).unwrap())
    };
    let listed = |words: Vec<String>| {
        if words.is_empty() {
            "none".to_owned()
        } else {
            words.join(" ")
        }
    };
    block_on(async {
        let checks = dkim::verify(&dns(server), &Message::parse(&raw), &options).await;
        let here = listed(checks.iter().map(|check| ours(check.result)).collect());
        let Some(message) = AuthenticatedMessage::parse(&raw) else {
            return (here, "unreadable".to_owned());
        };
        let theirs = authenticator(server).verify_dkim(&message).await;
        let words = theirs
            .iter()
            .map(|output| dkim_word(output.result()).to_owned());
        (here, listed(words.collect()))
    })
}

fn arc_both(case: &Value, server: &Server) -> (String, String) {
    let raw = suite::message(case);
    block_on(async {
        let check = arc::verify(&dns(server), &Message::parse(&raw)).await;
        let here = ours(check.result);
        let Some(message) = AuthenticatedMessage::parse(&raw) else {
            return (here, "unreadable".to_owned());
        };
        let theirs = authenticator(server).verify_arc(&message).await;
        // RFC 8617 knows none, pass and fail; mail-auth says neutral and permerror of broken chains too.
        let word = match theirs.result() {
            DkimResult::Neutral(_) | DkimResult::PermError(_) => "fail",
            other => dkim_word(other),
        };
        (here, word.to_owned())
    })
}

fn dmarc_both(case: &Value, server: &Server) -> (String, String) {
    let raw = suite::message(case);
    let given = |input: &Value, key: &str| {
        (
            text(&input[key]).to_owned(),
            text(&input["result"]).to_owned(),
        )
    };
    let (spf_domain, spf_word) = given(&case["spf"], "domain");
    let signatures: Vec<(String, String)> = case["dkim"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| given(one, "d"))
        .collect();
    let identifier = |(domain, word): &(String, String)| dmarc::Identifier {
        domain: domain.clone(),
        result: Checked::Done(super::dmarc::result(word)),
    };
    let authors = dmarc::author_domains(&Message::parse(&raw)).domains;
    let dkim: Vec<_> = signatures.iter().map(identifier).collect();
    let spf = identifier(&(spf_domain.clone(), spf_word.clone()));
    block_on(async {
        let check = dmarc::evaluate(&dns(server), &authors, Some(&spf), &dkim).await;
        let policy = check.policy.map_or("-", |policy| policy.word());
        let here = format!("{} p={policy}", ours(check.result));
        let Some(message) = AuthenticatedMessage::parse(&raw) else {
            return (here, "unreadable".to_owned());
        };
        let made: Vec<_> = signatures
            .iter()
            .map(|(domain, _)| mail_auth::dkim::Signature {
                d: domain.clone(),
                ..mail_auth::dkim::Signature::default()
            })
            .collect();
        let outputs: Vec<_> = signatures
            .iter()
            .zip(&made)
            .map(|((_, word), signature)| dkim_output(word).with_signature(signature))
            .collect();
        let spf = SpfOutput::new(spf_domain.clone()).with_result(spf_result(&spf_word));
        let parameters =
            mail_auth::dmarc::verify::DmarcParameters::new(&message, &outputs, &spf_domain, &spf);
        let theirs = authenticator(server).verify_dmarc(parameters).await;
        let word = match theirs.result() {
            DmarcResult::Pass => "pass",
            DmarcResult::Fail(_) => "fail",
            DmarcResult::TempError(_) => "temperror",
            DmarcResult::PermError(_) => "permerror",
            DmarcResult::None => "none",
        };
        let policy = match theirs.policy() {
            mail_auth::dmarc::Policy::None if theirs.dmarc_record().is_some() => "none",
            mail_auth::dmarc::Policy::None | mail_auth::dmarc::Policy::Unspecified => "-",
            mail_auth::dmarc::Policy::Quarantine => "quarantine",
            mail_auth::dmarc::Policy::Reject => "reject",
        };
        (here, format!("{word} p={policy}"))
    })
}

fn dkim_output(word: &str) -> DkimOutput<'static> {
    let error = || mail_auth::Error::NotAligned;
    match word {
        "pass" => DkimOutput::pass(),
        "permerror" => DkimOutput::perm_err(error()),
        "temperror" => DkimOutput::temp_err(error()),
        "neutral" => DkimOutput::neutral(error()),
        _ => DkimOutput::fail(error()),
    }
}

fn spf_result(word: &str) -> SpfResult {
    match word {
        "pass" => SpfResult::Pass,
        "fail" => SpfResult::Fail,
        "softfail" => SpfResult::SoftFail,
        "neutral" => SpfResult::Neutral,
        "temperror" => SpfResult::TempError,
        "permerror" => SpfResult::PermError,
        _ => SpfResult::None,
    }
}
