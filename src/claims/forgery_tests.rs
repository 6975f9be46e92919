//! A sender can write these fields too, and shape them so that a careless reader sees a claim that is not made. One
//! row a trick: the claims that are made, and what is noted.

use super::*;
use Oddity::*;

struct Row {
    value: &'static str,
    claims: &'static [(&'static str, &'static str)],
    oddities: &'static [Oddity],
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Comments.
    Row { value: "mx.example; spf=fail (dkim=pass)", claims: &[("spf", "fail")], oddities: &[ClaimInComment] },
    Row { value: "mx.example; spf=fail (a (b) ; dkim=pass ) smtp.mailfrom=x", claims: &[("spf", "fail")], oddities: &[NestedComment, ClaimInComment] },
    Row { value: "mx.example; (spf=fail) spf=pass", claims: &[("spf", "pass")], oddities: &[ClaimInComment] },
    Row { value: "mx.example; spf=fail (\\) ; dkim=pass)", claims: &[("spf", "fail")], oddities: &[ClaimInComment] },
    Row { value: "mx.example; spf=fail (x \\\\) ; dkim=none", claims: &[("spf", "fail"), ("dkim", "none")], oddities: &[] },
    Row { value: "mx.example; spf=fail (\"quote) ; dkim=none (\") ", claims: &[("spf", "fail"), ("dkim", "none")], oddities: &[] },
    Row { value: "mx.example (; dkim=pass) ; spf=fail", claims: &[("spf", "fail")], oddities: &[] },
    Row { value: "mx.example; spf=fail ) ; dkim=none", claims: &[("spf", "fail"), ("dkim", "none")], oddities: &[UnbalancedParenthesis] },
    Row { value: "mx.example; spf=fail (never closed; dkim=pass; dmarc=pass", claims: &[("spf", "fail")], oddities: &[UnterminatedComment] },
    Row { value: "mx.example; spf=fail ((one left); dkim=pass", claims: &[("spf", "fail")], oddities: &[NestedComment, UnterminatedComment] },
    Row { value: "(mx.example; dkim=pass", claims: &[], oddities: &[UnterminatedComment, MissingAuthservId] },
    Row { value: "mx.example; spf=(pass) fail", claims: &[("spf", "fail")], oddities: &[] },
    Row { value: "mx.example; spf=pa(x)ss", claims: &[("spf", "pa")], oddities: &[UnregisteredResult, StrayText] },
    // Quotes.
    Row { value: "mx.example; spf=fail smtp.mailfrom=\"x; dkim=pass\"@example.com", claims: &[("spf", "fail")], oddities: &[ClaimInQuotes] },
    Row { value: "mx.example; spf=fail smtp.mailfrom=x\"; dkim=pass \"y@example.com", claims: &[("spf", "fail")], oddities: &[] },
    Row { value: "mx.example; spf=fail smtp.mailfrom=\"x\\\"; dkim=pass; \"; dmarc=fail", claims: &[("spf", "fail"), ("dmarc", "fail")], oddities: &[ClaimInQuotes] },
    Row { value: "mx.example; spf=fail reason=\"x; dkim=pass", claims: &[("spf", "fail")], oddities: &[UnterminatedQuote] },
    Row { value: "\"mx.example; dkim=pass\"; spf=fail", claims: &[("spf", "fail")], oddities: &[ClaimInQuotes] },
    Row { value: "mx.example; dkim=\"pass\"; spf=fail", claims: &[("spf", "fail")], oddities: &[QuotedResult] },
    Row { value: "mx.example; \"dkim\"=pass; spf=fail", claims: &[("spf", "fail")], oddities: &[StrayText] },
    // Duplicates and contradictions.
    Row { value: "mx.example; spf=fail; spf=pass", claims: &[("spf", "fail"), ("spf", "pass")], oddities: &[ConflictingClause] },
    Row { value: "mx.example; spf=pass; spf=pass", claims: &[("spf", "pass"), ("spf", "pass")], oddities: &[DuplicateClause] },
    Row { value: "mx.example; none; dkim=pass", claims: &[("dkim", "pass")], oddities: &[NoneWithResults] },
    Row { value: "mx.example; spf=fail smtp.mailfrom=a dkim=pass", claims: &[("spf", "fail")], oddities: &[MissingSemicolon] },
    Row { value: "mx.example; dkim=fail header.d=a header.d=b", claims: &[("dkim", "fail")], oddities: &[RepeatedProperty] },
    // Values that look like more than they are.
    Row { value: "mx.example; dkim=fail=pass", claims: &[], oddities: &[StrayText] },
    Row { value: "mx.example; dkim==pass", claims: &[], oddities: &[StrayText] },
    Row { value: "mx.example; spf=fail smtp.mailfrom=dkim=pass", claims: &[("spf", "fail")], oddities: &[] },
    Row { value: "mx.example; =pass; dkim=; spf=fail", claims: &[("spf", "fail")], oddities: &[StrayText, EmptyResult] },
    Row { value: "mx.example; dkim; =pass", claims: &[], oddities: &[StrayText] },
    // Encoded words and other alphabets are no words.
    Row { value: "mx.example; =?utf-8?Q?dkim=3Dpass?=; spf=fail", claims: &[("spf", "fail")], oddities: &[EncodedWord] },
    Row { value: "mx.example; dkim==?utf-8?Q?pass?=; spf=fail", claims: &[("spf", "fail")], oddities: &[EncodedWord] },
    Row { value: "=?utf-8?Q?mx.example?=; spf=fail", claims: &[("spf", "fail")], oddities: &[EncodedWord] },
    Row { value: "mx.example; dk\u{456}m=pass; spf=fail", claims: &[("spf", "fail")], oddities: &[EightBit, StrayText] },
    Row { value: "mx.example; dkim=p\u{430}ss; spf=fail", claims: &[("spf", "fail")], oddities: &[EightBit, StrayText] },
    Row { value: "mx.example; dk\u{0}im=pass; spf=fail", claims: &[("spf", "fail")], oddities: &[ControlBytes, StrayText] },
    // Folding changes nothing.
    Row { value: "mx.example;\r\n spf=fail\r\n (\r\n dkim=pass\r\n )\r\n ;\r\n\tdmarc\r\n =\r\n fail", claims: &[("spf", "fail"), ("dmarc", "fail")], oddities: &[ClaimInComment] },
    Row { value: "mx.example; spf=fa\r\n il; dk\r\n im=pass", claims: &[("spf", "fa")], oddities: &[StrayText, UnregisteredResult] },
    // Nobody, or somebody else, says so.
    Row { value: "; dkim=pass", claims: &[("dkim", "pass")], oddities: &[MissingAuthservId] },
    Row { value: "mx.example; spf=fail; evil.example; dkim=none", claims: &[("spf", "fail"), ("dkim", "none")], oddities: &[StrayText] },
    Row { value: "mx.example dkim=pass", claims: &[("dkim", "pass")], oddities: &[MissingSemicolon] },
];

#[test]
fn what_is_hidden_is_not_claimed() {
    for row in ROWS {
        let raw = format!("Authentication-Results: {}\r\n\r\n", row.value);
        let message = Message::parse(raw.as_bytes());
        let field = fields(&message).remove(0);
        let claims: Vec<_> = field
            .claims
            .iter()
            .map(|claim| (claim.method.as_str(), claim.result.as_str()))
            .collect();
        assert_eq!(claims, row.claims, "{}", row.value);
        let mut noted: Vec<_> = field
            .oddities
            .iter()
            .chain(field.claims.iter().flat_map(|claim| &claim.oddities))
            .copied()
            .collect();
        let mut expected = row.oddities.to_vec();
        noted.sort_unstable();
        noted.dedup();
        expected.sort_unstable();
        assert_eq!(noted, expected, "{}", row.value);
    }
}

#[test]
fn received_spf_hides_nothing_either() {
    for (value, result, mail_from) in [
        (
            "fail (pass) envelope-from=\"x; client-ip=192.0.2.1\"@example.com",
            "fail",
            "\"x; client-ip=192.0.2.1\"@example.com",
        ),
        (
            "fail (unclosed envelope-from=a@example.com; client-ip=192.0.2.1",
            "fail",
            "",
        ),
        (
            "(pass) fail; envelope-from=a@example.com",
            "fail",
            "a@example.com",
        ),
    ] {
        let raw = format!("Received-SPF: {value}\r\n\r\n");
        let claims = read(&Message::parse(raw.as_bytes()));
        assert_eq!(claims[0].result, result, "{value}");
        assert_eq!(
            claims[0].property("envelope-from").unwrap_or(""),
            mail_from,
            "{value}"
        );
        assert_eq!(claims[0].property("client-ip"), None, "{value}");
    }
    for value in ["=?utf-8?q?pass?=", "\"pass\"", "pass=fail", "(pass", ""] {
        let raw = format!("Received-SPF: {value}\r\n\r\n");
        assert_eq!(read(&Message::parse(raw.as_bytes())), [], "{value}");
    }
}
