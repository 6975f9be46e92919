//! `cortex`: a job of Cortex, in its folder or by standard input.

mod folder;
mod job;

use crate::args::cortex::CortexArgs;
use crate::files::{self, Existing};
use crate::given::Given;
use crate::input::read;
use crate::message::only;
use crate::output;
use crate::remedies;
use anyhow::{Context, Result, anyhow, bail};
use folder::Folder;
use hdrtrace::render::{self, siem};
use hdrtrace::{Analyzer, DnsSource, EnrichSettings, Known, Report, Settings};
use job::Job;
use std::io::{self, Write};
use std::path::Path;

/// Exit code: there is no report, and the output says why.
const FAILED: u8 = 1;

pub(super) fn run(args: &CortexArgs, given: Given) -> Result<u8> {
    let folder = args.folder.as_deref().map(Folder::open).transpose()?;
    let style = output::style(&given.own.output);
    let mut job = Job::default();
    let made = outcome(folder.as_ref(), &mut job, given.settings).and_then(|report| {
        let cortex = siem::System::by_word("cortex").context("no such format")?;
        Ok(render::try_render(
            &report,
            render::Format::Siem(cortex),
            &style,
        )?)
    });
    let (bytes, code) = match made {
        Ok(bytes) => (bytes, 0),
        Err(error) => {
            let said = siem::cortex_failure(&remedies::told(&error), job.named())?;
            (said, FAILED)
        }
    };
    match &folder {
        Some(folder) => files::write(&folder.output()?, &bytes, Existing::Replace)?,
        None => {
            let mut out = io::stdout().lock();
            out.write_all(&bytes)?;
            out.flush()?;
        }
    }
    Ok(code)
}

/// The report on the file of a job; `job` is filled as far as it could be read.
fn outcome(folder: Option<&Folder>, job: &mut Job, settings: Settings) -> Result<Report> {
    let described = match folder {
        Some(folder) => folder.input("input.json")?,
        None => Path::new("-").to_owned(),
    };
    let (bytes, _) = read(&described)?;
    *job = serde_json::from_slice(&bytes).context("the job cannot be read")?;
    job.check()?;
    let file = match folder {
        Some(folder) => folder.input(job.file()?)?,
        None => job.given_file()?,
    };
    let known = Known {
        name: job.name().to_owned(),
        ..Known::default()
    };
    let settings = if job.is_offline() {
        without_network(settings)
    } else {
        settings
    };
    let analyzer = Analyzer::new(settings)?;
    let mut chosen = only(&file, None, &analyzer, &known)?;
    let mut reports = match chosen.reports.take() {
        Some(reports) => reports,
        None => analyzer.analyze_all(&chosen.bytes, &chosen.known)?,
    };
    if reports.len() > 1 {
        bail!("holds several messages; a job takes one");
    }
    reports.pop().ok_or_else(|| anyhow!("holds no message"))
}

/// The same settings, asking nobody. A replay asks nobody either.
fn without_network(mut settings: Settings) -> Settings {
    if !matches!(settings.dns.source, DnsSource::Replay { .. }) {
        settings.dns.source = DnsSource::Offline;
        settings.enrich = EnrichSettings::default();
    }
    settings
}
