//! Of a hop.

use super::{fields, time};
use crate::report::{AuthReport, HopReport};
use crate::rules::field::{Field, Get, Source};
use crate::rules::kind::Kind;
use crate::rules::record::Subject;
use crate::rules::value::Value;
use crate::rules::word::{Words, word};
use crate::words::route::{Role, Trust};
use chrono::{DateTime, TimeDelta, Utc};

fields! {
    FIELDS: Hop(hop) {
        Checked "trust": Kind::Word(Words::of::<Trust>()), "trust in the hop", "/trust", [] => value word(&hop.trust);
        Derived "index": Kind::Number, "number of the hop, the earliest first, from 1", "/index", [] => value hop.index;
        Derived "received_index": Kind::Number, "number of its Received field, the topmost first, from 0", "/received_index", [] => value hop.received_index;
        Sender "role": Kind::Word(Words::of::<Role>()), "role of the hop", "/role", [] => value word(&hop.role);
        Sender "time": Kind::Time, "time of the hop, where it is exact", "", [] => value exact_time(hop);
        Sender "delay": Kind::Duration, "time since the hop before", "", [] => value hop.delay_ms.and_then(TimeDelta::try_milliseconds);
        Sender "from.name": Kind::Text, "first name after from", "/from/name", [] => value hop.from.name.as_deref();
        Sender "from.helo": Kind::Text, "HELO name of the sending host", "/from/helo", [] => value hop.from.helo.as_deref();
        Sender "from.rdns": Kind::Text, "recorded reverse name of the sending host", "/from/rdns", [] => value hop.from.rdns.as_deref();
        Sender "from.rdns_confirmed": Kind::Bool, "forward confirmation of that reverse name", "/from/rdns_confirmed", [] => value hop.from.rdns_confirmed;
        Sender "from.ip": Kind::Address, "IP address of the sending host", "/from/ip", [] => value hop.from.ip;
        Sender "by.name": Kind::Text, "name of the receiving host", "/by/name", [] => value hop.by.name.as_deref();
        Sender "by.ip": Kind::Address, "IP address of the receiving host", "/by/ip", [] => value hop.by.ip;
        Sender "via": Kind::Text, "text after via", "/via", [] => value hop.via.as_deref();
        Sender "with": Kind::Text, "protocol", "/with", [] => value hop.with.as_deref();
        Sender "id": Kind::Text, "queue ID", "/id", [] => value hop.id.as_deref();
        Sender "for": Kind::Text, "recipient in the hop", "/for", [] => value hop.for_.as_deref();
        Sender "envelope_from": Kind::Text, "envelope sender in the hop", "/envelope_from", [] => value hop.envelope_from.as_deref();
        Sender "authenticated": Kind::Bool, "login of the sending host", "", [] => value hop.auth.is_some();
        Sender "auth": Kind::Text, "authenticated user, where named", "", [] => value user(hop);
        Sender "tls": Kind::Bool, "use of TLS", "", [] => value is_encrypted(hop);
        Sender "tls.version": Kind::Text, "TLS version", "/tls/version", [] => value hop.tls.as_ref().and_then(|tls| tls.version.as_deref());
        Sender "tls.cipher": Kind::Text, "TLS cipher suite", "/tls/cipher", [] => value hop.tls.as_ref().and_then(|tls| tls.cipher.as_deref());
        Sender "dialect": Kind::Text, "format of the Received field", "/dialect", [] => value &hop.dialect;
    }
}

/// The time, where the field gives it and not a range of times.
pub(super) fn exact_time(hop: &HopReport) -> Option<DateTime<Utc>> {
    let exact = hop.time_range.is_none();
    time(hop.time.as_deref().filter(|_| exact))
}

fn user(hop: &HopReport) -> Option<&str> {
    match hop.auth.as_ref()? {
        AuthReport::User(name) => Some(name),
        AuthReport::Yes => None,
    }
}

/// Whether the hop says that it was encrypted: by its TLS, or by the protocol (RFC 3848: `ESMTPS`, `LMTPSA`).
pub(super) fn is_encrypted(hop: &HopReport) -> bool {
    let is_secure = |with: &str| {
        let protocol = with.split_ascii_whitespace().next().unwrap_or_default();
        let bare = protocol.to_ascii_uppercase();
        let bare = bare.strip_suffix('A').unwrap_or(&bare);
        bare.ends_with("MTPS") || bare == "HTTPS"
    };
    hop.tls.is_some() || hop.with.as_deref().is_some_and(is_secure)
}
