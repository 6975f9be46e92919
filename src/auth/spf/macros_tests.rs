use super::*;

fn values() -> Values<'static> {
    Values {
        local_part: "strong-bad",
        sender_domain: "email.example.com",
        domain: "email.example.com",
        helo: "mx.example.org",
        receiver: "",
        ip: "192.0.2.3".parse().unwrap(),
        now: DateTime::UNIX_EPOCH,
        validated_name: "mx.example.org",
    }
}

/// The examples of RFC 7208 section 7.4.
#[test]
fn examples_of_the_rfc() {
    let rows = [
        ("%{s}", "strong-bad@email.example.com"),
        ("%{o}", "email.example.com"),
        ("%{d}", "email.example.com"),
        ("%{d4}", "email.example.com"),
        ("%{d3}", "email.example.com"),
        ("%{d2}", "example.com"),
        ("%{d1}", "com"),
        ("%{dr}", "com.example.email"),
        ("%{d2r}", "example.email"),
        ("%{l}", "strong-bad"),
        ("%{l-}", "strong.bad"),
        ("%{lr}", "strong-bad"),
        ("%{lr-}", "bad.strong"),
        ("%{l1r-}", "strong"),
        (
            "%{ir}.%{v}._spf.%{d2}",
            "3.2.0.192.in-addr._spf.example.com",
        ),
        ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
        (
            "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}",
            "bad.strong.lp.3.2.0.192.in-addr._spf.example.com",
        ),
        (
            "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}",
            "3.2.0.192.in-addr.strong.lp._spf.example.com",
        ),
        (
            "%{d2}.trusted-domains.example.net",
            "example.com.trusted-domains.example.net",
        ),
        ("%{S}", "strong-bad%40email.example.com"),
        ("a%%b%_c%-d", "a%b c%20d"),
        ("%{H1}", "org"),
    ];
    for (text, expected) in rows {
        let parsed = MacroString::parse(text, Place::Domain).unwrap();
        assert_eq!(parsed.expand(&values()).unwrap(), expected, "{text}");
    }
}

#[test]
fn an_ipv6_client_is_spelled_in_nibbles() {
    let parsed = MacroString::parse("%{ir}.%{v}._spf.%{d2}", Place::Domain).unwrap();
    let mut values = values();
    values.ip = "2001:db8::cb01".parse().unwrap();
    let expected =
        "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com";
    let expanded = parsed.expand(&values).unwrap();
    assert!(expanded.eq_ignore_ascii_case(expected), "{expanded}");
}

#[test]
fn bad_macros_are_errors() {
    for text in [
        "%", "%a", "%{", "%{}", "%{x}", "%{d0}", "%{d00}", "%{d-r}", "%{dr2}", "%{d!}", "%{d",
        "%(d)", "%{c}", "%{r}", "%{t}", "a b", "ä", "\u{7f}", "%{d.}%",
    ] {
        assert!(MacroString::parse(text, Place::Domain).is_err(), "{text}");
    }
    assert!(MacroString::parse("%{c} %{r} %{t}", Place::Explanation).is_ok());
}

#[test]
fn an_expansion_is_bounded() {
    let text = "%{d}".repeat(20_000);
    let parsed = MacroString::parse(&text, Place::Domain).unwrap();
    assert!(parsed.expand(&values()).is_err());
}
