//! `hdrtrace check`: one check by itself.

use crate::args::Common;
use crate::args::check::Check;
use crate::args::words::Format;
use crate::files;
use crate::given::Given;
use crate::output;
use anyhow::{Result, bail};
use hdrtrace::auth::spf::{Identity, SpfRequest};
use hdrtrace::check::{self, Found, Outcome, Question};
use hdrtrace::dns::Capsule;
use hdrtrace::render;
use std::io::{self, Write};

/// Exit code: a verdict that is no pass.
const BAD: u8 = 1;
/// Exit code: DNS did not tell.
const UNKNOWN: u8 = 2;
/// The receiver that macros may name, where there is none.
const RECEIVER: &str = "unknown";

pub(super) fn run(check: &Check, common: &Common, given: &Given) -> Result<u8> {
    let question = asked(check, given)?;
    let output = &given.own.output;
    if !matches!(output.format, Format::Terminal | Format::Json) {
        bail!("a check is printed as --format terminal or json");
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
            let sender = mail_from
                .as_deref()
                .map(|sender| sender.trim_matches(['<', '>']));
            if sender == Some("") && helo.is_none() {
                bail!(
                    "the null sender stands for its HELO name (RFC 7208 section 2.4): give --helo"
                );
            }
            let request = SpfRequest {
                client: *ip,
                helo: helo.clone().unwrap_or_default(),
                mail_from: sender.unwrap_or_default().to_owned(),
                receiver: RECEIVER.to_owned(),
                identity: Identity::MailFrom,
                now: given.settings.clock.now(),
            };
            Question::Spf {
                request,
                helo: helo.is_some(),
                mail_from: mail_from.is_some(),
            }
        }
        Check::Dmarc {
            from,
            spf_pass,
            dkim_pass,
        } => {
            Question::Dmarc {
                // An address will do: what stands behind its last @ is the domain.
                from: from.rsplit('@').next().unwrap_or_default().to_owned(),
                spf: spf_pass.clone(),
                dkim: dkim_pass.clone(),
            }
        }
        Check::DkimKey { selector, domain } => Question::DkimKey {
            selector: selector.clone(),
            domain: domain.clone(),
        },
    })
}

fn answer(question: &Question, given: &Given) -> Found {
    let limits = given.settings.dns.limits.clone();
    let dns = given.settings.dns.source.resolver_for_any(limits);
    futures::executor::block_on(check::ask(&dns, question))
}
