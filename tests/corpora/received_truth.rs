//! What other projects' tests assert of 390 Received fields, translated key by key from their conventions to ours.

use crate::shared;
use hdrtrace::received::{self, Received};
use serde_json::Value;
use std::net::IpAddr;

/// Assertions that do not hold here: part of the field, key, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "with esmtp  (v3.35.1) id 1GNrLz-000295-00",
        "rdns",
        "Exim by its id and version: the name is what Exim looked up; SpamAssassin knows it by the word Exim only",
    ),
    // CommuniGate's `verified` says that the announced name resolves to the peer: forward, not reverse DNS.
    (
        "by xxx.com (CommuniGate Pro SMTP 4.1.8)",
        "rdns",
        "CommuniGate: verified forwards, not looked up in reverse",
    ),
    (
        "from mail.tonet.ru ([213.183.114.1] verified)",
        "rdns",
        "CommuniGate: verified forwards, not looked up in reverse",
    ),
    (
        "from dedic5.cmspanel.ru ([83.222.3.95] verified)",
        "rdns",
        "CommuniGate: verified forwards, not looked up in reverse",
    ),
    (
        "from sibmail.com ([77.106.108.226] verified)",
        "rdns",
        "CommuniGate: verified forwards, not looked up in reverse",
    ),
    // Critical Path writes `from McBoyle (10.41.4.5) by puma.dub0.ie.cp.net (7.0.008)` too: what was announced.
    (
        "by cpmail.dk.tiscali.com (6.7.018)",
        "rdns",
        "Critical Path writes the announced name, and no reverse DNS",
    ),
    (
        "by n082.sc1.cp.net (7.0.030.2)",
        "rdns",
        "Critical Path writes the announced name, and no reverse DNS",
    ),
    (
        "by mx.laposte.net (7.0.028)",
        "rdns",
        "Critical Path writes the announced name, and no reverse DNS",
    ),
    (
        "by mail.gmx.net (mp033) with SMTP; 23 Nov 2012",
        "auth",
        "nothing in the field says so; SpamAssassin infers it from GMX's habits",
    ),
    (
        "from [86.122.158.69] by mta2.iomartmail.com",
        "ip",
        "the one token may be what the client said; nothing tells that the receiver wrote it",
    ),
    (
        "from helene8.i.pinwand.net (helene.cats.ms) [10.0.8.6.13219] (mail)",
        "from_rdns",
        "Exim's full host is `name (HELO) [address]`, as SpamAssassin reads it too",
    ),
    (
        "(<unknown.domain>[12.211.5.69])",
        "from_rdns",
        "a placeholder in angle brackets: reverse DNS gave no name",
    ),
    (
        "by alpha by uid 7791 with qmail-scanner",
        "by",
        "`by uid 7791` is a user id, not a host",
    ),
    (
        "from Unknown/Local ([?.?.?.?])",
        "from",
        "the first token is verbatim here, cut at the slash there",
    ),
    (
        "from localhost (example.com [local])",
        "from_rdns",
        "OpenSMTPD's socket on the same machine: its own host name, no reverse DNS",
    ),
    (
        "server-7.tower-with AES256-GCM-SHA384 encrypted SMTP",
        "tls_cipher",
        "the damaged field has no `with` but within `tower-with`; the text is kept as unparsed",
    ),
    (
        "(qmail 84907 invoked from network)",
        "from",
        "qmail's word on who invoked it is no from clause",
    ),
    (
        "(Postfix, from userid 1002)",
        "from",
        "Postfix's word on the calling user is no from clause",
    ),
    (
        "from [192.83.172.101] (HELLO 148.251.238.35) (148.251.238.35)",
        "real_ip",
        "the announcement stands apart and the address in the place of the peer is another one; rspamd takes the first token",
    ),
    (
        "from example.com ([]) by example.com",
        "real_hostname",
        "rspamd falls back to the announced name",
    ),
];

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn every_assertion_holds() {
    let rows: Value =
        serde_json::from_str(&shared::text("received/truth.json")).expect("truth.json is JSON");
    let mut used = vec![false; EXCEPTIONS.len()];
    let mut failures = Vec::new();
    let mut held = 0;
    for row in rows.as_array().expect("a list") {
        let header = row["header"].as_str().expect("a header");
        let source = row["source"].as_str().expect("a source");
        let hop = received::read(&header.replace(['\r', '\n'], ""));
        // The keys that a `contested` entry names are the other project's own mistakes.
        let contested: Vec<&str> = row["contested"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|text| text.as_str()?.split(':').next())
            .collect();
        for (key, expected) in row["expected"].as_object().expect("an object") {
            if contested.iter().any(|word| key.starts_with(word)) {
                continue;
            }
            let Some(outcome) = holds(source, key, expected, &hop) else {
                continue;
            };
            let exception = EXCEPTIONS
                .iter()
                .position(|(part, except, _)| header.contains(part) && except == key);
            match (outcome, exception) {
                (Ok(()), _) => held += 1,
                (Err(_), Some(index)) => used[index] = true,
                (Err(got), None) => failures.push(format!(
                    "{source}\n  {header}\n  {key}: {expected}, read: {got}"
                )),
            }
        }
    }
    for (index, (part, key, _)) in EXCEPTIONS.iter().enumerate() {
        if !used[index] {
            failures.push(format!("the exception for {key} of {part:?} is not needed"));
        }
    }
    assert!(
        failures.is_empty(),
        "{held} hold, {} do not:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(held > 1_500, "only {held} assertions were compared");
}

#[allow(clippy::match_same_arms, reason = "a row for each source and key")]
/// Whether an assertion holds; `None` where the key has no counterpart here.
fn holds(source: &str, key: &str, expected: &Value, hop: &Received) -> Option<Result<(), String>> {
    let source = source.split(' ').next().unwrap_or(source);
    if let Some(parts) = expected.as_array() {
        return list(key, parts, hop);
    }
    if key == "date_ms" {
        let got = hop.time().map(|time| time.timestamp_millis());
        return Some(same(got == expected.as_i64(), &got));
    }
    let expected = expected.as_str()?;
    Some(match (source, key) {
        ("spamassassin", _) => spam_assassin(key, expected, hop)?,
        ("stalwart", _) => stalwart(key, expected, hop)?,
        ("rspamd", "real_ip") => address(expected, hop.peer()),
        ("rspamd", "real_hostname") => text(expected, hop.rdns()),
        ("rspamd", "from_hostname") => text(expected, name(hop).map(bare)),
        ("rspamd", "by_hostname") => text(expected, hop.by_name()),
        ("rspamd", "for_mbox") => text(expected.trim_matches(['<', '>']), hop.for_.as_deref()),
        // Microsoft's and SpamScope's raw clauses begin with what is the slot's value here.
        (_, "from_raw") => begins(expected, name(hop)),
        ("SpamScope" | "microsoft/MHA", "by_raw") => begins(expected, by_or_process(hop, expected)),
        (_, "with_raw") => begins(expected, hop.with.as_deref()),
        (_, "for_raw") => text(expected.trim_matches(['<', '>']), hop.for_.as_deref()),
        (_, "id" | "id_raw") => text(expected, hop.id.as_deref()),
        (_, "via") => text(expected, hop.via.as_deref()),
        (_, "envelope_from_raw" | "envelope_sender_raw") => {
            text(expected, hop.envelope_from.as_deref())
        }
        ("eml_parser", "with") => begins(
            expected,
            hop.with.as_deref().map(str::to_lowercase).as_deref(),
        ),
        ("eml_parser", "date") => {
            let want = chrono::DateTime::parse_from_str(expected, "%Y-%m-%d %H:%M:%S%:z").ok();
            same(hop.time() == want.map(|want| want.to_utc()), &hop.time())
        }
        _ => return None,
    })
}

/// `SpamAssassin`, `Received.pm`: `ip` is the peer, an empty text means that there is none; `!192.0.2.1!` is an address
/// literal; webmail counts as authenticated there by its transport, here only where the field says so.
fn spam_assassin(key: &str, expected: &str, hop: &Received) -> Option<Result<(), String>> {
    let from = hop.from.as_ref();
    Some(match key {
        "ip" if expected.is_empty() => same(hop.peer().is_none(), &hop.peer()),
        "ip" => address(expected, hop.peer()),
        // An address is no name from reverse DNS.
        "rdns" if expected.parse::<IpAddr>().is_ok() => text("", hop.rdns()),
        "rdns" => text(expected, hop.rdns()),
        "helo" => {
            let literal = expected
                .strip_prefix('!')
                .and_then(|text| text.strip_suffix('!'));
            text(
                &literal.map_or(expected.to_owned(), |literal| format!("[{literal}]")),
                hop.helo(),
            )
        }
        "by" => text(expected, hop.by_name()),
        "id" => text(expected, hop.id.as_deref()),
        "ident" => text(expected, from.and_then(|from| from.ident.as_deref())),
        "envfrom" => text(expected, hop.envelope_from.as_deref()),
        "auth" if expected.starts_with("HTTP") => return None,
        "auth" => same(hop.auth.is_some() != expected.is_empty(), &hop.auth),
        _ => return None,
    })
}

/// Stalwart's mail-parser: names without brackets, protocols by an enumeration, ident with what follows it.
fn stalwart(key: &str, expected: &str, hop: &Received) -> Option<Result<(), String>> {
    let tls = hop.tls.as_ref();
    Some(match key {
        "from" => text(expected, name(hop).map(bare)),
        "from_ip" => address(expected, hop.peer()),
        "from_rdns" => text(expected.trim_end_matches('.'), hop.rdns()),
        "helo" => text(expected, hop.helo().map(bare)),
        "by" => text(expected, hop.by_name().map(bare)),
        "for" => text(expected, hop.for_.as_deref()),
        "id" => text(expected, hop.id.as_deref()),
        "via" => text(expected, hop.via.as_deref()),
        "with" => same(
            protocol(hop.with.as_deref().unwrap_or("")) == expected.to_uppercase(),
            &hop.with,
        ),
        "date_utc" => {
            // Whole seconds there.
            let want = expected
                .parse::<chrono::DateTime<chrono::Utc>>()
                .ok()?
                .timestamp();
            same(
                hop.time().map(|time| time.timestamp()) == Some(want),
                &hop.time(),
            )
        }
        // `TLSv1/SSLv3` is OpenSSL's name for a family of ciphers: verbatim here, TLS 1.0 there.
        "tls_version" => {
            let version = tls.and_then(|tls| tls.version.as_deref()).unwrap_or("");
            same(
                version.replace('.', "_") == expected
                    || (version == "TLSv1/SSLv3" && expected == "TLSv1_0"),
                &version,
            )
        }
        "tls_cipher" => text(expected, tls.and_then(|tls| tls.cipher.as_deref())),
        "ident" => {
            let ident = hop.from.as_ref().and_then(|from| from.ident.as_deref());
            let user = match &hop.auth {
                Some(received::Auth::User(user)) => Some(user.as_str()),
                _ => None,
            };
            // It stands for the authenticated user too, with the host behind `@`, and ends at a `/`.
            let known = [ident, user, hop.envelope_from.as_deref()];
            let head = expected.split('@').next().unwrap_or(expected);
            let alike = |known: &str| known.contains(head) || known.split('@').next() == Some(head);
            same(known.into_iter().flatten().any(alike), &ident)
        }
        _ => return None,
    })
}

/// The names of Stalwart's enumeration.
fn protocol(with: &str) -> String {
    let with = with.to_uppercase();
    let word = with
        .split(' ')
        .rfind(|word| word.contains("SMTP") || word.contains("HTTP"))
        .unwrap_or(&with);
    match word {
        "ESMTP-TLS" => "ESMTPS",
        "SMTPSVC" | "BSMTP" | "LOCAL-BSMTP" | "ASMTP" => "SMTP",
        "HTTPREST" => "HTTP",
        other => other.strip_prefix("LOCAL-").unwrap_or(other),
    }
    .to_owned()
}

fn list(key: &str, parts: &[Value], hop: &Received) -> Option<Result<(), String>> {
    let all = |slots: &[Option<String>]| {
        let missing = parts.iter().filter_map(Value::as_str).find(|part| {
            !slots
                .iter()
                .flatten()
                .any(|slot| slot.to_lowercase().contains(&part.to_lowercase()))
        });
        match missing {
            None => Ok(()),
            Some(part) => Err(format!("{part} not in {slots:?}")),
        }
    };
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let from = [
        owned(name(hop)),
        owned(hop.rdns()),
        owned(hop.helo()),
        hop.peer().map(|ip| ip.to_string()),
        // The verb is part of the raw clause.
        hop.helo().map(|_| "HELO".to_owned()),
    ];
    Some(match key {
        "from" | "from_raw_contains" => all(&from),
        "by" | "by_raw_contains" => all(&[owned(hop.by_name())]),
        "for" => all(std::slice::from_ref(&hop.for_)),
        "with_raw_contains" => all(std::slice::from_ref(&hop.with)),
        "via_raw_contains" => all(std::slice::from_ref(&hop.via)),
        "date_raw_contains" => all(&[hop.date.as_ref().ok().map(|date| date.raw.clone())]),
        _ => return None,
    })
}

fn name(hop: &Received) -> Option<&str> {
    hop.from.as_ref()?.name.as_deref()
}

/// Microsoft's tool shows `by me by you` as `me; you`, and qmail's comment as `by`.
fn by_or_process<'a>(hop: &'a Received, expected: &'a str) -> Option<&'a str> {
    if expected.starts_with("qmail ") && hop.by.is_none() {
        Some("qmail")
    } else {
        hop.by_name()
    }
}

fn bare(text: &str) -> &str {
    // A port may stand behind the bracket.
    let text = text
        .split_once("]:")
        .map_or(text, |(literal, _port)| literal);
    text.trim_matches(['[', ']', '<', '>'])
}

fn text(expected: &str, got: Option<&str>) -> Result<(), String> {
    same(got.unwrap_or("") == expected, &got)
}

fn begins(expected: &str, got: Option<&str>) -> Result<(), String> {
    same(
        got.is_some_and(|got| !got.is_empty() && expected.starts_with(got)),
        &got,
    )
}

fn address(expected: &str, got: Option<IpAddr>) -> Result<(), String> {
    let want = expected
        .parse::<IpAddr>()
        .ok()
        .map(hdrtrace::names::unmapped);
    same(got == want, &got)
}

fn same<T: std::fmt::Debug>(same: bool, got: &T) -> Result<(), String> {
    if same {
        Ok(())
    } else {
        Err(format!("{got:?}"))
    }
}
