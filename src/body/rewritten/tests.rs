use super::*;

#[test]
fn wrappers_are_opened() {
    for (link, expected) in [
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.com%2Fa%3Fb%3D1&data=05",
            Some("https://www.example.com/a?b=1"),
        ),
        (
            "https://www.google.com/url?q=https://www.example.com/&sa=D",
            Some("https://www.example.com/"),
        ),
        (
            "https://www.google.co.uk/url?sa=t&url=https://www.example.com/",
            Some("https://www.example.com/"),
        ),
        (
            "https://www.google.com/amp/s/www.example.com/a?b=c",
            Some("https://www.example.com/a?b=c"),
        ),
        (
            "https://urldefense.com/v3/__https://www.example.com/a__;!!abc!def$",
            Some("https://www.example.com/a"),
        ),
        // `*` is one sign taken out, `**A` two, `**B` three.
        (
            "https://urldefense.com/v3/__https:/www.example.com/*a=*b**A**B.x__;Iz8jIz8_Iw!!abc!def$",
            Some("https://www.example.com/#a=?b##??#.x"),
        ),
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.com_a&d=x",
            Some("https://www.example.com/a"),
        ),
        (
            "https://urldefense.proofpoint.com/v1/url?u=https://www.example.com/a&k=x",
            Some("https://www.example.com/a"),
        ),
        (
            "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.example.com%2fa&c=E,1",
            Some("https://www.example.com/a"),
        ),
        (
            "https://secure-web.cisco.com/1abcDEF-_/https%3A%2F%2Fwww.example.com%2Fa%3Fb",
            Some("https://www.example.com/a?b"),
        ),
        (
            "https://eu-west-1.protection.sophos.com/?d=example.com&u=aHR0cHM6Ly93d3cuZXhhbXBsZS5jb20vYQ==&i=x",
            Some("https://www.example.com/a"),
        ),
        (
            "https://clicktime.symantec.com/39e8TeBHakB1PfMJjJ1h1zf7V?u=https%3A%2F%2Fwww.example.com%2Fa",
            Some("https://www.example.com/a"),
        ),
        (
            "https://url.avanan.click/v2/___https://www.example.com/a___.YXAzOmE",
            Some("https://www.example.com/a"),
        ),
        (
            "https://www.bing.com/ck/a?!&&p=1a2b&u=a1aHR0cHM6Ly93d3cuZXhhbXBsZS5jb20vYQ&ntb=1",
            Some("https://www.example.com/a"),
        ),
        (
            "https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%3a%2f%2fwww.example.com%2fa/RK=2/RS=x",
            Some("https://www.example.com/a"),
        ),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.example.com%2F&h=x",
            Some("https://www.example.com/"),
        ),
        (
            "https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fwww.example.com&urlhash=x",
            Some("https://www.example.com"),
        ),
        (
            "https://slack-redir.net/link?url=https%3A%2F%2Fwww.example.com%2F",
            Some("https://www.example.com/"),
        ),
        (
            "https://x.r.us-east-1.awstrack.me/L0/https:%2F%2Fwww.example.com%2Fa/1/0100-000000/sig=1",
            Some("https://www.example.com/a"),
        ),
        (
            "https://x.lt.acemlnd.com/Prod/link-tracker?redirectUrl=aHR0cHMlM0ElMkYlMkZ3d3cuZXhhbXBsZS5jb20lMkZh&sig=x",
            Some("https://www.example.com/a"),
        ),
        (
            "https://mandrillapp.com/track/click/1/www.example.com?p=eyJzIjogIngiLCAidiI6IDEsICJwIjogIntcInVcIjogMSwgXCJ2XCI6IDEsIFwidXJsXCI6IFwiaHR0cHM6Ly93d3cuZXhhbXBsZS5jb20vYVwifSJ9",
            Some("https://www.example.com/a"),
        ),
        // One within another.
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fwww.example.com%2F",
            Some("https://www.example.com/"),
        ),
        (
            "https://www.google.com/search?q=https://www.example.com/",
            None,
        ),
        (
            "https://notsafelinks.example/?url=https://www.example.com/",
            None,
        ),
        (
            "https://google.example.com/url?q=https://www.example.org/",
            None,
        ),
        ("https://www.google.com/url?q=nowhere", None),
        ("https://www.google.com/url?q=mailto:a@b.example", None),
        ("https://eu-west-1.protection.sophos.com/?u=%%%", None),
        (
            "https://urldefense.com/v3/__https://www.example.com/**",
            None,
        ),
        ("https://secure-web.cisco.com/1abc", None),
    ] {
        let found = target(&Url::parse(link).unwrap());
        assert_eq!(found.as_deref(), expected, "{link}");
    }
}

#[test]
fn what_leads_to_itself_ends() {
    let mut link = "https://www.example.com/".to_owned();
    for _ in 0..MAX_UNWRAPPED + 2 {
        let coded: String = url::form_urlencoded::byte_serialize(link.as_bytes()).collect();
        link = format!("https://www.google.com/url?q={coded}");
    }
    let found = target(&Url::parse(&link).unwrap()).unwrap();
    assert!(
        found.starts_with("https://www.google.com/url?q="),
        "{found}"
    );
}
