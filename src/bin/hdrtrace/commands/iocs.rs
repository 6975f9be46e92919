//! `iocs`: the indicators of messages, each once.

use super::UNREADABLE;
use super::each::{Recorded, each, inputs};
use crate::args::Common;
use crate::args::iocs::IocsArgs;
use crate::args::words::Format;
use crate::files;
use crate::given::{Given, known};
use crate::input::name;
use crate::message::missing;
use crate::output::{self, say};
use crate::remedies;
use anyhow::{Result, bail};
use hdrtrace::indicators::Sum;
use hdrtrace::render::{self, Iocs};
use hdrtrace::{Analyzer, Known};
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(args: &IocsArgs, common: &Common, given: Given) -> Result<u8> {
    let Given { settings, own } = given;
    let format = format(own.output.format)?;
    if let Some(path) = &common.dns.record_dns {
        files::refuse_taken(path, common.files.existing())?;
    }
    let now = settings.clock.now();
    let mut listing = Listing {
        analyzer: Analyzer::new(settings)?,
        number: common.container.message,
        sum: Sum::default(),
        recorded: Recorded::new(common.dns.record_dns.is_some(), now),
        code: 0,
    };
    for file in inputs(&args.files) {
        if let Err(error) = listing.file(&file, &known(&common.known, name(&file))) {
            // One bad input does not stop the others.
            say(&remedies::told_of(&file, &error));
            listing.code = UNREADABLE;
        }
    }
    if let (Some(path), Some(json)) = (&common.dns.record_dns, listing.recorded.written()?) {
        files::write(path, json.as_bytes(), common.files.existing())?;
    }
    let mut sum = listing.sum.sorted();
    if args.blockable {
        sum = sum.blockable();
    }
    if sum.left_out > 0 {
        let left_out = sum.left_out;
        say(&format!(
            "{left_out} indicators left out: there are too many"
        ));
    }
    let style = output::style(&own.output);
    let mut out = io::stdout().lock();
    out.write_all(&render::iocs(&sum, format, &style)?)?;
    out.flush()?;
    Ok(listing.code)
}

fn format(given: Format) -> Result<Iocs> {
    match given {
        Format::Terminal => Ok(Iocs::Text),
        Format::Csv => Ok(Iocs::Csv),
        Format::Json => Ok(Iocs::Json),
        Format::Siem(system) => match system.word {
            "stix" => Ok(Iocs::Stix),
            "misp" => Ok(Iocs::Misp),
            _ => bail!(FORMATS),
        },
        _ => bail!(FORMATS),
    }
}

const FORMATS: &str = "iocs prints --format text, csv, json, stix or misp";

/// The work on all files.
struct Listing {
    analyzer: Analyzer,
    /// The one message that is wanted.
    number: Option<u64>,
    sum: Sum,
    recorded: Recorded,
    code: u8,
}

impl Listing {
    fn file(&mut self, file: &Path, known: &Known) -> Result<()> {
        let (sum, recorded, number) = (&mut self.sum, &mut self.recorded, self.number);
        let seen = each(
            file,
            known,
            &self.analyzer,
            number,
            &mut |_, reports, count| {
                for report in reports {
                    *count += 1;
                    if number.is_none_or(|wanted| wanted == *count) {
                        recorded.add(&report);
                        sum.add(&report);
                    }
                }
                Ok(())
            },
        )?;
        if seen.has_failed {
            self.code = UNREADABLE;
        }
        match (seen.error, self.number) {
            (Some(error), _) => Err(error),
            (None, Some(wanted)) if wanted > seen.count => Err(missing(wanted, seen.count)),
            _ => Ok(()),
        }
    }
}
