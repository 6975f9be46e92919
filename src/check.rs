//! `hdrtrace check`: one check by itself.

use crate::cli::{Check, Format, Shown};
use crate::setup::{self, write_whole};
use anyhow::{Context, Result, bail};
use chrono::Utc;
use hdrtrace::DnsSource;
use hdrtrace::auth::spf::{Identity, SpfRequest};
use hdrtrace::dns::{Capsule, Dns};
use hdrtrace::probe::{self, Outcome, Probed, Question};
use hdrtrace::render;
use std::io::{self, Write};

/// Exit code: a verdict that is no pass.
const BAD: u8 = 1;
/// Exit code: DNS did not tell.
const UNKNOWN: u8 = 2;
/// The receiver that macros may name, where there is none.
const RECEIVER: &str = "unknown";

pub(crate) fn run(check: &Check) -> Result<u8> {
    let (question, shown) = asked(check)?;
    if !matches!(shown.format, Format::Terminal | Format::Json) {
        bail!("a check is printed as --format terminal or json");
    }
    let report = answer(&question, shown)?;
    let style = setup::style(shown.color, shown.width);
    let bytes = render::render_probe(&report.report(), setup::format(shown.format, None), &style)?;
    let mut out = io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    if let Some(path) = &shown.dns.record_dns {
        let capsule = Capsule::for_any_message(Utc::now(), &report.dns);
        write_whole(path, capsule.try_to_json()?.as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(match report.probe.outcome() {
        Outcome::Good => 0,
        Outcome::Bad => BAD,
        Outcome::Unknown => UNKNOWN,
    })
}

fn asked(check: &Check) -> Result<(Question, &Shown)> {
    Ok(match check {
        Check::Spf {
            ip,
            helo,
            mail_from,
            shown,
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
                now: Utc::now(),
            };
            let question = Question::Spf {
                request,
                helo: helo.is_some(),
                mail_from: mail_from.is_some(),
            };
            (question, shown)
        }
        Check::Dmarc {
            from,
            spf_pass,
            dkim_pass,
            shown,
        } => {
            let question = Question::Dmarc {
                // An address will do: what stands behind its last @ is the domain.
                from: from.rsplit('@').next().unwrap_or_default().to_owned(),
                spf: spf_pass.clone(),
                dkim: dkim_pass.clone(),
            };
            (question, shown)
        }
        Check::DkimKey {
            selector,
            domain,
            shown,
        } => {
            let question = Question::DkimKey {
                selector: selector.clone(),
                domain: domain.clone(),
            };
            (question, shown)
        }
    })
}

fn answer(question: &Question, shown: &Shown) -> Result<Probed> {
    let limits = setup::limits(&shown.dns);
    let dns = match setup::dns_source(&shown.dns)? {
        DnsSource::Offline => Dns::offline(),
        DnsSource::System => Dns::system(limits),
        DnsSource::Server(server) => Dns::server(server, limits),
        // There is no message that answers could belong to.
        DnsSource::Replay { capsule, .. } => Dns::recorded(capsule.answers().cloned()),
    };
    Ok(futures::executor::block_on(probe::ask(&dns, question)))
}
