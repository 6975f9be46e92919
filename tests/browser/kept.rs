//! What is kept: downloads as the program writes them, a history in memory, and nothing else.

use super::driver::Look;
use super::site::{Site, drop_files, mailbox, report, rows, sample};
use serde_json::json;

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn downloads_are_what_the_program_prints() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    let message = sample("microsoft");
    site.file("microsoft.eml", &message);
    drop_files(&browser, &[("microsoft.eml", &message)]);
    report(&browser);
    for (label, ending, arguments) in [
        (
            "HTML",
            ".html",
            ["--offline", "--format", "html", "microsoft.eml"].as_slice(),
        ),
        (
            "JSON",
            ".json",
            &["--offline", "--format", "json", "microsoft.eml"],
        ),
        (
            "Markdown",
            ".md",
            &["--offline", "--format", "markdown", "microsoft.eml"],
        ),
        (
            "Indicators (CSV)",
            "-indicators.csv",
            &["iocs", "--offline", "--format", "csv", "microsoft.eml"],
        ),
    ] {
        browser.click(&format!("#report [aria-label='Download {label}']"));
        let downloaded = browser.downloaded(&format!("microsoft{ending}"));
        let expected = site.program(arguments);
        assert_eq!(
            String::from_utf8_lossy(&downloaded),
            String::from_utf8_lossy(&expected),
            "{label}"
        );
    }
    let mailbox = mailbox();
    site.file("two.mbox", &mailbox);
    drop_files(&browser, &[("two.mbox", &mailbox)]);
    rows(&browser, 2);
    for (label, ending, arguments) in [
        (
            "JSON lines",
            ".json",
            ["--offline", "--format", "json", "two.mbox"].as_slice(),
        ),
        (
            "Indicators (CSV)",
            "-indicators.csv",
            &["iocs", "--offline", "--format", "csv", "two.mbox"],
        ),
    ] {
        browser.click(&format!("#list [aria-label='Download {label}']"));
        let downloaded = browser.downloaded(&format!("two.mbox{ending}"));
        let expected = site.program(arguments);
        assert_eq!(
            String::from_utf8_lossy(&downloaded),
            String::from_utf8_lossy(&expected),
            "{label}"
        );
    }
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn history_is_of_this_tab_and_in_memory() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    drop_files(&browser, &[("clean.eml", &sample("clean"))]);
    assert!(report(&browser).contains("Planting plan"));
    drop_files(&browser, &[("two.mbox", &mailbox())]);
    rows(&browser, 2);
    let history = browser.text("#history");
    assert!(
        history.contains("2 messages: two.mbox") && history.contains("Planting plan"),
        "{history}"
    );
    browser.click("#history li:last-child button");
    assert!(report(&browser).contains("Planting plan"));
    assert_eq!(
        browser.script(
            "return document.querySelector('#list').children.length",
            &[]
        ),
        json!(0)
    );
    let stored = "return [localStorage.length, sessionStorage.length, document.cookie, history.state, (await indexedDB.databases()).length]";
    let stored = format!("const done = arguments[0]; (async () => {{ {stored} }})().then(done)");
    assert_eq!(
        browser.script_async(&stored, &[]),
        json!([0, 0, "", null, 0])
    );
    browser.reload();
    browser
        .wait("return document.querySelector('#side').hidden && !document.querySelector('iframe')");
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn the_conclusion_is_copied_as_the_report_has_it() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    browser.click("[data-sample=spoofed-bank]");
    report(&browser);
    browser.script(
        "navigator.clipboard.writeText = async (text) => { window.copied = text; }",
        &[],
    );
    browser.click("#report .tools button");
    browser.wait("return window.copied");
    let copied = browser.script("return window.copied", &[]);
    assert_eq!(
        copied,
        json!(
            "HIGH: not authenticated as example-bank[.]test: DMARC fail (p=reject); received from 203.0.113.9"
        )
    );
    assert_eq!(browser.text("#status"), "Conclusion copied.");
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn abuse_reports_are_written_without_recipients() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    drop_files(&browser, &[("two.mbox", &mailbox())]);
    rows(&browser, 2);
    browser.click("table.messages tbody tr:first-child button");
    assert!(report(&browser).contains("Your invoice is due"));
    browser.click("#report details:has(.abuse) summary");
    browser.type_into("[name=reporter]", "nobody");
    browser.click(".abuse button");
    browser.wait("return document.querySelector('.letters .doubt')");
    assert!(
        browser.text(".letters").contains("reporter"),
        "{}",
        browser.text(".letters")
    );
    browser.type_into("[name=reporter]", " <abuse@example.org>");
    browser.click(".abuse button");
    browser.wait("return document.querySelector('.letters pre')");
    let letter = browser.text(".letters pre");
    assert!(
        letter.contains("203.0.113.9") && letter.contains("abuse@example.org"),
        "{letter}"
    );
    assert!(!letter.contains("robin"), "{letter}");
    browser.click(".letters [aria-label^=Download]");
    let saved = browser.downloaded("two.mbox-abuse-1.txt");
    assert!(String::from_utf8_lossy(&saved).contains("203.0.113.9"));
    assert_eq!(browser.text("#status"), "Download started.");
}
