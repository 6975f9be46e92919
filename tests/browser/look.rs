//! How the page looks, as far as it can be measured: widths, and what axe-core finds.

use super::driver::{Browser, Look};
use super::site::{Site, drop_files, mailbox, report, rows};
use base64::Engine;
use serde_json::{Value, json};
use std::fs;

/// A state of the page, and how it comes about.
type State = (&'static str, fn(&Browser));

const STATES: &[State] = &[
    ("empty", |browser| {
        browser.click("#options summary");
    }),
    ("one", |browser| {
        browser.click("[data-sample=spoofed-bank]");
        report(browser);
        browser.click(".findings summary");
    }),
    ("many", |browser| {
        drop_files(browser, &[("two.mbox", &mailbox())]);
        rows(browser, 2);
        browser.click("table.messages tbody tr:first-child button");
        report(browser);
    }),
    ("error", |browser| {
        drop_files(browser, &[("bad.zip", b"PK\x03\x04")]);
        browser.wait("return document.querySelector('.error')");
    }),
];

/// Words without a place to break, in everything that a sender can fill.
fn long_words() -> Vec<u8> {
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
        .repeat(4);
    format!(
        "Received: from {word}.example by mx.example.net; Sat, 2 May 2026 10:00:09 +0000\r\n\
         From: {word} <{word}@{word}.example>\r\nSubject: {word}\r\nDate: Sat, 2 May 2026 10:00:09 +0000\r\n\r\n{word}\r\n"
    )
    .into_bytes()
}

fn fits(browser: &Browser, what: &str) {
    let wide = browser.script(
        "const wide = (root, frame) => [...root.querySelectorAll('body *')]
           .filter((one) => one.getBoundingClientRect().right > frame + 1 && getComputedStyle(one).position !== 'absolute' && one.checkVisibility())
           .map((one) => `${one.tagName} ${one.id} ${one.className} ${Math.round(one.getBoundingClientRect().right)} > ${frame}`);
         return wide(document, document.documentElement.clientWidth).slice(0, 5);",
        &[],
    );
    assert_eq!(wide, json!([]), "{what}");
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn nothing_is_wider_than_the_window() {
    let site = Site::offline();
    for width in [320, 390, 768, 1280, 2560, 3840] {
        let look = Look {
            width,
            ..Look::default()
        };
        let browser = site.browser(look);
        for (state, make) in STATES {
            browser.open("about:blank");
            browser.open(&site.url);
            make(&browser);
            fits(&browser, &format!("{state} at {width}"));
        }
        browser.open("about:blank");
        browser.open(&site.url);
        drop_files(&browser, &[("long.eml", &long_words())]);
        report(&browser);
        fits(&browser, &format!("one with long words at {width}"));
        drop_files(
            &browser,
            &[("long.eml", &long_words()), ("other.eml", &long_words())],
        );
        rows(&browser, 2);
        fits(&browser, &format!("many with long words at {width}"));
    }
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn axe_finds_nothing() {
    let axe = std::env::var_os("AXE").expect("AXE names axe.min.js of the npm package axe-core");
    let axe = fs::read_to_string(axe).expect("axe.min.js");
    let site = Site::offline();
    for (is_dark, width) in [(false, 1280), (true, 1280), (false, 390)] {
        let look = Look {
            width,
            is_dark,
            ..Look::default()
        };
        let browser = site.browser(look);
        // The page's policy lets no other script in.
        browser.command("Page.setBypassCSP", &json!({"enabled": true}));
        for (state, make) in STATES {
            browser.open("about:blank");
            browser.open(&site.url);
            make(&browser);
            browser.script(&axe, &[]);
            let found = browser.script_async(
                "const done = arguments[0];
                 axe.run(document, { iframes: false }).then(({ violations }) =>
                   done(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)));",
                &[],
            );
            assert_eq!(
                found,
                Value::Array(Vec::new()),
                "{state}, dark: {is_dark}, at {width}"
            );
        }
    }
}

/// How many pages there are in a PDF, in base64, as Chromium writes them.
fn pages(pdf: &str) -> usize {
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(pdf)
        .expect("base64");
    memchr::memmem::find_iter(&bytes, b"/Type /Page\n").count()
}

/// The report stands in a frame, which is printed as high as it is.
#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn the_report_is_printed_whole() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    browser.click("[data-sample=spoofed-bank]");
    let shown = report(&browser);
    let within = browser.printed();
    if let Some(folder) = std::env::var_os("PICTURES") {
        let path = std::path::Path::new(&folder).join("printed.pdf");
        let bytes = base64::engine::general_purpose::STANDARD.decode(&within);
        fs::write(path, bytes.expect("base64")).expect("a file");
    }
    let file = site.file("alone.html", shown.as_bytes());
    browser.open(&format!("file://{file}"));
    let alone = pages(&browser.printed());
    assert!(alone > 1, "{alone}");
    assert!(
        pages(&within).abs_diff(alone) <= 1,
        "{} of {alone}",
        pages(&within)
    );
}
