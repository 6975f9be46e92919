//! `/api/v1/check/…`: one check by itself, without a message. Its options stand in the query, or in a form or an object that is
//! sent.

use super::reply::reply;
use crate::analyze::block_on;
use crate::check::{self, Question};
use crate::limits::{MAX_OPTIONS_BODY, MAX_REQUEST_OPTIONS};
use crate::render::{self, Format};
use crate::report::dns::Rcode;
use crate::serve::formats::{self, TEXTS};
use crate::serve::guard::Client;
use crate::serve::options::{
    Described, Filling, Pairs, Parameter, Values, domain, flag, pairs, pairs_of, parsed, read,
};
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::received;
use crate::serve::route::{Answer, Body, Operation, Route, Schema};
use crate::serve::shared::Shared;
use crate::settings::DnsSource;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::Value;
use std::net::IpAddr;
use std::sync::Arc;

const FORM: &str = "application/x-www-form-urlencoded";
const OBJECT: &str = "application/json";

const OPTIONS: Body = Body {
    what: "The options as a form or as an object",
    media: &[FORM, OBJECT],
    is_options: true,
};

/// What is asked for; each check has its own part of it.
#[derive(Default)]
struct Asked {
    offline: bool,
    ip: Option<IpAddr>,
    helo: Option<String>,
    mail_from: Option<String>,
    from: Option<String>,
    spf_pass: Option<String>,
    dkim_pass: Vec<String>,
    selector: Option<String>,
    domain: Option<String>,
}

/// A check: its options, and the question that they make.
struct Check {
    options: &'static [Parameter<Asked>],
    question: fn(Asked, &Shared) -> Result<Question, Problem>,
}

const OFFLINE: Parameter<Asked> = Parameter::new(
    "offline",
    "Make no DNS queries",
    Values::Flag,
    |into, given| flag(given).map(|offline| into.offline = offline),
);

/// The domain of an address, or one by itself.
fn domain_of(given: &str) -> Result<String, String> {
    domain(given.rsplit('@').next().unwrap_or_default())
}

const OF_SPF: Check = Check {
    options: &[
        Parameter::new(
            "ip",
            "IP address of the client",
            Values::Text,
            |into: &mut Asked, given| parsed(given).map(|ip| into.ip = Some(ip)),
        )
        .required(),
        Parameter::new(
            "helo",
            "Name in HELO or EHLO",
            Values::Text,
            |into, given| {
                into.helo = Some(given.to_owned());
                Ok(())
            },
        ),
        Parameter::new(
            "mail-from",
            "Envelope sender (MAIL FROM); empty for the null sender",
            Values::Text,
            |into, given| {
                into.mail_from = Some(given.to_owned());
                Ok(())
            },
        ),
        OFFLINE,
    ],
    question: |asked, shared| {
        let Some(client) = asked.ip else {
            return Err(Problem::bad("the option ip is missing"));
        };
        let now = shared.server.analyzer.settings().clock.now();
        let question = Question::spf(client, asked.helo, asked.mail_from.as_deref(), now);
        question.ok_or_else(|| {
            Problem::bad(
                "give helo or mail-from; for the null sender, SPF checks the HELO name (RFC 7208 section 2.4)",
            )
        })
    },
};

const OF_DMARC: Check = Check {
    options: &[
        Parameter::new(
            "from",
            "Domain in From",
            Values::Text,
            |into: &mut Asked, given| domain_of(given).map(|from| into.from = Some(from)),
        )
        .required(),
        Parameter::new(
            "spf-pass",
            "Domain for which SPF passed",
            Values::Text,
            |into: &mut Asked, given| domain(given).map(|domain| into.spf_pass = Some(domain)),
        ),
        Parameter::new(
            "dkim-pass",
            "Domain (d=) for which DKIM passed",
            Values::Text,
            |into: &mut Asked, given| domain(given).map(|domain| into.dkim_pass.push(domain)),
        )
        .repeats(),
        OFFLINE,
    ],
    question: |asked, _| {
        Ok(Question::Dmarc {
            from: asked.from.unwrap_or_default(),
            spf: asked.spf_pass,
            dkim: asked.dkim_pass,
        })
    },
};

const SIGNING_DOMAIN: Parameter<Asked> = Parameter::new(
    "domain",
    "Signing domain (d=)",
    Values::Text,
    |into: &mut Asked, given| domain(given).map(|domain| into.domain = Some(domain)),
)
.required();

const OF_KEY: Check = Check {
    options: &[
        Parameter::new(
            "selector",
            "Selector (s=)",
            Values::Text,
            |into: &mut Asked, given| domain(given).map(|selector| into.selector = Some(selector)),
        )
        .required(),
        SIGNING_DOMAIN,
        OFFLINE,
    ],
    question: |asked, _| {
        Ok(Question::DkimKey {
            selector: asked.selector.unwrap_or_default(),
            domain: asked.domain.unwrap_or_default(),
        })
    },
};

const OF_DOMAIN: Check = Check {
    options: &[
        Parameter::new(
            "domain",
            "The domain, or an e-mail address at it",
            Values::Text,
            |into: &mut Asked, given| domain_of(given).map(|domain| into.domain = Some(domain)),
        )
        .required(),
        OFFLINE,
    ],
    question: |asked, _| {
        Ok(Question::Domain {
            domain: asked.domain.unwrap_or_default(),
        })
    },
};

/// Declares the routes of checks: a name, a path, its check, and what it does.
macro_rules! routes {
    ($($name:ident: $path:literal, $check:ident, $what:literal;)+) => {
        $(pub(super) const $name: Route = Route {
            path: $path,
            reach: Reach::Program,
            operations: &[
                Operation {
                    method: "GET",
                    summary: $what,
                    options: || described(&$check),
                    body: None,
                    answers,
                    run: || get(async |shared, client, request| run(&$check, shared, client, request).await),
                },
                Operation {
                    method: "POST",
                    summary: $what,
                    options: || described(&$check),
                    body: Some(&OPTIONS),
                    answers,
                    run: || post(async |shared, client, request| run(&$check, shared, client, request).await),
                },
            ],
        };)+
    };
}

routes! {
    SPF: "/api/v1/check/spf", OF_SPF, "Evaluate SPF for an address, HELO or sender (RFC 7208)";
    DMARC: "/api/v1/check/dmarc", OF_DMARC, "Show a domain's DMARC policy and alignment (RFC 9989)";
    DKIM_KEY: "/api/v1/check/dkim-key", OF_KEY, "Show the DKIM key of a selector (RFC 6376)";
    DOMAIN: "/api/v1/check/domain", OF_DOMAIN, "Show a domain's MX, SPF, DMARC, BIMI, MTA-STS, TLS-RPT";
}

fn described(check: &Check) -> Vec<Described> {
    check.options.iter().map(|row| row.described).collect()
}

fn answers() -> Vec<Answer> {
    let schemas = [Schema::Named("Check"), Schema::Text];
    let answers = TEXTS.iter().zip(schemas);
    answers
        .map(|(format, schema)| Answer {
            media: format.media,
            schema,
        })
        .collect()
}

async fn run(
    check: &'static Check,
    State(shared): State<Arc<Shared>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let format = formats::chosen(None, TEXTS, &parts.headers)?;
    let mut given = pairs_of(&parts.uri);
    if parts.method == Method::POST {
        received::require_plain(&parts.headers)?;
        let kind = received::media_type(&parts.headers);
        let room = &shared.room;
        let received = room
            .read_up_to(MAX_OPTIONS_BODY, &parts.headers, body)
            .await?;
        given.extend(sent(&kind, received.bytes())?);
    }
    let mut asked = Asked::default();
    let mut filling = Filling::new(check.options, &mut asked);
    read(&given, &mut [&mut filling])?;
    let settings = shared.server.analyzer.settings();
    let is_offline = asked.offline || matches!(settings.dns.source, DnsSource::Offline);
    if !is_offline {
        shared.rates.asking(&client)?;
    }
    let question = (check.question)(asked, &shared)?;
    let worker = Arc::clone(&shared);
    let bytes = shared
        .work
        .run(move |_| answer(&worker, &question, is_offline, format.form))
        .await?;
    Ok(reply(format.media, bytes))
}

fn answer(
    shared: &Shared,
    question: &Question,
    is_offline: bool,
    format: Format,
) -> Result<Vec<u8>, Problem> {
    let analyzer = &shared.server.analyzer;
    let dns = &analyzer.settings().dns;
    let limits = dns.limits.clone();
    let dns = match analyzer.resolver() {
        _ if is_offline => DnsSource::Offline.resolver_for_any(limits),
        Some(resolver) => resolver.dns(limits),
        None => dns.source.resolver_for_any(limits),
    };
    let report = block_on(check::ask(&dns, question)).report();
    let asked = report
        .dns
        .iter()
        .filter(|answer| answer.rcode != Rcode::Skipped);
    shared.metrics.traced(0, asked.count() as u64);
    render::render_check(&report, format, &shared.server.style).map_err(|_| Problem::fault())
}

/// The options of a form or an object.
fn sent(kind: &str, bytes: &[u8]) -> Result<Pairs, Problem> {
    match kind {
        FORM => Ok(pairs(bytes)),
        OBJECT => {
            let object: serde_json::Map<String, Value> = serde_json::from_slice(bytes)
                .map_err(|error| Problem::bad(format!("the body is no JSON object: {error}")))?;
            let mut pairs = Pairs::new();
            for (name, value) in object {
                match value {
                    // Of too many, as many as tell that.
                    Value::Array(values) => {
                        let some = values.into_iter().take(MAX_REQUEST_OPTIONS + 1);
                        pairs.extend(some.map(|value| (name.clone(), text(value))));
                    }
                    Value::Null => {}
                    value => pairs.push((name, text(value))),
                }
                if pairs.len() > MAX_REQUEST_OPTIONS {
                    break;
                }
            }
            Ok(pairs)
        }
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "send the options as application/json or application/x-www-form-urlencoded",
        )),
    }
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
