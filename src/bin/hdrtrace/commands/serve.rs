//! `serve`: a page and a REST interface, until a signal ends it.

use crate::args::serve::ServeArgs;
use crate::faults::Unreadable;
use crate::files;
use crate::given::Given;
use crate::output::say;
use crate::remedies;
use anyhow::{Context, Result, anyhow};
use hdrtrace::render::Style;
use hdrtrace::serve::{Access, Line, Server, Service, Token};
use hdrtrace::{Analyzer, Clock};
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::runtime;

/// The most bytes of a file that holds a token.
const MAX_TOKEN_FILE: u64 = 4096;
/// Requests a minute for each client, where others can reach the server.
const RATE: u32 = 300;
/// Requests in work for each core where DNS is asked: most of them wait for an answer.
const WAITING: usize = 8;
/// Exit code: ended by a second signal.
const INTERRUPTED: i32 = 130;
/// How long threads that are at work are waited for in the end.
const LAST: Duration = Duration::from_millis(100);

pub(super) fn run(args: &ServeArgs, given: Given) -> Result<u8> {
    let Given { mut settings, own } = given;
    // It runs for days.
    settings.clock = Clock::System;
    let analyzer = Analyzer::new(settings)?;
    let is_alone = args.listen.ip().is_loopback();
    let rate = args.rate.unwrap_or(if is_alone { 0 } else { RATE });
    let server = Server {
        access: access(args)?,
        hosts: args.allow_host.clone(),
        rate: NonZero::new(rate),
        jobs: jobs(args, &analyzer),
        style: Style {
            defang: own.output.defang,
            phrases: remedies::phrase,
            ..Style::default()
        },
        log: Arc::new(log),
        ..Server::new(analyzer)
    };
    server.check(args.listen)?;
    let listener = TcpListener::bind(args.listen)
        .with_context(|| format!("cannot listen on {}", args.listen))?;
    let address = listener.local_addr()?;
    let service = Service::new(server, listener)?;
    if address.ip().is_unspecified() && args.allow_host.is_empty() {
        say("note: only requests for localhost are answered; --allow-host names the server");
    }
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(async {
        let stop = signals()?;
        announce(address)?;
        service.run(stop).await?;
        Ok(0)
    });
    runtime.shutdown_timeout(LAST);
    served
}

fn access(args: &ServeArgs) -> Result<Access> {
    if let Some(path) = &args.token_file {
        let name = path.display().to_string();
        let text = files::read_limited(path, MAX_TOKEN_FILE)
            .map_err(|error| Unreadable::new(&name, &error))?;
        return Ok(Access::Token(Token::new(&text).context(name)?));
    }
    match &args.trusted_header {
        Some(name) => {
            let field = name.parse();
            let field = field.map_err(|_| anyhow!("{name:?} is not the name of a header field"))?;
            Ok(Access::Proxy(field))
        }
        None => Ok(Access::Anyone),
    }
}

fn jobs(args: &ServeArgs, analyzer: &Analyzer) -> NonZero<usize> {
    let cores = available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let given = args.jobs.and_then(|jobs| NonZero::new(usize::from(jobs)));
    given.unwrap_or_else(|| match analyzer.resolver() {
        Some(_) => cores.saturating_mul(NonZero::new(WAITING).unwrap_or(cores)),
        None => cores,
    })
}

/// Tells where it is, in a line.
fn announce(address: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "http://{address}/")?;
    out.flush()
}

/// A line of the log. Whether somebody reads it makes no difference.
fn log(line: &Line) {
    if let Ok(mut text) = serde_json::to_string(line) {
        text.push('\n');
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Comes with the first signal that ends a program; a second one ends it at once.
#[cfg(unix)]
fn signals() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            std::process::exit(INTERRUPTED);
        });
    })
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the form of its twin")]
fn signals() -> Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
        tokio::spawn(async {
            let _ = tokio::signal::ctrl_c().await;
            std::process::exit(INTERRUPTED);
        });
    })
}
