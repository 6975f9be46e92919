//! A server on loopback, asked by a client of few lines.

mod client;
mod formats;
mod guards;
mod interface;
mod page;
mod patience;
mod reports;
mod stop;

use chrono::DateTime;
use client::{Answer, Ask};
use hdrtrace::render::{self, Format};
use hdrtrace::serve::{Line, ServeError, Server, Service};
use hdrtrace::{Analyzer, Clock, Known, Settings};
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// A small message.
const MESSAGE: &str = "Received: from client.example ([192.0.2.7]) by mx.example.net with ESMTPS id 1;\r\n\
    \x20Sat, 02 May 2026 10:00:09 +0000\r\n\
    From: Alice <alice@client.example>\r\nSubject: Hello\r\n\r\nHi!\r\n";

/// A server that ends when it is dropped.
struct Serving {
    address: SocketAddr,
    lines: Arc<Mutex<Vec<Line>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
}

fn settings() -> Settings {
    Settings {
        clock: Clock::Fixed(DateTime::UNIX_EPOCH),
        ..Settings::default()
    }
}

impl Serving {
    /// With what is changed of the default.
    fn start(change: impl FnOnce(&mut Server)) -> Self {
        Self::of(settings(), change)
    }

    fn of(settings: Settings, change: impl FnOnce(&mut Server)) -> Self {
        let mut server = Server::new(Analyzer::new(settings).expect("settings"));
        let lines = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&lines);
        server.log = Arc::new(move |line| log.lock().expect("lines").push(line.clone()));
        change(&mut server);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let service = Service::new(server, listener).expect("a server");
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(service.run(async {
                let _ = stopped.await;
            }))
        });
        Self {
            address,
            lines,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    fn ask(&self, method: &str, target: &str) -> Ask {
        Ask::new(self.address, method, target)
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target).send()
    }

    fn post(&self, target: &str, body: &[u8]) -> Answer {
        let ask = self.ask("POST", target);
        ask.with("Content-Type", "message/rfc822").body(body).send()
    }

    /// Others are served.
    fn assert_serves(&self) {
        let answer = self.get("/healthz");
        assert_eq!((answer.status, answer.text()), (200, "ok\n"));
    }

    /// Tells it to stop, and waits until it has.
    fn end(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().expect("no panic").expect("no error");
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.end();
    }
}

/// The samples.
fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let entries = fs::read_dir(folder).expect("samples");
    let mut all: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    all.sort();
    assert!(all.len() > 5);
    all
}

/// What the library makes of a message.
fn rendered(message: &[u8], format: Format) -> Vec<u8> {
    let analyzer = Analyzer::new(settings()).expect("settings");
    let report = analyzer
        .analyze(message, &Known::default())
        .expect("a report");
    render::render(&report, format, &render::Style::default())
}
