//! What was typed, laid over what the configuration says.

use crate::args::container::{ContainerArgs, InnerWord};
use crate::args::dns::DnsArgs;
use crate::args::enrich::{self as asked, EnrichArgs};
use crate::args::known::KnownArgs;
use crate::args::redact::RedactArgs;
use crate::args::report::ReportArgs;
use crate::args::shape::Shape;
use crate::args::trace::Trace;
use crate::args::words::{DepthWord, Input};
use crate::args::{Cli, Command, Typed};
use crate::config::{self, Own, Width};
use crate::faults::Unreadable;
use crate::files;
use anyhow::{Context, Result};
use hdrtrace::archive::Inner;
use hdrtrace::dns::Capsule;
use hdrtrace::enrich::{EnrichSettings, GeoFile, Kind};
use hdrtrace::{Depth, DnsSettings, DnsSource, InputForm, Known, Settings};
use std::sync::Arc;
use std::time::Duration;

/// What a command works with.
pub(crate) struct Given {
    /// What is wanted of the analysis.
    pub settings: Settings,
    /// What the program itself goes by.
    pub own: Own,
}

impl Given {
    /// All of it, for the command that was typed.
    pub(crate) fn of(cli: &Cli, typed: &Typed<'_>) -> Result<Self> {
        let common = &cli.common;
        let (settings, own) = config::load(&common.configuration, typed)?;
        let mut given = Self { settings, own };
        let output = &mut given.own.output;
        typed.over("format", &mut output.format, common.look.format);
        typed.over("color", &mut output.color, common.look.color);
        typed.over("width", &mut output.width, common.look.width.map(Width));
        typed.over("at", &mut given.settings.at, common.moment.at);
        given.dns(&common.dns, typed)?;
        given.known(&common.known, typed);
        given.container(&common.container, typed);
        typed.over("rules", &mut given.own.rules, common.rules.rules.clone());
        for file in &given.own.rules {
            given.settings.rules.push(files::rules(file)?);
        }
        match &cli.command {
            None => {
                given.shape(&cli.trace.shape, typed);
                given.trace(&cli.trace, typed);
                enrich(&cli.enrich, typed, &mut given.settings.enrich)?;
            }
            Some(Command::Render(args)) => given.shape(&args.shape, typed),
            Some(Command::Iocs(args)) => {
                let output = &mut given.own.output;
                typed.over("no_defang", &mut output.defang, !args.no_defang);
                given.settings.depth = depth(args.depth);
            }
            Some(Command::Scan(args)) => given.settings.depth = depth(args.depth),
            Some(Command::Report(args)) => given.report(args, typed),
            Some(Command::Redact(args)) => given.redact(args, typed),
            Some(_) => {}
        }
        Ok(given)
    }

    fn dns(&mut self, args: &DnsArgs, typed: &Typed<'_>) -> Result<()> {
        let DnsSettings {
            source,
            limits,
            rate,
        } = &mut self.settings.dns;
        if args.offline {
            *source = DnsSource::Offline;
        } else if let Some(path) = &args.replay_dns {
            let text = files::read_limited(path, Capsule::MAX_BYTES)
                .map_err(|error| Unreadable::new(&path.display().to_string(), &error))?;
            let capsule = Capsule::parse(&text).with_context(|| path.display().to_string())?;
            *source = DnsSource::Replay {
                capsule: Arc::new(capsule),
                any_message: args.replay_any,
            };
        } else if let Some(server) = &args.nameserver {
            *source = DnsSource::Server(server.clone());
        }
        let time = Duration::from_secs(args.dns_timeout);
        typed.over("dnssec", &mut limits.dnssec, args.dnssec);
        typed.over("dns_timeout", &mut limits.message, time);
        typed.over("dns_rate", rate, args.dns_rate);
        Ok(())
    }

    fn known(&mut self, args: &KnownArgs, typed: &Typed<'_>) {
        typed.over("trust", &mut self.settings.trust, args.trust.clone());
        typed.over("protect", &mut self.settings.protect, args.protect.clone());
    }

    fn container(&mut self, args: &ContainerArgs, typed: &Typed<'_>) {
        let inner = match args.inner {
            InnerWord::Auto => Inner::Auto,
            InnerWord::Yes => Inner::Yes,
            InnerWord::No => Inner::No,
        };
        let archive = &mut self.settings.archive;
        typed.over("inner", &mut archive.inner, inner);
        archive.passwords.clone_from(&args.zip_password);
        typed.over("hidden", &mut archive.hidden, args.hidden);
        typed.over("no_ignore", &mut archive.no_ignore, args.no_ignore);
    }

    fn shape(&mut self, args: &Shape, typed: &Typed<'_>) {
        let output = &mut self.own.output;
        typed.over("verbose", &mut output.verbose, args.verbose);
        typed.over("brief", &mut output.brief, args.brief);
        typed.over("local_time", &mut output.local_time, args.local_time);
        typed.over("no_pager", &mut output.pager, !args.no_pager);
        typed.over("no_defang", &mut output.defang, !args.no_defang);
    }

    fn trace(&mut self, args: &Trace, typed: &Typed<'_>) {
        let (settings, own) = (&mut self.settings, &mut self.own);
        let depth = depth(args.depth);
        let input = match args.input {
            Input::Auto => InputForm::Auto,
            Input::Message => InputForm::Message,
            Input::Smtp => InputForm::Session,
        };
        typed.over("depth", &mut settings.depth, depth);
        typed.over("input", &mut settings.input, input);
        typed.over("fail_on", &mut own.fail_on, args.fail_on);
    }

    fn report(&mut self, args: &ReportArgs, typed: &Typed<'_>) {
        let report = &mut self.own.report;
        typed.over("reporter", &mut report.reporter, args.reporter.clone());
        typed.over(
            "lookup_contacts",
            &mut report.lookup_contacts,
            args.lookup_contacts,
        );
        typed.over("rdap", &mut report.rdap, args.rdap);
        typed.over("headers_only", &mut report.headers_only, args.headers_only);
        self.redaction(&args.redaction, typed);
    }

    fn redact(&mut self, args: &RedactArgs, typed: &Typed<'_>) {
        self.redaction(&args.redaction, typed);
    }

    fn redaction(&mut self, args: &crate::args::redact::Redaction, typed: &Typed<'_>) {
        let redaction = &mut self.own.redaction;
        let also = args.protect_address.clone();
        typed.over("protect_address", &mut redaction.protect_address, also);
        typed.over("redact_key", &mut redaction.key, args.redact_key.clone());
    }
}

fn depth(word: DepthWord) -> Depth {
    match word {
        DepthWord::Headers => Depth::Headers,
        DepthWord::Verdict => Depth::Verdict,
        DepthWord::Full => Depth::Full,
    }
}

/// What is looked up beside authentication. Whoever names a list or a file wants it used; one that the configuration names is
/// only known, and used where its kind is asked for.
fn enrich(args: &EnrichArgs, typed: &Typed<'_>, enrich: &mut EnrichSettings) -> Result<()> {
    if typed.has("enrich") {
        enrich.sources.clear();
    }
    for kind in &args.enrich {
        match kind {
            asked::Kind::Rdns => enrich.sources.extend([Kind::Rdns]),
            asked::Kind::Asn => enrich.sources.extend([Kind::Asn]),
            asked::Kind::Dnsbl => enrich.sources.extend([Kind::Dnsbl]),
            asked::Kind::Geo => enrich.sources.extend([Kind::Geo]),
            asked::Kind::Contacts => enrich.sources.extend([Kind::Contacts]),
            asked::Kind::Domains => enrich.sources.extend([Kind::Domains]),
            asked::Kind::All => enrich.sources.extend(Kind::ALL),
        }
    }
    if typed.has("dnsbl") {
        let lists = args.dnsbl.iter().map(|list| list.parse());
        enrich.dnsbl = lists.collect::<Result<_, _>>()?;
        enrich.sources.insert(Kind::Dnsbl);
    }
    if typed.has("geo") {
        enrich.geo.clone_from(&args.geo);
        enrich.sources.insert(Kind::Geo);
    }
    if enrich.sources.contains(&Kind::Geo) {
        let opened = enrich
            .geo
            .iter()
            .map(|path| GeoFile::open(path).map(Arc::new));
        enrich.geo_files = opened.collect::<Result<_, _>>()?;
    }
    enrich.allow_reserved = args.enrich_reserved;
    Ok(())
}

/// What is known of a message, by its name.
pub(crate) fn known(args: &KnownArgs, name: String) -> Known {
    Known {
        name,
        client_ip: args.client_ip,
        helo: args.helo.clone(),
        mail_from: args.mail_from.clone(),
        ..Known::default()
    }
}
