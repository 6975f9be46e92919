//! `POST /abuse`: letters to those who can act on abuse, for one message of an input. Recipients are redacted, contacts are those that
//! need no query, and nothing is sent.

use super::chosen;
use crate::abuse::{Complaint, Kind, Reporter, letter_with_header};
use crate::abuse_report::{self, AbuseReportError, AbuseReportOptions};
use crate::analyze::{self, Analyzer};
use crate::archive::{self, Content, Item};
use crate::redact::Key;
use crate::render;
use crate::serve::api::reply;
use crate::serve::guard::Client;
use crate::serve::options::{
    ANALYSIS, Analysis, Filling, Parameter, Values, one_of, pairs_of, parsed, read,
};
use crate::serve::phrases::phrase;
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::received;
use crate::serve::route::{Operation, Route};
use crate::serve::shared::Shared;
use crate::serve::stop::Stop;
use crate::settings::Known;
use crate::words::origin::Keeps;
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use serde::Serialize;
use std::ops::ControlFlow;
use std::sync::Arc;

pub(super) const ROUTE: Route = Route {
    path: "/abuse",
    reach: Reach::Program,
    operations: &[Operation::of_page("POST", || post(run))],
};

/// What is chosen of a report.
#[derive(Default)]
struct Wanted {
    reporter: Option<Reporter>,
    kind: Option<Kind>,
    /// Which message of the input.
    sha256: String,
}

const KINDS: &[(&str, Kind)] = &[("spam", Kind::Spam), ("phishing", Kind::Phishing)];

const OPTIONS: &[Parameter<Wanted>] = &[
    Parameter::<Wanted>::new(
        "reporter",
        "Who reports: \"Example Org <abuse@example.org>\"",
        Values::Text,
        |into, given| parsed(given).map(|reporter| into.reporter = Some(reporter)),
    )
    .required(),
    Parameter::<Wanted>::new(
        "type",
        "Type of abuse",
        Values::OneOf(|| KINDS.iter().map(|(word, _)| *word).collect()),
        |into, given| {
            let (_, kind) = one_of(KINDS, |row| row.0, given)?;
            into.kind = Some(*kind);
            Ok(())
        },
    ),
    Parameter::<Wanted>::new(
        "sha256",
        "The message, as its report calls it",
        Values::Text,
        |into, given| {
            given.clone_into(&mut into.sha256);
            Ok(())
        },
    )
    .required(),
];

/// The letters, and what whoever sends them should know.
#[derive(Serialize)]
struct Letters {
    letters: Vec<Letter>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Letter {
    /// Whom it is to, by what it is responsible for.
    party: String,
    /// Its address, if one is known.
    contact: Option<String>,
    text: String,
}

impl Letter {
    fn of(complaint: &Complaint) -> Self {
        let party = &complaint.party;
        Self {
            party: format!("{} {}", party.role.word(), party.subject),
            contact: party
                .contacts
                .first()
                .map(|contact| contact.address.clone()),
            text: letter_with_header(complaint),
        }
    }
}

async fn run(
    State(shared): State<Arc<Shared>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    received::require_message(&parts.headers)?;
    let query = pairs_of(&parts.uri);
    let (mut analysis, mut wanted) = (Analysis::default(), Wanted::default());
    let mut known = Filling::new(ANALYSIS, &mut analysis);
    let mut own = Filling::new(OPTIONS, &mut wanted);
    read(&chosen::options(&query), &mut [&mut known, &mut own])?;
    let mut received = shared.room.read(&parts.headers, body).await?;
    let worker = Arc::clone(&shared);
    let work = move |stop: &Stop| {
        let analyzer = analysis.analyzer(&worker.server.analyzer)?;
        let may_go_on = || {
            if stop.is_now() {
                return Err(Problem::unfit("the time for one request is over"));
            }
            match analyzer.resolver() {
                Some(_) => worker.rates.asking(&client),
                None => Ok(()),
            }
        };
        let bytes = received.take();
        let input = (bytes, wanted.sha256.as_str());
        let (message, known) = message(&analyzer, input, &analysis, &may_go_on)?;
        let letters = letters(&analyzer, &message, &known, wanted)?;
        render::json_line(&letters).map_err(|_| Problem::fault())
    };
    Ok(reply("application/json", shared.work.run(work).await?))
}

/// The message that is wanted, and what is known of it.
fn message(
    analyzer: &Analyzer,
    (input, sha256): (Vec<u8>, &str),
    wanted: &Analysis,
    may_go_on: &dyn Fn() -> Result<(), Problem>,
) -> Result<(Vec<u8>, Known), Problem> {
    let (mut found, mut problem) = (None, None);
    let options = &analyzer.settings().archive;
    let walked = archive::walk(Content::Bytes(input.into()), options, &mut |item| {
        let Item::Message(entry) = item else {
            return ControlFlow::Continue(());
        };
        // What a message carries is chosen by what is found out about it.
        if let Err(why) = may_go_on() {
            problem = Some(why);
            return ControlFlow::Break(());
        }
        let choice = analyzer.choose(entry, &wanted.known);
        for chosen in choice.into_iter().flat_map(|choice| choice.messages) {
            if analyze::known_by(&chosen.bytes, &chosen.known).0 == sha256 {
                found = Some((chosen.bytes.into_owned(), chosen.known));
            }
        }
        if found.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    walked.map_err(|error| {
        Problem::unfit(error.to_string()).helped(error.remedy().as_ref(), phrase)
    })?;
    if let Some(problem) = problem {
        return Err(problem);
    }
    found.ok_or_else(|| Problem::unfit("there is no such message"))
}

fn letters(
    analyzer: &Analyzer,
    message: &[u8],
    known: &Known,
    wanted: Wanted,
) -> Result<Letters, Problem> {
    let is_original = known
        .origin
        .as_ref()
        .is_none_or(|origin| origin.keeps == Keeps::All);
    let how = AbuseReportOptions {
        kind: wanted.kind.unwrap_or(Kind::Spam),
        reporter: wanted.reporter.ok_or_else(Problem::fault)?,
        redaction: Some(Key::random().map_err(|_| Problem::fault())?),
        protect: Vec::new(),
        lookup_contacts: false,
        rdap: None,
        allow_reserved: false,
        source_port: None,
        url: None,
        headers_only: !is_original,
        no_recipient: false,
    };
    let prepared =
        abuse_report::prepare(message, analyzer, known, &how).map_err(|error| refused(&error))?;
    let warnings = prepared.warnings.iter().map(|warning| warning.told(phrase));
    let left = prepared.not_accused.iter();
    let left = left.map(|left| format!("not reported: {}", left.told(phrase)));
    Ok(Letters {
        notes: warnings.chain(left).collect(),
        letters: prepared.complaints.iter().map(Letter::of).collect(),
    })
}

fn refused(error: &AbuseReportError) -> Problem {
    Problem::unfit(error.to_string()).helped(error.remedy().as_ref(), phrase)
}
