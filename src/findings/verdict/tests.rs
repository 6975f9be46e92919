use super::*;
use crate::findings::catalogue::find;
use crate::findings::support::testing::Mail;

fn verdict(mail: &Mail) -> Verdict {
    mail.evidence(|evidence| of(evidence, &find(evidence)))
}

const COMPAUTH: &str = "Authentication-Results: mx.example.net; compauth=fail reason=001\r\n";

#[test]
fn two_families_that_agree_make_it_high() {
    let one = verdict(&Mail::received(COMPAUTH, "From: a@a.example\r\n"));
    assert_eq!(one.severity, Severity::Warning);
    let two = verdict(&Mail::received(COMPAUTH, "From: PayPal <a@a.example>\r\n"));
    assert_eq!(two.severity, Severity::High);
    assert!(
        two.summary
            .starts_with("not authenticated as a.example: failed mx.example.net's spoof check"),
        "{}",
        two.summary
    );
}

#[test]
fn what_speaks_for_the_sender_stands_beside() {
    let passed = "Authentication-Results: mx.example.net; dmarc=pass header.from=a.example\r\n";
    let both = verdict(&Mail::received(passed, "From: PayPal <a@a.example>\r\n"));
    assert_eq!(both.severity, Severity::Warning);
    assert_eq!(
        both.in_favour.as_deref(),
        Some("mx.example.net reported dmarc=pass for a.example")
    );
    assert!(
        both.summary
            .contains("; but mx.example.net reported dmarc=pass"),
        "{}",
        both.summary
    );
}

#[test]
fn nothing_accuses_plain_mail() {
    let plain = verdict(&Mail::received(
        "",
        "Date: Sat, 02 May 2026 10:00:00 +0000\r\nMessage-ID: <1@a.example>\r\nFrom: a@a.example\r\n",
    ));
    assert_eq!((plain.severity, plain.against), (Severity::Info, None));
}

#[test]
fn the_notice_that_made_the_severity_is_named() {
    let noticed = verdict(&Mail::received(
        "Authentication-Results: mx.example.net; dmarc=pass header.from=a.example\r\n",
        "Date: Sat, 02 May 2026 10:00:00 +0000\r\nMessage-ID: <1@a.example>\r\nFrom: a@a.example\r\nReply-To: b@b.example\r\n",
    ));
    assert_eq!(noticed.severity, Severity::Notice);
    assert!(
        noticed.summary.ends_with("; replies go to b.example"),
        "{}",
        noticed.summary
    );
}

#[test]
fn what_is_told_already_is_not_told_again() {
    let both = verdict(&Mail::received(COMPAUTH, "From: PayPal <a@a.example>\r\n"));
    assert!(
        both.summary
            .contains("; display name says PayPal; received"),
        "{}",
        both.summary
    );
}
