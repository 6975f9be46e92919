//! Each edit that breaks a header signature, on a message made for it: with the key the original is proven.

use crate::suite::block_on;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::canonical::{Canonical, body, header_field};
use hdrtrace::auth::dkim::{DkimCheck, DkimOptions, verify};
use hdrtrace::auth::repair::Edit;
use hdrtrace::auth::signature::Hash;
use hdrtrace::dns::{Answer, Data, Dns, Outcome};
use hdrtrace::message::Message;
use mail_auth::common::crypto::{Ed25519Key, SigningKey};

/// The key of RFC 8463 appendix A.
const SEED: &str = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
const PUBLIC: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const BODY: &str = "Hello,\r\n\r\nAlice\r\n";
const FOOTER: &str = "__\r\nlist@lists.example\r\n";

const FROM: &str = "From: Alice Example <alice@example.com>\r\n";
const TO: &str = "To: a@example.net,\r\n b@example.net\r\n";
const SUBJECT: &str = "Subject: Re: dinner\r\n";
const H: &str = "from:to:subject:reply-to:from:subject";

/// A signature over fields in the order of `h`; those that it names and that are not given are absent.
fn sign(canonical: Canonical, h: &str, fields: &[&str]) -> String {
    let mut hasher = Hash::Sha256.hasher();
    body(canonical, BODY.as_bytes(), |piece| hasher.update(piece));
    let bh = STANDARD.encode(hasher.finish());
    let word = canonical.word();
    let field = format!(
        "DKIM-Signature: v=1; a=ed25519-sha256; c={word}/{word}; d=example.com; s=s;\r\n h={h};\r\n bh={bh}; b="
    );
    let mut data = Vec::new();
    for covered in fields {
        header_field(canonical, covered.as_bytes(), &mut data);
    }
    header_field(canonical, field.as_bytes(), &mut data);
    data.truncate(data.len() - 2);
    let key = Ed25519Key::from_seed_and_public_key(
        &STANDARD.decode(SEED).unwrap(),
        &STANDARD.decode(PUBLIC).unwrap(),
    )
    .unwrap();
    format!(
        "{field}{}\r\n",
        STANDARD.encode(key.sign(data.as_slice()).unwrap())
    )
}

fn check(raw: &str) -> DkimCheck {
    let dns = Dns::from_fn(|name, rtype| {
        let text = format!("v=DKIM1; k=ed25519; p={PUBLIC}").into_bytes();
        Answer::new(name, rtype, Outcome::Records(vec![Data::Txt(vec![text])]))
    });

    let options = DkimOptions::at(DateTime::<Utc>::UNIX_EPOCH);
    block_on(verify(&dns, &Message::parse(raw.as_bytes()), &options)).remove(0)
}

/// The edits found in a message that was signed as `FROM`, `TO`, `SUBJECT` and now has `fields` and `body`.
fn edits(canonical: Canonical, fields: &str, body: &str) -> Vec<Edit> {
    let signature = sign(canonical, H, &[FROM, TO, SUBJECT]);
    let check = check(&format!("{signature}{fields}\r\n{body}"));
    assert_eq!(check.result.done(), Some(&AuthResult::Fail));
    let found = check
        .diagnosis()
        .cloned()
        .unwrap_or_else(|| panic!("unexplained: {fields}"));
    assert!(found.verified, "{found:?}");
    let mut edits = found.edits;
    edits.sort();
    edits
}

#[test]
fn one_field_changed() {
    let munged = "From: \"Alice Example via List\" <list@lists.example>\r\n";
    let kept = "X-Original-From: Alice Example <alice@example.com>\r\n";
    for (canonical, fields, edit) in [
        (
            Canonical::Relaxed,
            format!("{FROM}{TO}Subject: [list] Re: dinner\r\n"),
            Edit::SubjectTag,
        ),
        (
            Canonical::Relaxed,
            format!("{FROM}{TO}Subject: Re: [list] dinner\r\n"),
            Edit::SubjectTag,
        ),
        (
            Canonical::Relaxed,
            format!("{FROM}{TO}Subject: ***SPAM*** Re: dinner\r\n"),
            Edit::SubjectTag,
        ),
        (
            Canonical::Relaxed,
            format!("{munged}{kept}{TO}{SUBJECT}"),
            Edit::FromRewritten,
        ),
        (
            Canonical::Relaxed,
            format!("{FROM}{TO}{SUBJECT}Reply-To: list@lists.example\r\n"),
            Edit::FieldAdded,
        ),
        (
            Canonical::Simple,
            format!("{FROM}To: a@example.net, b@example.net\r\n{SUBJECT}"),
            Edit::Rewrapped,
        ),
        (
            Canonical::Simple,
            format!("{FROM}To: a@example.net,\r\n\tb@example.net\r\n{SUBJECT}"),
            Edit::Rewrapped,
        ),
    ] {
        assert_eq!(edits(canonical, &fields, BODY), [edit], "{fields}");
    }
}

#[test]
fn what_a_list_does_all_at_once() {
    let fields = format!(
        "From: Alice Example via List <list@lists.example>\r\n{TO}Subject: [list] Re: dinner\r\nReply-To: alice@example.com\r\n"
    );
    assert_eq!(
        edits(Canonical::Relaxed, &fields, &format!("{BODY}{FOOTER}")),
        [
            Edit::Footer,
            Edit::SubjectTag,
            Edit::FromRewritten,
            Edit::FieldAdded
        ]
    );
}

#[test]
fn mime_fields_come_back_from_the_part() {
    let mime = [
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Transfer-Encoding: 7bit\r\n",
    ];
    let h = "from:content-type:content-transfer-encoding";
    let signature = sign(Canonical::Relaxed, h, &[FROM, mime[0], mime[1]]);
    let now = format!(
        "{signature}{FROM}Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n{}{}\r\n{BODY}\r\n--o\r\n\r\n{FOOTER}\r\n--o--\r\n",
        mime[0], mime[1]
    );
    let found = check(&now).diagnosis().cloned().unwrap();
    assert!(found.verified);
    assert_eq!(
        found.edits,
        [
            Edit::MimePartAdded,
            Edit::FieldRewritten,
            Edit::FieldRemoved
        ]
    );
}

#[test]
fn fields_in_another_order() {
    let comments = ["Comments: one\r\n", "Comments: two\r\n"];
    let signature = sign(
        Canonical::Relaxed,
        "from:comments:comments",
        &[FROM, comments[1], comments[0]],
    );
    let now = format!("{signature}{FROM}{}{}\r\n{BODY}", comments[1], comments[0]);
    let found = check(&now).diagnosis().cloned().unwrap();
    assert_eq!((found.edit, found.verified), (Edit::Reordered, true));
}

#[test]
fn a_footer_alone_leaves_the_header_proven() {
    let signature = sign(Canonical::Relaxed, H, &[FROM, TO, SUBJECT]);
    let found = check(&format!("{signature}{FROM}{TO}{SUBJECT}\r\n{BODY}{FOOTER}"))
        .diagnosis()
        .cloned()
        .unwrap();
    assert_eq!(
        (found.edits.as_slice(), found.verified),
        (&[Edit::Footer][..], true)
    );
}

#[test]
fn a_forgery_is_not_explained() {
    let signature = sign(Canonical::Relaxed, H, &[FROM, TO, SUBJECT]);
    let forged =
        format!("{signature}From: Mallory <mallory@example.com>\r\n{TO}{SUBJECT}\r\n{BODY}");
    assert_eq!(check(&forged).diagnosis().cloned(), None);
}
