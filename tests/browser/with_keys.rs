//! The page without a mouse.

use super::driver::{Browser, CONTROL, ENTER, ESCAPE, Look, TAB};
use super::site::{Site, report};
use serde_json::{Value, json};

/// What has the focus, by its name, and whether that is seen.
fn focused(browser: &Browser) -> (String, bool) {
    let found = browser.script(
        "let element = document.activeElement;
         while (element.contentDocument?.activeElement) element = element.contentDocument.activeElement;
         const style = getComputedStyle(element);
         const name = element.id || element.getAttribute('aria-label') || element.textContent.trim() || element.tagName;
         return [name, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];",
        &[],
    );
    let name = found[0].as_str().expect("a name").to_owned();
    (name, found[1] == Value::Bool(true))
}

/// Presses Tab until that has the focus; everything on the way shows that it has it.
fn tab_to(browser: &Browser, wanted: &str) -> Vec<String> {
    let mut passed = Vec::new();
    for _ in 0..60 {
        browser.press(&[TAB]);
        let (name, is_seen) = focused(browser);
        assert!(is_seen, "the focus on {name} is not seen");
        passed.push(name.clone());
        if name == wanted {
            return passed;
        }
    }
    panic!("{wanted} is not reached: {passed:?}");
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn everything_is_reached_and_seen() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    let passed = tab_to(&browser, "pasted");
    assert_eq!(passed[0], "Skip to the report");
    browser.press(&["F"]);
    browser.type_into("#pasted", "rom: a@client.example\nReceived: from client.example by mx.example.net; Sat, 2 May 2026 10:00:09 +0000\n");
    browser.press(&[CONTROL, ENTER]);
    report(&browser);
    let passed = tab_to(&browser, "Copy conclusion");
    for name in ["analyze", "file"] {
        assert!(
            passed.iter().any(|passed| passed == name),
            "{name}: {passed:?}"
        );
    }
    for name in [
        "Download HTML",
        "Download JSON",
        "Download Markdown",
        "Download Indicators (CSV)",
    ] {
        tab_to(&browser, name);
    }
    tab_to(&browser, "Skip the report");
    browser.press(&[ENTER]);
    assert_eq!(focused(&browser), ("forget".to_owned(), true));
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn escape_aborts_and_leaves_the_options() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    // A server that does not answer.
    browser.script(
        "window.fetch = (path, given) => new Promise((done, fail) => {
           given.signal.addEventListener('abort', () => fail(new DOMException('', 'AbortError')));
         });",
        &[],
    );
    browser.type_into("#pasted", "From: a@client.example");
    browser.press(&[CONTROL, ENTER]);
    browser.wait("return !document.querySelector('#progress').hidden");
    assert!(browser.text("#status").starts_with("Analyzing pasted text"));
    browser.press(&[ESCAPE]);
    browser.wait("return document.querySelector('#progress').hidden");
    assert_eq!(browser.text("#status"), "Aborted.");
    browser.press(&[CONTROL, ENTER]);
    browser.wait("return !document.querySelector('#progress').hidden");
    browser.click("#abort");
    browser.wait("return document.querySelector('#progress').hidden");
    browser.click("#options summary");
    browser.click("#trust");
    browser.press(&[ESCAPE]);
    assert_eq!(
        browser.script(
            "return [document.querySelector('#options').open, document.activeElement.tagName]",
            &[]
        ),
        json!([false, "SUMMARY"])
    );
}
