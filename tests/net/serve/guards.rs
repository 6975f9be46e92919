//! Who is refused, and that others are served all the same.

use super::{MESSAGE, Serving, settings};
use crate::support::{Options, Zone};
use hdrtrace::serve::{Access, ServeError, Server, Token};
use hdrtrace::{Analyzer, DnsSource};
use serde_json::json;
use std::num::NonZero;

const REPORTS: &str = "/api/v1/reports";
const TOKEN: &str = "an-example-of-a-token";

fn post(serving: &Serving) -> super::Ask {
    let ask = serving.ask("POST", REPORTS);
    ask.with("Content-Type", "message/rfc822")
        .body(MESSAGE.as_bytes())
}

#[test]
fn another_name_or_site_is_refused() {
    let serving = Serving::start(|server| server.hosts = vec!["trace.example.org".to_owned()]);
    let port = serving.address.port();
    for (host, status) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        ("trace.example.org".to_owned(), 200),
        ("evil.example".to_owned(), 421),
        (format!("evil.example:{port}"), 421),
        ("127.0.0.1:1".to_owned(), 421),
        ("a b".to_owned(), 400),
    ] {
        let answer = post(&serving).with("Host", &host).send();
        assert_eq!(answer.status, status, "{host}");
        assert_eq!(
            serving.ask("GET", "/").with("Host", &host).send().status,
            status,
            "{host}"
        );
    }
    let own = format!("http://127.0.0.1:{port}");
    for (name, value, status) in [
        ("Origin", own.as_str(), 200),
        ("Origin", "https://evil.example", 403),
        ("Origin", "null", 403),
        ("Sec-Fetch-Site", "same-origin", 200),
        ("Sec-Fetch-Site", "none", 200),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Sec-Fetch-Site", "cross-site", 403),
    ] {
        let answer = post(&serving).with(name, value).send();
        assert_eq!(answer.status, status, "{name}: {value}");
    }
    // An image on another page asks nobody anything.
    let check = serving.ask("GET", "/api/v1/check/domain?domain=a.example");
    assert_eq!(
        check.with("Sec-Fetch-Site", "cross-site").send().status,
        403
    );
    let link = serving.ask("GET", "/").with("Sec-Fetch-Site", "cross-site");
    assert_eq!(link.send().status, 200);
    serving.assert_serves();
}

#[test]
fn without_the_token_nothing_is_answered() {
    let serving = Serving::start(|server| {
        server.access = Access::Token(Token::new(TOKEN).expect("a token"));
    });
    for target in [
        "/",
        "/page.css",
        REPORTS,
        "/metrics",
        "/api/v1/openapi.json",
        "/nowhere",
    ] {
        let answer = serving.get(target);
        assert_eq!(answer.status, 401, "{target}");
        let asked = answer.field("www-authenticate").expect("a scheme");
        assert!(
            asked.starts_with("Bearer ") && asked.contains("Basic "),
            "{asked}"
        );
    }
    let wrong = post(&serving).with("Authorization", "Bearer an-example-of-a-tokeN");
    assert_eq!(wrong.send().status, 401);
    let bearer = post(&serving).with("Authorization", &format!("Bearer {TOKEN}"));
    assert_eq!(bearer.send().status, 200);
    // anyone:an-example-of-a-token
    let basic = "Basic YW55b25lOmFuLWV4YW1wbGUtb2YtYS10b2tlbg==";
    assert_eq!(
        serving
            .ask("GET", "/")
            .with("Authorization", basic)
            .send()
            .status,
        200
    );
    serving.assert_serves();
}

#[test]
fn without_the_name_that_the_proxy_gives_nothing_is_answered() {
    let serving = Serving::start(|server| {
        server.access = Access::Proxy("x-user".parse().expect("a name"));
    });
    assert_eq!(post(&serving).send().status, 403);
    assert_eq!(post(&serving).with("X-User", "alice").send().status, 200);
    serving.assert_serves();
}

#[test]
fn strangers_are_served_by_a_token_only() {
    let analyzer = Analyzer::new(settings()).expect("settings");
    let server = Server::new(analyzer);
    for (address, exposed) in [
        ("127.0.0.1:80", false),
        ("127.8.8.8:80", false),
        ("[::1]:80", false),
        ("[::ffff:127.0.0.1]:80", false),
        ("0.0.0.0:80", true),
        ("[::]:80", true),
        ("192.0.2.1:80", true),
    ] {
        let address = address.parse().expect("an address");
        let checked = server.check(address);
        assert_eq!(
            matches!(checked, Err(ServeError::Exposed(_))),
            exposed,
            "{address}"
        );
        let token = Server {
            access: Access::Token(Token::new(TOKEN).expect("a token")),
            ..server.clone()
        };
        assert!(token.check(address).is_ok());
    }
}

#[test]
fn a_client_that_asks_too_often_waits() {
    let serving = Serving::start(|server| server.rate = NonZero::new(3));
    for _ in 0..3 {
        assert_eq!(post(&serving).send().status, 200);
    }
    let answer = post(&serving).send();
    assert_eq!(answer.status, 429);
    let wait: u64 = answer
        .field("retry-after")
        .expect("a time")
        .parse()
        .expect("a number");
    assert!((1..=20).contains(&wait), "{wait}");
    serving.assert_serves();
}

#[test]
fn the_dns_that_a_client_causes_is_limited() {
    let zone = json!({"client.example": [{"type": "A", "data": "192.0.2.7"}]});
    let names = Zone::from_json(&zone).serve(Options::default());
    let mut settings = settings();
    settings.dns = DnsSource::Server(names.addr().into()).into();
    let serving = Serving::of(settings, |server| server.rate = NonZero::new(10_000));
    for number in 0..60 {
        assert_eq!(post(&serving).send().status, 200, "{number}");
    }
    assert_eq!(post(&serving).send().status, 429);
    let check = serving.get("/api/v1/check/domain?domain=client.example");
    assert_eq!(check.status, 429);
    let offline = serving.post("/api/v1/reports?offline", MESSAGE.as_bytes());
    assert_eq!(offline.status, 200);
    // Nobody turns DNS on.
    let asked = names.questions().len();
    assert!(asked > 0);
    let metrics = serving.get("/metrics");
    let counted = metrics.text().lines().find_map(|line| {
        let count = line.strip_prefix("hdrtrace_dns_queries_total ")?;
        count.parse::<usize>().ok()
    });
    assert!(counted.is_some_and(|counted| counted >= 60), "{counted:?}");
}

#[test]
fn an_offline_server_stays_offline() {
    let serving = Serving::start(|_| {});
    let report = serving
        .post("/api/v1/reports?offline=false", MESSAGE.as_bytes())
        .json();
    let answers = report["dns"].as_array().expect("answers");
    assert!(!answers.is_empty());
    assert!(
        answers.iter().all(|answer| answer["server"].is_null()),
        "{answers:?}"
    );
}

#[test]
fn options_are_short_and_few() {
    let serving = Serving::start(|_| {});
    let check = |kind: &str, body: &[u8]| {
        serving
            .ask("POST", "/api/v1/check/domain")
            .with("Content-Type", kind)
            .body(body)
            .send()
            .status
    };
    let (form, object) = ("application/x-www-form-urlencoded", "application/json");
    assert_eq!(check(form, "a&".repeat(100_000).as_bytes()), 413);
    assert_eq!(check(form, "a&".repeat(1_000).as_bytes()), 400);
    let name = "n".repeat(30_000);
    let many = format!("{{\"{name}\":[{}0]}}", "0,".repeat(10_000));
    assert_eq!(check(object, many.as_bytes()), 400);
    let passwords = "zip-password=a&".repeat(5);
    let reports = serving.post(
        &format!("/api/v1/reports?{passwords}offline"),
        MESSAGE.as_bytes(),
    );
    assert_eq!(reports.status, 400);
    serving.assert_serves();
}

/// Behind a proxy all clients have one address.
#[test]
fn whoever_guesses_takes_nothing_from_those_who_know() {
    let serving = Serving::start(|server| {
        server.access = Access::Token(Token::new(TOKEN).expect("a token"));
        server.rate = NonZero::new(2);
    });
    let guess = || post(&serving).with("Authorization", "Bearer wrong").send();
    assert_eq!([guess().status, guess().status], [401, 401]);
    assert_eq!(guess().status, 429);
    let known = post(&serving).with("Authorization", &format!("Bearer {TOKEN}"));
    assert_eq!(known.send().status, 200);
}
