//! Tables of rows: a field and every slot that it fills. A slot too many fails as one too few does.

use super::{Auth, Received};

/// Checks rows. A row's right side is `slot=value` by blanks; a blank within a value is written `_`.
pub(super) fn check(rows: &[(&str, &str)]) {
    for (field, expected) in rows {
        let mut want: Vec<String> = expected.split_whitespace().map(str::to_owned).collect();
        let mut got = slots(&super::read(field));
        want.sort();
        got.sort();
        assert_eq!(got, want, "{field}");
    }
}

/// Every slot that a field fills.
fn slots(hop: &Received) -> Vec<String> {
    let mut out = vec![format!("dialect={}", hop.dialect)];
    let mut put = |slot: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push(format!("{slot}={}", value.replace(' ', "_")));
        }
    };
    if let Some(from) = &hop.from {
        put("name", from.name.clone());
        put("helo", from.helo.as_ref().map(ToString::to_string));
        put("rdns", from.rdns.as_ref().map(ToString::to_string));
        put("ip", from.ip.map(|ip| ip.to_string()));
        put("port", from.port.map(|port| port.to_string()));
        put("ident", from.ident.clone());
        put("forged", from.may_be_forged.then(|| "true".to_owned()));
    }
    if let Some(by) = &hop.by {
        put("by", by.name.clone());
        put("by_ip", by.ip.map(|ip| ip.to_string()));
    }
    put("via", hop.via.clone());
    put("with", hop.with.clone());
    put("id", hop.id.clone());
    put("for", hop.for_.clone());
    put("envelope_from", hop.envelope_from.clone());
    put(
        "auth",
        hop.auth.as_ref().map(|auth| match auth {
            Auth::User(user) => user.clone(),
            Auth::Yes => "yes".to_owned(),
        }),
    );
    put(
        "tls",
        hop.tls.as_ref().map(|tls| {
            let version = tls.version.as_deref().unwrap_or("");
            match &tls.cipher {
                Some(cipher) => format!("{version}/{cipher}"),
                None => version.to_owned(),
            }
        }),
    );
    put(
        "time",
        hop.date.as_ref().ok().map(super::ReceivedDate::rfc3339),
    );
    let seconds = |time: chrono::DateTime<chrono::Utc>| {
        time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    };
    put(
        "clock",
        hop.id_time
            .map(|clock| format!("{:?}@{}", clock.kind, seconds(clock.time))),
    );
    put("shape", hop.id_shape.map(|shape| shape.sound.to_string()));
    for unparsed in &hop.unparsed {
        put("unparsed", Some(unparsed.text.clone()));
    }
    out
}
