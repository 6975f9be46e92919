//! Hostile messages on the page: nothing of them runs, and nothing is asked for but by the page itself.

use super::driver::{Browser, Look};
use super::hostile;
use super::site::{Site, drop_files, report};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// How many messages of the corpus are looked at.
const OF_CORPUS: usize = 40;

/// Messages whose authors meant harm, or broke the rules. They are read, and none of their links is followed.
fn messages() -> Vec<(String, Vec<u8>)> {
    let payloads = hostile::PAYLOADS.iter().enumerate();
    let mut all: Vec<(String, Vec<u8>)> = payloads
        .map(|(number, payload)| {
            (
                format!("payload {number}<img src=x onerror=alert(1)>.eml"),
                hostile::message(payload),
            )
        })
        .collect();
    let Some(shared) = std::env::var_os("HDRTRACE_SHARED").map(PathBuf::from) else {
        return all;
    };
    all.extend(files(&shared.join("attacks/inputs"), usize::MAX));
    all.extend(files(&shared.join("corpus/phish"), OF_CORPUS));
    assert!(all.len() > OF_CORPUS, "the corpus is missing");
    all
}

fn files(folder: &Path, most: usize) -> Vec<(String, Vec<u8>)> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = found
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let short = paths.into_iter().filter_map(|path| {
        let bytes = fs::read(&path).ok().filter(|bytes| bytes.len() < 1 << 20)?;
        Some((path.file_name()?.to_string_lossy().into_owned(), bytes))
    });
    short.take(most).collect()
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn the_watch_sees_dialogs_and_requests() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    browser.requests();
    browser.script(
        "fetch('/owned').catch(() => {}); fetch('http://evil.example/x').catch(() => {})",
        &[],
    );
    browser.wait("return new Promise((done) => setTimeout(() => done(true), 500))");
    let requests = browser.requests();
    assert!(
        requests.contains(&format!("{}/owned", site.url)),
        "{requests:?}"
    );
    // What the policy forbids is not even asked for, and said on the console.
    assert!(
        browser
            .console()
            .iter()
            .any(|line| line.contains("evil.example"))
    );
    browser.script("setTimeout(() => alert('owned'))", &[]);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(browser.dialog().as_deref(), Some("owned"));
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn hostile_messages_are_inert() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    for (name, message) in messages() {
        drop_files(&browser, &[(&name, &message)]);
        browser.wait("return document.querySelector('#progress').hidden && document.querySelector('iframe.report, table.messages, .error')");
        if browser.script("return !document.querySelector('iframe.report')", &[]) == json!(true) {
            // Several, or none that can be read.
            browser.script(
                "document.querySelector('table.messages button')?.click()",
                &[],
            );
        }
        if browser.script(
            "return Boolean(document.querySelector('iframe.report'))",
            &[],
        ) == json!(true)
        {
            report(&browser);
        }
        inert(&site, &browser, &name);
        browser.click("#forget");
    }
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn hostile_messages_are_inert_without_the_script_too() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    for (number, payload) in hostile::PAYLOADS.iter().enumerate() {
        let path = site.file(&format!("{number}.eml"), &hostile::message(payload));
        // The script would take the form over.
        browser.open(&site.url);
        browser.script("document.getElementById('form').replaceWith(document.getElementById('form').cloneNode(true))", &[]);
        browser.type_into("#file", &path);
        browser.click("#analyze");
        report(&browser);
        inert(&site, &browser, payload);
    }
}

fn inert(site: &Site, browser: &Browser, name: &str) {
    assert_eq!(browser.dialog(), None, "{name}");
    let console: Vec<String> = browser
        .console()
        .into_iter()
        .filter(|line| !line.contains("/api/v1/reports"))
        .collect();
    assert_eq!(console, [""; 0], "{name}");
    let foreign: Vec<String> = browser
        .requests()
        .into_iter()
        .filter(|url| {
            ![
                "about:",
                "data:",
                "chrome://",
                "chrome-untrusted://",
                &site.url,
            ]
            .iter()
            .any(|own| url.starts_with(own))
        })
        .collect();
    assert_eq!(foreign, [""; 0], "{name}");
    let scripts = browser.script(
        "const inner = document.querySelector('iframe.report')?.contentDocument;
         const made = 'script:not([src=\"/page.js\"]), img, iframe:not(.report), object, embed, [onerror], [onload]';
         return [document, inner].filter(Boolean).reduce((sum, one) => sum + one.querySelectorAll(made).length, 0);",
        &[],
    );
    assert_eq!(scripts, json!(0), "{name}");
}
