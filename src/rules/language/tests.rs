//! What conditions say, what is refused, and what they cost.

use super::compile;
use crate::growth::assert_linear;
use crate::rules::testing::{MAIL, body, holds, report, test_holds};
use crate::rules::{RuleSet, found};
use proptest::prelude::*;

#[test]
fn conditions_say_what_is_written() {
    let report = report(MAIL);
    for (condition, expected) in [
        // Texts are compared without case, in any alphabet.
        ("from.domain == \"SENDER.example\"", true),
        ("from.display == \"jÖrg ceo\"", true),
        (
            "from.display starts_with \"jörg\" and from.display ends_with \"CEO\"",
            true,
        ),
        ("from.display contains \"örg c\"", true),
        ("from.display contains \"eo.\"", false),
        ("from.address != \"boss@sender.example\"", false),
        (
            "message_id matches \"^<[a-z0-9]{4}\\\\.\\\\d+@campaign\\\\.example>$\"",
            true,
        ),
        ("message_id matches \"(?-i)^<[a-z]\"", false),
        (
            "from.domain in [\"other.example\", \"Sender.Example\"]",
            true,
        ),
        ("message.subject contains \"invoice\"", true),
        // One text in another of the message.
        ("return_path contains from.domain", true),
        ("subject contains from.domain", false),
        // Domains.
        (
            "domain_within(return_path.domain, \"sender.example\")",
            true,
        ),
        ("domain_within(return_path.domain, from.domain)", true),
        ("domain_within(from.domain, return_path.domain)", false),
        (
            "domain_within(from.domain, [\"a.example\", \"example\"])",
            true,
        ),
        ("domain_within(from.domain, \"ender.example\")", false),
        // Addresses.
        ("client.ip == \"192.0.2.7\"", true),
        ("client.ip in [\"192.0.2.7\", \"2001:db8::1\"]", true),
        (
            "cidr(client.ip, \"198.51.100.0/24\", \"192.0.2.0/24\")",
            true,
        ),
        ("cidr(client.ip, \"192.0.2.8\")", false),
        ("client.network == \"192.0.2.0/24\"", true),
        // Numbers, times, durations.
        ("count(hops) == 2 and count(recipients) >= 2", true),
        ("count hops (tls) < 2", true),
        ("received - date > 2h and received - date < 3h30m", true),
        ("date + 1d > received", true),
        (
            "received >= 2026-05-02 and received < 2026-05-02T10:00:10Z",
            true,
        ),
        ("any hops (delay > 10s and delay < 12s)", true),
        ("any header(\"x-score\") (number(value) > 7)", true),
        ("any header(\"Subject\") (number(value) > 7)", false),
        ("length(subject) == 12", true),
        (
            "registered_domain(return_path.domain) == \"sender.example\"",
            true,
        ),
        ("domain_of(from.address) == from.domain", true),
        // Lists.
        (
            "any hops (trust == \"boundary\" and by.name == \"mx.example.net\")",
            true,
        ),
        ("any hops (from.ip == message.client.ip)", true),
        ("all hops (with starts_with \"ESMTP\")", true),
        ("all hops (tls)", false),
        ("any recipients (address == \"eve@example.net\")", true),
        ("any links (host == \"login.evil.example\")", true),
        (
            "any links (not domain_within(host, message.from.domain))",
            true,
        ),
        ("all links (domain_within(host, \"example\"))", true),
        (
            "any claims (method == \"spf\" and any properties (key == \"smtp.mailfrom\"))",
            true,
        ),
        // Header fields.
        (
            "header(\"X-Gateway\") exists and count(header(\"X-Gateway\")) == 2",
            true,
        ),
        (
            "any header(\"X-Gateway\") (trusted and value == \"scanned\")",
            true,
        ),
        (
            "any header(\"X-Gateway\") (trusted and value == \"forged\")",
            false,
        ),
        (
            "any header(\"From\") (value starts_with \"Jörg\" and raw starts_with \"=?utf\")",
            true,
        ),
        ("any headers (name matches \"^x-\" and not trusted)", true),
        // What is missing makes comparisons false, and not of them true.
        ("dmarc.result == \"pass\"", false),
        ("dmarc.result != \"pass\"", false),
        ("not dmarc.result == \"pass\"", true),
        ("dmarc.result exists", false),
        ("list exists or client.asn > 1", false),
        ("client.listed", false),
        ("any attachments (size > 0)", false),
        ("all attachments (size > 0)", false),
        ("not attachments exists", true),
        ("count(attachments) == 0", true),
        // Words with an order.
        ("severity >= \"info\"", true),
        (
            "any findings (code == \"IDN003\" and severity > \"high\")",
            false,
        ),
        // Joins.
        (
            "subject exists and (date exists or list exists) and not (list exists)",
            true,
        ),
        ("true and not false # and nothing else", true),
    ] {
        assert_eq!(holds(condition, &report), expected, "{condition}");
    }
}

#[test]
fn headers_alone_leave_the_body_unknown() {
    let (header, _) = MAIL.split_once("\r\n\r\n").expect("a header");
    let report = report(&format!("{header}\r\n"));
    for condition in [
        "links exists",
        "any links (host exists)",
        "count(links) > 0",
    ] {
        assert!(!holds(condition, &report), "{condition}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_where_it_stands() {
    for (condition, at, hint) in [
        ("subjct == \"x\"", 0..6, "did you mean subject?"),
        (
            "authentication.dmarc.result == \"pass\"",
            0..27,
            "did you mean dmarc.result?",
        ),
        ("route.boundary.ip exists", 0..17, "did you mean client.ip?"),
        (
            "any header(\"X-A\") (message.subject == message.from.display)",
            19..58,
            "ask it outside of the parentheses, joined with and",
        ),
        (
            "dmarc.result == \"failed\"",
            16..24,
            "did you mean \"fail\"?",
        ),
        (
            "severity > \"critical\"",
            11..21,
            "it is one of info, notice, warning, high",
        ),
        ("subject > \"x\"", 0..13, "compare it with == or !="),
        (
            "client.ip == \"192.0.2.0/24\"",
            13..27,
            "cidr(client.ip, \"192.0.2.0/24\") asks for a network",
        ),
        (
            "cidr(client.ip, \"192.0.2.7/24\")",
            16..30,
            "did you mean 192.0.2.0/24?",
        ),
        (
            "count(hops) == \"3\"",
            0..18,
            "numbers have no quotes; number(x) reads a text as one",
        ),
        (
            "date > \"2026-05-02\"",
            0..19,
            "times have no quotes: 2026-05-02T10:00:00Z",
        ),
        (
            "received - date > 2",
            0..19,
            "durations have a unit: 90s, 5m, 2h",
        ),
        (
            "subject",
            0..7,
            "compare it: ==, !=, <, >, in, contains, matches, exists",
        ),
        (
            "hops == 2",
            0..4,
            "write any hops (trust == …), count(hops) or hops exists",
        ),
        (
            "any hops (subject contains \"x\")",
            10..17,
            "within the parentheses, names are those of the hop; write message.subject",
        ),
        (
            "any hops (message.subject contains \"x\")",
            10..25,
            "ask it outside of the parentheses, joined with and",
        ),
        (
            "any links (any message.hops (tls))",
            15..27,
            "ask it outside of the parentheses, joined with and",
        ),
        (
            "any links (header(\"X\") exists)",
            11..22,
            "ask it outside of the parentheses, joined with and",
        ),
        ("subject matches \"(\"", 16..19, ""),
        (
            "subject matches \"(?:a{1000}){1000}\"",
            16..35,
            "repeat less, or list classes as ASCII",
        ),
        ("subject matches from.domain", 16..27, ""),
        ("subject contains \"\"", 17..19, ""),
        (
            "domain_within(from.domain, \"*.example.com\")",
            27..42,
            "write \"example.com\"; names below it are within it",
        ),
        (
            "domain_whithin(from.domain, \"example.com\")",
            0..42,
            "did you mean domain_within?",
        ),
        ("from.domain in []", 15..17, ""),
        (
            "from.domain in recipients",
            15..25,
            "write any recipients (value == …), with the names of its elements",
        ),
        ("header(\"X Y\") exists", 7..12, ""),
        ("\"a\" == \"a\"", 0..10, "names of fields have no quotes"),
        (
            "subject - date > 2h",
            0..14,
            "received - date > 2h, or received + 2h < date",
        ),
    ] {
        let fault = compile(condition).expect_err(condition);
        let said = (fault.at.clone(), fault.hint.as_deref().unwrap_or_default());
        assert_eq!(said, (at, hint), "{condition}: {}", fault.message);
    }
}

/// Conditions that look at a text as hard as they can.
const HARD: &[&str] = &[
    "subject contains \"aaaaaaab\"",
    "subject matches \"(a+)+$|(a|aa)+b\"",
    "subject matches \"(x+x+)+y\"",
    "subject contains message_id",
    "from.display starts_with subject or subject ends_with from.display",
    "subject in [\"a\", \"b\"] or subject == message_id",
    "length(subject) == 1 or registered_domain(subject) == \"a\" or domain_of(subject) == \"a\"",
    "domain_within(subject, \"example.com\") or domain_within(subject, message_id)",
    "any headers (value contains \"aaab\" and raw matches \"a*a*a*b\")",
    "any header(\"X-A\") (value contains message.subject or domain_within(value, message.subject))",
    "any links (host == message.subject or url contains message.subject)",
    "((((((((((((subject contains \"b\" or false) or false) or false) or false) or false) or false) or false) or false) or false) or false) or false) or false)",
];

#[test]
fn no_text_costs_more_than_its_length() {
    for unit in ["a", "a.", "ä", "@", "=?utf-8?q?a?= ", "x"] {
        for condition in HARD {
            let test = compile(condition).expect(condition);
            let texts = |size: usize| {
                let text = unit.repeat(size / unit.len());
                let mut report = report(MAIL);
                report.message.subject = Some(text.clone());
                report.message.message_id = Some(format!("{text}b"));
                report.message.from[0].display = Some(text.clone());
                for link in &mut body(&mut report).links {
                    link.host = Some(text.clone());
                }
                report.header.bytes = format!("X-A: {text}\r\n").into_bytes();
                report.header.fields = vec![crate::words::Span::new(0, 5 + text.len())];
                report
            };
            let made = [texts(25_000), texts(100_000)];
            assert_linear(condition, 100_000, |size| {
                let at = usize::from(size == 100_000);
                for _ in 0..4 {
                    test_holds(&test, &made[at]);
                }
            });
        }
    }
}

#[test]
fn many_elements_cost_no_more_than_their_number() {
    let link = report(MAIL).body.done().expect("a body").links[0].clone();
    for condition in [
        "any links (host == message.subject and url contains \"x\")",
        "count links (not domain_within(host, message.from.domain)) > 3 and all links (any oddities (value == \"x\"))",
        "any links (message.subject in [\"a\"] or host exists)",
    ] {
        let Ok(test) = compile(condition) else {
            // What would look at a text of the message for each element is refused.
            assert!(condition.contains("message.subject in"), "{condition}");
            continue;
        };
        let made = [5_000, 20_000].map(|many| {
            let mut report = report(MAIL);
            report.message.subject = Some("a".repeat(many));
            body(&mut report).links = vec![link.clone(); many];
            report
        });
        assert_linear(condition, 20_000, |many| {
            test_holds(&test, &made[usize::from(many == 20_000)]);
        });
    }
}

/// One of the hard conditions, and whether it holds; the deeply nested one leaves no room for more around it.
fn part(at: usize) -> (String, bool) {
    let condition = HARD[at.min(HARD.len() - 2)];
    (condition.to_owned(), holds(condition, &report(MAIL)))
}

proptest! {
    #[test]
    fn no_condition_is_too_strange(words in proptest::collection::vec(prop_oneof![
        Just("and"), Just("or"), Just("not"), Just("("), Just(")"), Just("any"), Just("all"), Just("count"),
        Just("in"), Just("=="), Just(">"), Just("-"), Just("hops"), Just("links"), Just("\"x\""), Just("subject"),
        Just("header(\"X\")"), Just("5m"), Just("exists"), Just("contains"), Just("host"), Just("tls"),
        Just("message.subject"), Just("date"), Just("[\"a\"]"), Just("client.ip"), Just("3"),
    ], 0..12)) {
        if let Ok(test) = compile(&words.join(" ")) {
            test_holds(&test, &report("From: a@a.example\r\n\r\n"));
        }
    }

    /// Conditions that mean something, put together: as many words at random hardly ever do.
    #[test]
    fn what_is_put_together_holds_as_its_parts_do(
        (text, expected) in (0..HARD.len()).prop_map(part).prop_recursive(4, 12, 2, |inner| prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|((a, holds), (b, and))| (format!("({a}) and ({b})"), holds && and)),
            (inner.clone(), inner.clone()).prop_map(|((a, holds), (b, or))| (format!("({a}) or ({b})"), holds || or)),
            inner.prop_map(|(a, holds)| (format!("not ({a})"), !holds)),
        ]),
    ) {
        prop_assert_eq!(holds(&text, &report(MAIL)), expected, "{}", text);
    }

    #[test]
    fn no_value_is_too_strange(text in "\\PC{0,40}") {
        let mut report = report(MAIL);
        report.message.subject = Some(text.clone());
        report.message.from[0].address = text.clone();
        report.message.date = Some(text);
        for condition in HARD {
            holds(condition, &report);
        }
    }
}

/// What a hit tells is looked for in as many elements as are told.
#[test]
fn a_hit_in_many_elements_costs_no_more_than_their_number() {
    let made = [5_000, 20_000].map(|many| {
        let header = "X-A: 1\r\n".repeat(many);
        report(&MAIL.replace("X-Score", &format!("{header}X-Score")))
    });
    for condition in [
        "any header(\"X-A\") (value == \"1\")",
        "any header(\"X-A\") (not domain_within(value, message.from.domain))",
        "all headers (value exists)",
    ] {
        let rules = format!(
            "[[rule]]\ncode = \"USR001\"\nname = \"x\"\nseverity = \"notice\"\ntitle = \"x\"\nmeaning = \"x\"\nwhen = \'\'\'{condition}\'\'\'\n"
        );
        let sets = [RuleSet::read(&rules, "team.toml").expect("rules")];
        assert_linear(condition, 20_000, |many| {
            let found = found(&sets, &made[usize::from(many == 20_000)]);
            assert_eq!(found.len(), 1, "{condition}");
        });
    }
}
