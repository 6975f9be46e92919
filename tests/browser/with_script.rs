//! The page with its script.

use super::driver::{CONTROL, ENTER, Look};
use super::site::{Site, archive, containers, drop_files, mailbox, report, rows, sample};
use serde_json::json;
use std::path::Path;

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn a_paste_gives_the_report_of_the_program() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    // What is pasted into a page has line ends of its own.
    let message = String::from_utf8(sample("spoofed-bank"))
        .expect("UTF-8")
        .replace("\r\n", "\n");
    // Pasted outside of the field, it goes there.
    browser.script(
        "const data = new DataTransfer();
         data.setData('text/plain', arguments[0]);
         document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));",
        &[message.as_str().into()],
    );
    browser.wait("return document.activeElement.id === 'pasted' && document.activeElement.value.includes('DKIM-Signature')");
    browser.press(&[CONTROL, ENTER]);
    let shown = report(&browser);
    let file = site.file("-", message.as_bytes());
    let expected = site.program(&["--offline", "--format", "html", &file]);
    // What it is called differs.
    let expected = String::from_utf8(expected).expect("UTF-8");
    assert_eq!(shown, expected);
    assert!(
        browser.text("#status").starts_with("Done: warning, "),
        "{}",
        browser.text("#status")
    );
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn files_of_every_kind_are_dropped() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    drop_files(&browser, &[("clean.eml", &sample("clean"))]);
    assert!(report(&browser).contains("Planting plan"));
    for (name, bytes) in [("two.mbox", mailbox()), ("two.zip", archive())] {
        drop_files(&browser, &[(name, &bytes)]);
        let rows = rows(&browser, 2);
        assert!(
            rows.contains("Your invoice is due") && rows.contains("Planting plan"),
            "{name}: {rows}"
        );
        browser.click("table.messages tbody tr:first-child button");
        assert!(report(&browser).contains("Your invoice is due"), "{name}");
        browser.click("#forget");
        browser.wait("return !document.querySelector('table.messages')");
    }
    for (name, bytes) in containers() {
        drop_files(&browser, &[(name, &bytes)]);
        let shown = report(&browser);
        let file = site.file(name, &bytes);
        let file = Path::new(&file).file_name().expect("a name");
        let expected = site.program(&[
            "--offline",
            "--format",
            "html",
            file.to_str().expect("UTF-8"),
        ]);
        assert!(shown.as_bytes() == expected, "{name}");
        browser.click("#forget");
        browser.wait("return !document.querySelector('iframe.report')");
    }
    // Several at once, one of which is no message.
    let inputs: [(&str, &[u8]); 3] = [
        ("clean.eml", &sample("clean")),
        ("bad.zip", b"PK\x03\x04"),
        ("two.mbox", &mailbox()),
    ];
    drop_files(&browser, &inputs);
    rows(&browser, 3);
    assert!(
        browser.text("#errors").contains("bad.zip"),
        "{}",
        browser.text("#errors")
    );
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn options_stand_in_the_address_and_the_message_does_not() {
    let site = Site::with(&["--nameserver", "127.0.0.1:9"]);
    let browser = site.browser(Look::default());
    browser.click("#options summary");
    browser.click("[name=offline][value=true]");
    browser.type_into("#trust", "net:198.51.100.0/24, authserv:mx.example.net");
    browser.type_into("#protect", "example.org");
    browser.type_into("#client-ip", "192.0.2.9");
    browser.click("#pasted");
    let address = browser.address();
    for part in [
        "offline=true",
        "trust=net%3A198.51.100.0%2F24%2C+authserv",
        "protect=example.org",
        "client-ip=192.0.2.9",
    ] {
        assert!(address.contains(part), "{address}");
    }
    let (page, fragment) = address.split_once('#').expect("a fragment");
    assert!(
        !page.contains('?') && !fragment.contains("depth"),
        "{address}"
    );
    drop_files(&browser, &[("clean.eml", &sample("clean"))]);
    report(&browser);
    assert_eq!(browser.address(), address);
    let asked = browser.requests();
    let asked = asked
        .iter()
        .find(|url| url.contains("/api/v1/reports"))
        .expect("it was asked");
    assert!(
        asked.contains("trust=net%3A198.51.100.0%2F24&trust=authserv%3Amx.example.net"),
        "{asked}"
    );
    // Whoever is given the address has the options, and no message.
    let other = site.browser(Look::default());
    other.open(&address);
    other.reload();
    let kept = other.script("return [...document.querySelectorAll('#trust, #protect, #client-ip, #pasted')].map((field) => field.value)", &[]);
    assert_eq!(
        kept,
        json!([
            "",
            "net:198.51.100.0/24, authserv:mx.example.net",
            "example.org",
            "192.0.2.9"
        ])
    );
    assert_eq!(
        other.script("return document.forms[0].elements.offline.value", &[]),
        json!("true")
    );
    // A fault of an option is said.
    other.type_into("#trust", " nonsense");
    drop_files(&other, &[("clean.eml", &sample("clean"))]);
    other.wait("return document.querySelector('#errors .error')");
    assert!(
        other.text("#errors").contains("trust"),
        "{}",
        other.text("#errors")
    );
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn a_link_to_an_explanation_says_nothing_of_the_message() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    browser.click("[data-sample=spoofed-bank]");
    assert!(report(&browser).contains("Your invoice is due"));
    assert!(
        browser.text("#status").contains("DMARC fail"),
        "{}",
        browser.text("#status")
    );
    browser.click(".findings summary");
    let link = browser.script("return document.querySelector('.findings a').href", &[]);
    assert_eq!(link, json!(format!("{}/explain/AUT010", site.url)));
    browser.open(link.as_str().expect("a link"));
    assert!(
        browser.text(".explained").contains("DMARC"),
        "{}",
        browser.text("#result")
    );
    browser.open(&format!("{}/explain/<b>x", site.url));
    assert!(
        browser.text("#errors").contains("<b>x"),
        "{}",
        browser.text("#errors")
    );
}

#[test]
#[ignore = "opens Chromium: install it and give --ignored"]
fn links_of_the_report_stay_in_it() {
    let site = Site::offline();
    let browser = site.browser(Look::default());
    browser.click("[data-sample=clean]");
    report(&browser);
    let address = browser.address();
    let moved = browser.script(
        "const before = scrollY;
         document.querySelector('iframe').contentDocument.querySelector('nav a[href=\"#header\"]').click();
         return scrollY - before > 500;",
        &[],
    );
    assert_eq!(moved, json!(true));
    assert_eq!(browser.address(), address);
    assert!(report(&browser).contains("Planting plan"));
}
