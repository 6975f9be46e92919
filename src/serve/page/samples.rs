//! Messages to try, each with the DNS answers that were recorded for it: nothing is asked.

use crate::analyze::Analyzer;
use crate::dns::Capsule;
use crate::render::{self, Format, Style};
use crate::report::Report;
use crate::serve::api::reply;
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::route::{Operation, Route};
use crate::serve::shared::Shared;
use crate::settings::{DnsSource, Known, Settings};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

/// A message to try.
pub(super) struct Sample {
    pub name: &'static str,
    pub title: &'static str,
    pub text: &'static str,
    message: &'static [u8],
    answers: &'static str,
}

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        name: "spoofed-bank",
        title: "A spoofed bank",
        text: "DMARC fails, and replies go to another organization.",
        message: include_bytes!("../../../samples/spoofed-bank.eml"),
        answers: include_str!("../../../samples/spoofed-bank.dns.json"),
    },
    Sample {
        name: "list-arc",
        title: "A mailing list",
        text: "The list broke the signature; ARC vouches for the message.",
        message: include_bytes!("../../../samples/list-arc.eml"),
        answers: include_str!("../../../samples/list-arc.dns.json"),
    },
    Sample {
        name: "clean",
        title: "A genuine message",
        text: "SPF, DKIM and DMARC pass, over three hops.",
        message: include_bytes!("../../../samples/clean.eml"),
        answers: include_str!("../../../samples/clean.dns.json"),
    },
];

/// What the script asks for.
pub(super) const ROUTE: Route = Route {
    path: "/samples/{name}",
    reach: Reach::Program,
    operations: &[Operation::of_page("GET", || get(run))],
};

async fn run(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let work = move |_: &_| {
        let report = report(&name)?;
        render::try_render(&report, Format::Json, &Style::default()).map_err(|_| Problem::fault())
    };
    let bytes = shared.work.run(work).await?;
    Ok(reply("application/json", bytes))
}

/// The report on a sample.
pub(super) fn report(name: &str) -> Result<Report, Problem> {
    let unknown = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            format!("there is no sample {name:?}"),
        )
    };
    let sample = SAMPLES
        .iter()
        .find(|sample| sample.name == name)
        .ok_or_else(unknown)?;
    let capsule = Capsule::parse(sample.answers).map_err(|_| Problem::fault())?;
    let settings = Settings {
        dns: DnsSource::Replay {
            capsule: Arc::new(capsule),
            any_message: false,
        }
        .into(),
        ..Settings::default()
    };
    let known = Known {
        name: format!("{name}.eml"),
        ..Known::default()
    };
    let analyzer = Analyzer::new(settings).map_err(|_| Problem::fault())?;
    analyzer
        .analyze(sample.message, &known)
        .map_err(|_| Problem::fault())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::dns::Rcode;

    #[test]
    fn every_sample_is_traced_with_its_answers() {
        for sample in SAMPLES {
            let report = report(sample.name).unwrap();
            assert!(!report.dns.is_empty(), "{}", sample.name);
            assert!(
                report
                    .dns
                    .iter()
                    .all(|answer| answer.rcode != Rcode::Skipped),
                "{}",
                sample.name
            );
        }
        assert_eq!(report("other").unwrap_err().status, StatusCode::NOT_FOUND);
    }
}
