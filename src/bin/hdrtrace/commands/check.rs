//! `hdrtrace check`: one check by itself.

use crate::args::Common;
use crate::args::check::Check;
use crate::args::words::Format;
use crate::files;
use crate::given::Given;
use crate::output;
use anyhow::{Context, Result, bail};
use hdrtrace::check::{self, Found, Outcome, Question};
use hdrtrace::dns::Capsule;
use hdrtrace::render;
use std::io::{self, Write};

/// Exit code: a verdict other than pass.
const BAD: u8 = 1;
/// Exit code: DNS gave no answer.
const UNKNOWN: u8 = 2;

pub(super) fn run(check: &Check, common: &Common, given: &Given) -> Result<u8> {
    let question = asked(check, given)?;
    let output = &given.own.output;
    if !matches!(output.format, Format::Terminal | Format::Json) {
        bail!("check supports only --format terminal and json");
    }
    if let Some(path) = &common.dns.record_dns {
        files::refuse_taken(path, common.files.existing())?;
    }
    let report = answer(&question, given);
    let style = output::style(output);
    let bytes = render::render_check(
        &report.report(),
        output::format(output.format, None),
        &style,
    )?;
    let mut out = io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    if let Some(path) = &common.dns.record_dns {
        let capsule = Capsule::for_any_message(given.settings.clock.now(), &report.dns);
        files::write(
            path,
            capsule.try_to_json()?.as_bytes(),
            common.files.existing(),
        )?;
    }
    Ok(match report.check.outcome() {
        Outcome::Good => 0,
        Outcome::Bad => BAD,
        Outcome::Unknown => UNKNOWN,
    })
}

fn asked(check: &Check, given: &Given) -> Result<Question> {
    Ok(match check {
        Check::Spf {
            ip,
            helo,
            mail_from,
        } => {
            let now = given.settings.clock.now();
            Question::spf(*ip, helo.clone(), mail_from.as_deref(), now).context(
                "for the null sender, SPF checks the HELO name (RFC 7208 section 2.4): give --helo",
            )?
        }
        Check::Dmarc {
            from,
            spf_pass,
            dkim_pass,
        } => Question::Dmarc {
            from: from.clone(),
            spf: spf_pass.clone(),
            dkim: dkim_pass.clone(),
        },
        Check::DkimKey { selector, domain } => {
            let (selector, domain) = key_name(selector, domain.as_deref())?;
            Question::DkimKey { selector, domain }
        }
        Check::Domain { domain } => Question::Domain {
            domain: domain.clone(),
        },
    })
}

/// What stands between selector and domain in the name of a key.
const KEY_LABEL: &str = "._domainkey";

/// Selector and domain: each by itself, in either order where only one of them can be the domain, or the whole name of the
/// key.
fn key_name(first: &str, second: Option<&str>) -> Result<(String, String)> {
    let clean = |text: &str| text.trim_end_matches('.').to_owned();
    let first = clean(first);
    let whole = first.to_ascii_lowercase();
    let at = whole.find(KEY_LABEL);
    let parts = at.map(|at| {
        let domain = first[at + KEY_LABEL.len()..].trim_start_matches('.');
        (first[..at].to_owned(), domain.to_owned())
    });
    match (parts, second.map(clean)) {
        (Some((selector, domain)), None) if !domain.is_empty() => Ok((selector, domain)),
        (Some((selector, domain)), Some(second))
            if domain.is_empty() || domain.eq_ignore_ascii_case(&second) =>
        {
            Ok((selector, second))
        }
        (Some((selector, domain)), Some(second)) => bail!(
            "{first} is a whole name, and {second} is not its domain: give {first} alone, or {selector} {domain}"
        ),
        // A selector may have dots, a domain must.
        (None, Some(second)) if first.contains('.') && !second.contains('.') => Ok((second, first)),
        (None, Some(second)) => Ok((first, second)),
        (_, None) => bail!(
            "no domain for {first}: give SELECTOR DOMAIN (s1 example.com), or the whole name (s1._domainkey.example.com)"
        ),
    }
}

fn answer(question: &Question, given: &Given) -> Found {
    let limits = given.settings.dns.limits.clone();
    let dns = given.settings.dns.source.resolver_for_any(limits);
    futures::executor::block_on(check::ask(&dns, question))
}
