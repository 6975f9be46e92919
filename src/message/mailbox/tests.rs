//! Values as people, old programs and attackers write them.

use super::*;
use crate::message::Message;
use proptest::prelude::*;

fn field(value: &[u8], look: impl FnOnce(&HeaderField<'_>)) {
    let raw = [b"From:", value, b"\r\n\r\n"].concat();
    look(&Message::parse(&raw).fields()[0]);
}

fn of(value: &str) -> Addresses {
    let mut out = Addresses::default();
    field(value.as_bytes(), |field| out = addresses(field));
    out
}

fn names_and_addresses(value: &str) -> Vec<(Option<String>, String)> {
    let found = of(value).mailboxes.into_iter();
    found.map(|one| (one.display, one.address)).collect()
}

/// A value, its names and addresses, and why it cannot be read whole.
type Row = (
    &'static str,
    &'static [(&'static str, &'static str)],
    Option<Fault>,
);

#[track_caller]
fn hold(rows: &[Row]) {
    for (value, expected, fault) in rows {
        let expected: Vec<(Option<String>, String)> = expected
            .iter()
            .map(|(name, address)| {
                let name = (!name.is_empty()).then(|| (*name).to_owned());
                (name, (*address).to_owned())
            })
            .collect();
        assert_eq!(names_and_addresses(value), expected, "{value}");
        assert_eq!(
            of(value).unread.map(|unread| unread.fault),
            *fault,
            "{value}"
        );
    }
}

#[test]
fn none_is_missed_where_none_may_be() {
    let many = vec!["a@example.com"; MAX_MAILBOXES + 1].join(", ");
    field(many.as_bytes(), |field| {
        assert_eq!(mailboxes(field).len(), MAX_MAILBOXES);
        assert_eq!(addresses(field).more, 1);
        assert_eq!(all_mailboxes(field).len(), MAX_MAILBOXES + 1);
    });
}

#[test]
fn what_the_grammar_admits() {
    hold(&[
        ("a@example.com", &[("", "a@example.com")], None),
        (" <a@example.com>", &[("", "a@example.com")], None),
        (
            "\"x@bank.example\" <y@evil.example>",
            &[("x@bank.example", "y@evil.example")],
            None,
        ),
        (
            "=?utf-8?q?J=C3=BCrgen?= <j@example.com>",
            &[("J\u{fc}rgen", "j@example.com")],
            None,
        ),
        // RFC 5322 appendix A.
        (
            "\"Joe Q. Public\" <john.q.public@example.com>",
            &[("Joe Q. Public", "john.q.public@example.com")],
            None,
        ),
        (
            "Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
            &[
                ("Mary Smith", "mary@x.test"),
                ("", "jdoe@example.org"),
                ("Who?", "one@y.test"),
            ],
            None,
        ),
        (
            "<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
            &[
                ("", "boss@nil.test"),
                ("Giant; \"Big\" Box", "sysservices@example.net"),
            ],
            None,
        ),
        (
            "A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
            &[
                ("Ed Jones", "c@a.test"),
                ("", "joe@where.test"),
                ("John", "jdoe@one.test"),
            ],
            None,
        ),
        ("Undisclosed recipients:;", &[], None),
        (
            "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
            &[("Pete(A nice ) chap)", "pete@silly.test")],
            None,
        ),
        (
            "A Group(Some people)\r\n     :Chris Jones <c@(Chris's host.)public.example>,\r\n joe@example.org,\r\n \
             John <jdoe@one.test> (my dear friend); (the end of the group)",
            &[
                ("Chris Jones", "c@public.example"),
                ("", "joe@example.org"),
                ("John (my dear friend)", "jdoe@one.test"),
            ],
            None,
        ),
        (
            "(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;",
            &[],
            None,
        ),
        (
            "Joe Q. Public <john.q.public@example.com>",
            &[("Joe Q. Public", "john.q.public@example.com")],
            None,
        ),
        (
            "Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example",
            &[
                ("Mary Smith", "mary@example.net"),
                ("", "jdoe@test.example"),
            ],
            None,
        ),
        (
            "John Doe <jdoe@machine(comment).  example>",
            &[("John Doe", "jdoe@machine.example")],
            None,
        ),
        (
            "Mary Smith\r\n \r\n\t <mary@example.net>",
            &[("Mary Smith", "mary@example.net")],
            None,
        ),
        (
            "<@a.test, , (x) @b.test : u @ example . com>",
            &[("", "u@example.com")],
            None,
        ),
        ("u@[192.0.2.1]", &[("", "u@[192.0.2.1]")], None),
        (
            "\"Someone <someone@junk.example>\"@mydomain.example",
            &[("", "\"Someone <someone@junk.example>\"@mydomain.example")],
            None,
        ),
        (
            "A <\"a, b\\\"@evil.test\" . c@d.example>",
            &[("A", "\"a, b\\\"@evil.test\".c@d.example")],
            None,
        ),
        (
            "u@example.com (J. Doe)",
            &[("J. Doe", "u@example.com")],
            None,
        ),
        (
            "(J. Doe) u@example.com",
            &[("J. Doe", "u@example.com")],
            None,
        ),
        (
            "u@example.com (=?utf-8?q?J=C3=BCrgen?=)",
            &[("J\u{fc}rgen", "u@example.com")],
            None,
        ),
    ]);
}

#[test]
fn what_mail_programs_show() {
    use Fault::{
        LoneBracket, NameAlone, NoLocalPart, OpenBracket, OpenComment, OpenQuote, SecondAddress,
        SeveralAt, TextAround,
    };
    hold(&[
        (
            "PayPal \\(Support\\) <x@evil.example>",
            &[("PayPal (Support)", "x@evil.example")],
            None,
        ),
        (
            "\"PayPal Support,<x@evil.example>",
            &[("PayPal Support", "x@evil.example")],
            Some(OpenQuote),
        ),
        (
            "PayPal \" Support <x@evil.example>",
            &[("PayPal Support", "x@evil.example")],
            Some(OpenQuote),
        ),
        (
            "\"Doe, \" <x@evil.example>",
            &[("Doe,", "x@evil.example")],
            None,
        ),
        (
            "\"PayPal <x@evil.example>, \"Doe\" <real@example.com>",
            &[
                ("PayPal", "x@evil.example"),
                ("PayPal <x@evil.example>, Doe", "real@example.com"),
            ],
            Some(OpenQuote),
        ),
        (
            "(PayPal <x@evil.example>",
            &[("(PayPal", "x@evil.example")],
            Some(OpenComment),
        ),
        (
            "PayPal (a (b) <x@evil.example>",
            &[("PayPal (a (b)", "x@evil.example")],
            Some(OpenComment),
        ),
        (
            "PayPal :-( <x@evil.example>",
            &[("PayPal :-(", "x@evil.example")],
            Some(OpenComment),
        ),
        (
            "PayPal: Service <x@evil.example>",
            &[("PayPal: Service", "x@evil.example")],
            None,
        ),
        (
            "PayPal Service: <x@evil.example>",
            &[("PayPal Service:", "x@evil.example")],
            None,
        ),
        (
            "PayPal :-) <x@evil.example>",
            &[("PayPal :-)", "x@evil.example")],
            None,
        ),
        (
            "PayPal ;-) Team <x@evil.example>",
            &[("PayPal ;-) Team", "x@evil.example")],
            None,
        ),
        (
            "Re: PayPal: 10:30; now <x@evil.example>",
            &[("Re: PayPal: 10:30; now", "x@evil.example")],
            None,
        ),
        (
            "Example Bank ,_<x@evil.example>",
            &[("Example Bank, _", "x@evil.example")],
            None,
        ),
        (
            "Example Bank, <x@evil.example>",
            &[("Example Bank", "x@evil.example")],
            None,
        ),
        (
            "A, B, C <x@evil.example>",
            &[("A, B, C", "x@evil.example")],
            None,
        ),
        ("\"Example Bank\" <>", &[("Example Bank", "")], None),
        (
            "Example Bank,(<x@evil.example>)",
            &[("Example Bank, <x@evil.example>", "")],
            None,
        ),
        (
            "[PayPal] Service <x@evil.example>",
            &[("[PayPal] Service", "x@evil.example")],
            None,
        ),
        (
            "=?utf-8?Q?PayPal?=<x@evil.example>",
            &[("PayPal", "x@evil.example")],
            None,
        ),
        (
            "\"=?utf-8?Q?Pay=50al?=\" <x@evil.example>",
            &[("PayPal", "x@evil.example")],
            None,
        ),
        (
            "=?utf-8?Q?Pay Pal, a@b?= <x@evil.example>",
            &[("Pay Pal, a@b", "x@evil.example")],
            None,
        ),
        (
            "=?utf-8?B?0J/RgNC40LLQ?=\r\n =?utf-8?B?tdGC?= <p@example.com>",
            &[(
                "\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}",
                "p@example.com",
            )],
            None,
        ),
        (
            "x@bank.example <y@evil.example>",
            &[("x@bank.example", "y@evil.example")],
            None,
        ),
        (
            "Bank@ Home <y@evil.example>",
            &[("Bank@ Home", "y@evil.example")],
            None,
        ),
        // Several addresses where one may stand.
        (
            "N <a@x.example> <b@y.example>",
            &[("N", "a@x.example"), ("N <a@x.example>", "b@y.example")],
            Some(SecondAddress),
        ),
        (
            "N <a@x.example><b@y.example>",
            &[("N", "a@x.example"), ("N <a@x.example>", "b@y.example")],
            Some(SecondAddress),
        ),
        (
            "<a@x.example> N <b@y.example>",
            &[("", "a@x.example"), ("<a@x.example> N", "b@y.example")],
            Some(SecondAddress),
        ),
        (
            "a@x.example b@y.example",
            &[("", "a@x.example"), ("", "b@y.example")],
            Some(SecondAddress),
        ),
        (
            "<a@x.example, b@y.example>",
            &[("", "a@x.example"), ("", "b@y.example")],
            Some(OpenBracket),
        ),
        (
            "<a@x.example b@y.example>",
            &[("", "a@x.example"), ("", "b@y.example")],
            Some(SecondAddress),
        ),
        (
            "<a@x.example@y.example>",
            &[("", "a@x.example"), ("", "a@x.example@y.example")],
            Some(SeveralAt),
        ),
        (
            "N a@b@c@d, e@f",
            &[("N", "a@b"), ("", "b@c"), ("N", "a@b@c@d"), ("", "e@f")],
            Some(SeveralAt),
        ),
        (
            "a@x.example; b@y.example",
            &[("", "a@x.example"), ("", "b@y.example")],
            None,
        ),
        (
            "N <root> <a@x.example>",
            &[("N <root>", "a@x.example")],
            Some(SecondAddress),
        ),
        // Brackets.
        (
            "<<><joe@example.com>>>",
            &[("", "joe@example.com")],
            Some(OpenBracket),
        ),
        (
            "N <<joe@example.com>>",
            &[("N", "joe@example.com")],
            Some(OpenBracket),
        ),
        (
            "N <joe@example.com",
            &[("N", "joe@example.com")],
            Some(OpenBracket),
        ),
        (
            "N joe@example.com>",
            &[("N", "joe@example.com")],
            Some(LoneBracket),
        ),
        (
            "N <a <b@x.example> c@y.example>",
            &[("N <a", "b@x.example")],
            Some(OpenBracket),
        ),
        (
            "[x@evil.example]",
            &[("", "x@evil.example")],
            Some(TextAround),
        ),
        // Text where none may stand.
        (
            "J Doe u@example.com",
            &[("J Doe", "u@example.com")],
            Some(TextAround),
        ),
        (
            "u@example.com J Doe",
            &[("J Doe", "u@example.com")],
            Some(TextAround),
        ),
        (
            "<u@example.com> J Doe",
            &[("J Doe", "u@example.com")],
            Some(TextAround),
        ),
        (
            "N <u@example.com> J Doe",
            &[("N", "u@example.com")],
            Some(TextAround),
        ),
        (
            "N <mailto:u@example.com>",
            &[("N", "u@example.com")],
            Some(TextAround),
        ),
        (
            "N <u@example.com>, Doe",
            &[("N", "u@example.com")],
            Some(NameAlone),
        ),
        // Addresses that lack something.
        (
            "N <@example.com>",
            &[("N", "@example.com")],
            Some(NoLocalPart),
        ),
        ("N <root>", &[("N", "root")], None),
        ("root (Charlie Root)", &[("Charlie Root", "root")], None),
        ("N <u at example.com>", &[("N", "u at example.com")], None),
        (
            "<x@=?utf-8?q?a@evil.example?=>",
            &[("<x@a@evil.example>", "")],
            None,
        ),
        ("<\"x@evil.example\">", &[("<x@evil.example>", "")], None),
        ("N <u@>", &[("N <u@>", "")], None),
        ("just a name", &[("just a name", "")], None),
        ("(a comment)", &[("a comment", "")], None),
        ("x@example.com <>", &[("", "x@example.com")], None),
        ("", &[], None),
        ("<>", &[], None),
        (",;, <>", &[], None),
        ("Bank: Team <>;", &[("Bank: Team", "")], None),
        // Odd letters.
        (
            ".joe..doe.@example.com",
            &[("", ".joe..doe.@example.com")],
            None,
        ),
        ("u@evil..example", &[("", "u@evil..example")], None),
        (
            "u@b\u{fc}cher.example",
            &[("", "u@b\u{fc}cher.example")],
            None,
        ),
        (
            "u@evil.example\u{a0}\u{3000}(N)",
            &[("N", "u@evil.example")],
            None,
        ),
        (
            "user\u{ff20}evil.example",
            &[("user\u{ff20}evil.example", "")],
            None,
        ),
        (
            "<=?utf-8?q?a?=@=?utf-8?q?evil.example?=>",
            &[("", "=?utf-8?q?a?=@=?utf-8?q?evil.example?=")],
            None,
        ),
    ]);
}

#[test]
fn a_groups_name_is_shown() {
    let shown = |value: &str| of(value).mailboxes[0].shown().map(Cow::into_owned);
    assert_eq!(
        shown("PayPal: Service <x@evil.example>;").as_deref(),
        Some("PayPal: Service")
    );
    assert_eq!(shown("PayPal: x@evil.example;").as_deref(), Some("PayPal"));
    assert_eq!(shown("x@evil.example"), None);
    assert_eq!(
        of("PayPal: x@evil.example, y@evil.example;").mailboxes[1].group,
        None
    );
}

#[test]
fn hostile_fields_cost_one_pass() {
    let units = [
        "(",
        ")",
        "\"",
        "<",
        ">",
        "=?",
        "=?a?b",
        "=?a?q?",
        "=?a?q? ",
        "=?a?q?b?=",
        "[",
        "@",
        "@[",
        "<@",
        "<@a,",
        ",",
        ";",
        ":",
        "a:",
        "a:;",
        "a@b:",
        "a:b@c;",
        "\\",
        "\\\"",
        ".",
        "a.",
        "a@",
        "a@b ",
        "<a@b>",
        "N <a@b>",
        "a@b,",
        "(a)",
        "(a)@",
        "<(a)",
        ":(a)",
        "\"a\"",
        "\u{a0}",
        "\u{200b}",
        "\0",
        "a\r\n ",
    ];
    for unit in units {
        crate::growth::assert_linear(unit, 200_000, |length| {
            let value = unit.repeat(length / unit.len());
            field(value.as_bytes(), |field| {
                let _ = (addresses(field), all_mailboxes(field));
            });
        });
    }
}

/// Whether the bytes of a place are the address, but for white space and comments within.
fn stands_there(raw: &[u8], mailbox: &Mailbox) -> bool {
    let place = String::from_utf8_lossy(mailbox.span.of(raw)).into_owned();
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    let mut rest = place.as_str();
    // What has no domain has whatever stands in its brackets; a parenthesis in it may be one of a comment or not.
    if !mailbox.address.contains('@') {
        let mut rest = place.chars();
        return mailbox
            .address
            .chars()
            .all(|c| is_blank(c) || rest.any(|other| other == c));
    }
    for c in mailbox.address.chars().filter(|c| !is_blank(*c)) {
        rest = rest.trim_start_matches(is_blank);
        while !rest.starts_with(c) && rest.starts_with('(') {
            let mut depth = 0;
            let mut escaped = false;
            let end = rest.find(|c| {
                match c {
                    _ if escaped => {}
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                escaped = c == '\\' && !escaped;
                depth == 0
            });
            let Some(end) = end else { return false };
            rest = rest[end + 1..].trim_start_matches(is_blank);
        }
        match rest.strip_prefix(c) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    rest.is_empty()
}

proptest! {
    #[test]
    fn every_address_stands_in_the_bytes(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "a", "b.c", "x@evil.example", "<", ">", "<y@z.example>", "\"", "\\", "(", ")", "[", "]", ",", ";", ":", "@", ".",
                " ", "\r\n ", "\u{a0}", "=?utf-8?q?a=40b?=", "=?", "?=", "\u{ff20}", "N", "(c)", "\"q <a@b>\"", "[192.0.2.1]",
            ]),
            0..24,
        )
    ) {
        let raw = format!("From:{}\r\n\r\n", parts.concat());
        let message = Message::parse(raw.as_bytes());
        for mailbox in message.fields().iter().flat_map(all_mailboxes) {
            prop_assert!(mailbox.address.is_empty() || stands_there(raw.as_bytes(), &mailbox), "{raw:?}: {mailbox:?}");
        }
    }

    #[test]
    fn any_bytes_are_read(value in prop::collection::vec(any::<u8>(), 0..200)) {
        let raw = [b"From:", value.as_slice(), b"\r\n\r\n"].concat();
        let message = Message::parse(&raw);
        for mailbox in message.fields().iter().flat_map(all_mailboxes) {
            prop_assert!(mailbox.address.is_empty() || stands_there(&raw, &mailbox), "{mailbox:?}");
        }
    }
}
