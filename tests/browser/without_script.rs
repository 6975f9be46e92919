//! The page where no script runs. What it shows is read by the driver, which may run some.

use super::driver::{Browser, Look};
use super::site::{Site, mailbox, rows, sample};
use serde_json::json;

fn browser(site: &Site) -> Browser {
    let look = Look {
        has_script: false,
        ..Look::default()
    };
    site.browser(look)
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn the_form_gives_the_report() {
    let site = Site::offline();
    let browser = browser(&site);
    let path = site.file("clean.eml", &sample("clean"));
    browser.type_into("#file", &path);
    browser.click("#analyze");
    let shown =
        browser.wait("return document.querySelector('iframe.report')?.getAttribute('srcdoc')");
    let expected = site.program(&["--offline", "--format", "html", "clean.eml"]);
    assert_eq!(
        shown.as_str().expect("a document"),
        String::from_utf8_lossy(&expected)
    );
    assert!(!browser.text("#pasted-hint").contains("drop"));
    // What was chosen stays so, and errors are said.
    browser.click("#options summary");
    browser.type_into("#trust", "nonsense");
    browser.type_into("#pasted", "From: a@client.example");
    browser.click("#analyze");
    browser.wait("return document.querySelector('#errors .error')");
    assert!(browser.text("#errors").contains("trust"));
    assert_eq!(
        browser.script("return document.querySelector('#trust').value", &[]),
        json!("nonsense")
    );
    browser.open(&site.url);
    browser.click("#analyze");
    browser.wait("return document.querySelector('#errors .error')");
    assert!(browser.text("#errors").contains("nothing to analyze"));
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn several_messages_are_listed_and_shown() {
    let site = Site::offline();
    let browser = browser(&site);
    let path = site.file("two.mbox", &mailbox());
    browser.type_into("#file", &path);
    browser.click("#analyze");
    let rows = rows(&browser, 2);
    assert!(
        rows.contains("Your invoice is due") && rows.contains("Planting plan"),
        "{rows}"
    );
    assert_eq!(
        browser.script(
            "return document.querySelectorAll('iframe.report').length",
            &[]
        ),
        json!(2)
    );
    browser.click("table.messages tbody tr:last-child a");
    assert!(browser.address().ends_with("#message-2"));
    browser.open(&format!("{}/?sample=spoofed-bank", site.url));
    let shown =
        browser.wait("return document.querySelector('iframe.report')?.getAttribute('srcdoc')");
    assert!(
        shown
            .as_str()
            .expect("a document")
            .contains("DMARC fail (p=reject)")
    );
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn results_are_had_as_files() {
    let site = Site::offline();
    let browser = browser(&site);
    let path = site.file("clean.eml", &sample("clean"));
    browser.click("#options summary");
    browser.script("document.querySelector('#answer').value = 'json'", &[]);
    browser.type_into("#file", &path);
    browser.click("#analyze");
    let expected = site.program(&["--offline", "--format", "json", "clean.eml"]);
    assert_eq!(
        String::from_utf8_lossy(&browser.downloaded("report.json")),
        String::from_utf8_lossy(&expected)
    );
}
