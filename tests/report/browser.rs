//! Opens HTML reports in Chromium, with the network off: they ask for nothing but themselves, put nothing on the console, and nothing
//! that a message carries runs in them.
//!
//! Needs `chromium` (or the program that `CHROMIUM` names): `cargo test --test report browser:: -- --ignored`.

use crate::given::{Given, analyze};
use crate::hostile;
use hdrtrace::dns::Capsule;
use hdrtrace::render::{Format, Style, render};
use hdrtrace::{DnsSource, Known, Settings};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the browser may take for one page.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where the browser itself calls home, whatever page it shows.
const HOME: &[&str] = &["google.com", "googleapis.com", "gvt1.com", "chromium.org"];

/// What became of a page.
struct Visit {
    /// The document as it stands after loading.
    dom: String,
    /// Lines that the page, or the browser about the page, wrote on the console.
    console: Vec<String>,
    /// What was asked for over the network, the browser's own calls left out.
    requests: Vec<String>,
}

fn visit(folder: &Path, name: &str, html: &[u8]) -> Visit {
    let page = folder.join(format!("{name}.html"));
    fs::write(&page, html).expect("written");
    let (dom, console, log) = (
        folder.join(format!("{name}.dom")),
        folder.join(format!("{name}.err")),
        folder.join(format!("{name}.net.json")),
    );
    let program = std::env::var_os("CHROMIUM").unwrap_or_else(|| "chromium".into());
    let mut browser = Command::new(&program)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .args([
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--proxy-server=127.0.0.1:9",
        ])
        .args(["--enable-logging=stderr", "--v=0", "--dump-dom"])
        .arg(format!(
            "--user-data-dir={}",
            folder.join(format!("{name}.profile")).display()
        ))
        .arg(format!("--log-net-log={}", log.display()))
        .arg(format!("file://{}", page.display()))
        .stdout(Stdio::from(fs::File::create(&dom).expect("a file")))
        .stderr(Stdio::from(fs::File::create(&console).expect("a file")))
        .spawn()
        .unwrap_or_else(|error| {
            panic!(
                "{}: {error}; install chromium or set CHROMIUM",
                program.display()
            )
        });
    let since = Instant::now();
    while browser.try_wait().expect("its state").is_none() {
        if since.elapsed() > PATIENCE {
            let _ = browser.kill();
            let _ = browser.wait();
            panic!("{name}: the browser did not come to an end");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
    Visit {
        dom: read(&dom),
        console: read(&console)
            .lines()
            .filter(|line| line.contains(":CONSOLE"))
            .map(str::to_owned)
            .collect(),
        requests: requests(&read(&log)),
    }
}

/// The addresses in a net log.
fn requests(log: &str) -> Vec<String> {
    assert!(log.contains("\"constants\""), "there is no net log");
    let mut found: Vec<String> = log
        .split("\"url\":\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|url| {
            let host = url
                .split("://")
                .nth(1)
                .and_then(|rest| rest.split(['/', ':', '?']).next());
            !host.is_some_and(|host| {
                HOME.iter()
                    .any(|home| host == *home || host.ends_with(&format!(".{home}")))
            })
        })
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("hdrtrace-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn the_watch_sees_requests_and_console() {
    let folder = folder("watch");
    let page = b"<img src=http://evil.example/x.png><script>console.error('owned')</script>";
    let visit = visit(&folder, "control", page);
    assert_eq!(visit.requests, ["http://evil.example/x.png"]);
    assert!(visit.console[0].contains("owned"));
    let _ = fs::remove_dir_all(&folder);
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn reports_of_samples_ask_for_nothing() {
    let folder = folder("samples");
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    for name in [
        "clean",
        "spoofed-bank",
        "list-arc",
        "microsoft",
        "headers-only",
    ] {
        let message = fs::read(samples.join(format!("{name}.eml"))).expect("a sample");
        let capsule =
            fs::read_to_string(samples.join(format!("{name}.dns.json"))).expect("a capsule");
        let options = Given {
            settings: Settings {
                dns: DnsSource::Replay {
                    capsule: Arc::new(Capsule::parse(&capsule).expect("a capsule")),
                    any_message: false,
                }
                .into(),
                ..Settings::default()
            },
            known: Known::default(),
        };
        let report = analyze(&message, &options).expect("a report");
        let visit = visit(
            &folder,
            name,
            &render(&report, Format::Html, &Style::default()),
        );
        assert_eq!(visit.console, [""; 0], "{name}");
        assert_eq!(visit.requests, [""; 0], "{name}");
        assert!(visit.dom.contains("Raw header"), "{name}");
    }
    let _ = fs::remove_dir_all(&folder);
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn payloads_do_nothing_in_a_browser() {
    let folder = folder("payloads");
    for (number, payload) in hostile::PAYLOADS.iter().enumerate() {
        let report = analyze(&hostile::message(payload), &Given::default()).expect("a report");
        // Whole links too: defanging is not what keeps a report harmless.
        for defang in [true, false] {
            let style = Style {
                defang,
                ..Style::default()
            };
            let html = render(&report, Format::Html, &style);
            let visit = visit(&folder, &format!("{number}-{defang}"), &html);
            assert_eq!(visit.console, [""; 0], "{payload}");
            assert_eq!(visit.requests, [""; 0], "{payload}");
            let dom = visit.dom.to_lowercase();
            // In text a `<` is written `&lt;`: what stands behind a `<` is an element.
            let elements = dom
                .split('<')
                .skip(1)
                .filter_map(|rest| rest.split('>').next());
            for element in elements {
                let name = element.split(' ').next().unwrap_or_default();
                let link = element.split_once("href=\"").map(|(_, link)| link);
                assert!(
                    !["script", "img", "iframe", "textarea", "object"].contains(&name),
                    "{element}"
                );
                assert!(
                    !element.contains(" onerror=") && !element.contains(" onload="),
                    "{element}"
                );
                assert!(link.is_none_or(|link| link.starts_with('#')), "{element}");
            }
            assert_eq!(dom.matches("<style").count(), 1, "{payload}");
        }
    }
    let _ = fs::remove_dir_all(&folder);
}
