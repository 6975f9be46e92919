//! What one Received field says, slot by slot.

use super::clock::{IdClock, IdShape};
use super::date::{DateProblem, ReceivedDate};
use crate::message::Span;
use std::fmt;
use std::net::IpAddr;

/// One Received field, read.
///
/// A slot is `None` when the field does not fill it. All spans are byte offsets into the value that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The `from` clause: who handed the mail over.
    pub from: Option<FromClause>,
    /// The `by` clause: who took it.
    pub by: Option<ByClause>,
    /// All words of the `via` clause.
    pub via: Option<String>,
    /// The protocol, verbatim; comments and a version suffix are dropped.
    pub with: Option<String>,
    /// What stands behind `id`, without `<>` around it: the queue ID, or Exchange's build number ([`Self::queue_id`]).
    pub id: Option<String>,
    /// The recipient; `<>` around it is dropped.
    pub for_: Option<String>,
    /// The envelope sender; `<>` alone is the empty string.
    pub envelope_from: Option<String>,
    /// That the client authenticated, and as whom if the field says so.
    pub auth: Option<Auth>,
    /// What the field says of TLS.
    pub tls: Option<Tls>,
    /// When the mail was taken, or why that cannot be read.
    pub date: Result<ReceivedDate, DateProblem>,
    /// The time that stands inside the queue id.
    pub id_time: Option<IdClock>,
    /// Whether the queue id has the inner structure that its MTA gives to it, where that can be told.
    pub id_shape: Option<IdShape>,
    /// The dialect by which the slots were read: a name of [`super::DIALECTS`].
    pub dialect: &'static str,
    /// What was understood and has no slot of its own.
    pub remarks: Vec<Remark>,
    /// What nothing understood, in the order in which it stands.
    pub unparsed: Vec<Unparsed>,
    /// Where the slots stand.
    pub spans: SlotSpans,
}

/// The `from` clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromClause {
    /// The first token, verbatim. What it means is up to the dialect.
    pub name: Option<String>,
    /// What the client announced.
    pub helo: Option<Helo>,
    /// What the receiver found by reverse DNS.
    pub rdns: Option<RdnsName>,
    /// The peer's address as the receiver saw it; never anything that the client said.
    pub ip: Option<IpAddr>,
    /// The peer's address as written.
    pub ip_raw: Option<String>,
    /// The peer's port, where it is written.
    pub port: Option<u16>,
    /// The user by the ident protocol (RFC 1413).
    pub ident: Option<String>,
    /// Sendmail's note that forward and reverse DNS disagree.
    pub may_be_forged: bool,
}

/// The `by` clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByClause {
    /// The name, verbatim without port. It may be an address.
    pub name: Option<String>,
    /// The receiver's own address.
    pub ip: Option<IpAddr>,
    /// That address as written.
    pub ip_raw: Option<String>,
}

/// The name that a client announced with HELO, EHLO or LHLO (RFC 5321 section 4.1.1.1). The client's word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Helo(pub(super) String);

/// A name that a receiver found by reverse DNS, without a trailing dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RdnsName(pub(super) String);

impl Helo {
    /// The announcement, verbatim; it may be an address literal.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address, if the client announced one instead of a name. It is a claim, not the peer.
    pub fn literal(&self) -> Option<IpAddr> {
        super::ip::parse(&self.0).map(|address| address.ip)
    }
}

impl RdnsName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Helo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RdnsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// That the client authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// As this user.
    User(String),
    /// As someone: the protocol's `A` (RFC 3848) or a comment says so.
    Yes,
}

/// What a field says of TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tls {
    /// `TLSv1.2` where a protocol version is written in whatever form, else verbatim.
    pub version: Option<String>,
    /// The cipher suite, verbatim.
    pub cipher: Option<String>,
    /// The key's length in bits.
    pub bits: Option<u32>,
    /// The text that this was read from.
    pub raw: String,
}

/// Something understood that has no slot of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    pub kind: RemarkKind,
    /// Where it stands.
    pub span: Span,
}

/// What a [`Remark`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RemarkKind {
    /// The receiver's software or its version.
    Software,
    /// A step inside one machine: who invoked whom, the user id, a scanner's result.
    Process,
    /// Something on TLS beside version and cipher: certificates, key exchange.
    TlsDetail,
    /// Whether the receiver could verify the client's name.
    Verification,
    /// How the mail was fetched, routed or resubmitted.
    Handling,
    /// The place of the peer's address holds a date: no MTA writes that, one forging tool does.
    DateForAddress,
    /// The host that the mail was to be passed on to.
    NextHop,
}

/// Text that nothing understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unparsed {
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Where the slots stand in the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SlotSpans {
    /// [`FromClause::name`].
    pub name: Option<Span>,
    /// [`FromClause::helo`].
    pub helo: Option<Span>,
    /// [`FromClause::rdns`].
    pub rdns: Option<Span>,
    /// [`FromClause::ip`].
    pub ip: Option<Span>,
    /// [`ByClause::name`].
    pub by: Option<Span>,
    /// [`ByClause::ip`].
    pub by_ip: Option<Span>,
    /// [`Received::via`].
    pub via: Option<Span>,
    /// [`Received::with`].
    pub with: Option<Span>,
    /// [`Received::id`].
    pub id: Option<Span>,
    /// [`Received::for_`].
    pub for_: Option<Span>,
    /// [`Received::envelope_from`].
    pub envelope_from: Option<Span>,
    /// [`Received::auth`].
    pub auth: Option<Span>,
    /// [`Received::tls`].
    pub tls: Option<Span>,
    /// [`Received::date`].
    pub date: Option<Span>,
}

impl Received {
    /// The peer's address as the receiver wrote it.
    pub fn peer(&self) -> Option<IpAddr> {
        self.from.as_ref()?.ip
    }

    /// What the client announced.
    pub fn helo(&self) -> Option<&str> {
        self.from.as_ref()?.helo.as_ref().map(Helo::as_str)
    }

    /// What the receiver found by reverse DNS.
    pub fn rdns(&self) -> Option<&str> {
        self.from.as_ref()?.rdns.as_ref().map(RdnsName::as_str)
    }

    /// The reverse name, if the software that wrote the field is known to have confirmed it by a forward look-up. Another
    /// reverse name is what the owner of the address says.
    pub fn confirmed_name(&self) -> Option<&str> {
        let is_confirmed = CONFIRMING_DIALECTS.contains(&self.dialect)
            && self
                .from
                .as_ref()
                .is_some_and(|from| from.ip.is_some() && !from.may_be_forged);
        self.rdns().filter(|_| is_confirmed)
    }

    /// The receiver's name.
    pub fn by_name(&self) -> Option<&str> {
        self.by.as_ref()?.name.as_deref()
    }

    /// The queue ID: what stands behind `id`, unless that is a build number, which Exchange writes there.
    pub fn queue_id(&self) -> Option<&str> {
        self.id.as_deref().filter(|id| !is_build_number(id))
    }

    /// When the mail was taken, if what is written tells the moment: whatever compares or subtracts times takes this.
    pub fn instant(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        self.date.as_ref().ok()?.instant()
    }

    /// When the mail was taken, for showing: where zone or time of day are missing, as if in UTC, at midnight.
    pub fn time(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        self.date.as_ref().ok().map(|date| date.utc)
    }
}

/// Whether a token behind `id` is the build number of Exchange or of the SMTP service of Windows, such as `15.20.7611.16`,
/// `15.02.1544.011` or `6.0.3790.4675`, and no queue ID. One machine writes the same into every message.
pub fn is_build_number(id: &str) -> bool {
    let mut parts = 0;
    id.split('.').all(|part| {
        parts += 1;
        (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    }) && matches!(parts, 3 | 4)
}

/// The dialects of software that writes a reverse name only where the name's own look-up leads back to the address, or
/// notes that it does not: Postfix and Exim write none, Sendmail writes `may be forged`. With all others whoever runs the
/// address may have chosen the name: qmail, Haraka, OpenSMTPD and appliances take it as the reverse zone gives it.
pub(super) const CONFIRMING_DIALECTS: &[&str] = &["postfix", "exim", "sendmail"];

/// The dialect of fields that no other one claims.
pub(super) const GENERIC: &str = "generic";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_number_is_no_queue_id() {
        for build in [
            "15.20.7611.16",
            "15.02.1544.011",
            "15.1.2507.6",
            "14.03.0123.003",
            "6.0.3790",
        ] {
            assert!(is_build_number(build), "{build}");
        }
        for id in [
            "4RHHjG1nyfz7QQ5q",
            "1FiWc9-0007Du-00",
            "000000DB.43735815.00001E11",
            "123456.7",
            "20260502100000.12.1.1",
            "15",
            "...",
            "",
        ] {
            assert!(!is_build_number(id), "{id}");
        }
        let field = "from a.example (192.0.2.1) by mx.example.net (10.0.0.1) with Microsoft SMTP Server id 15.20.7611.16; \
                     Sat, 2 May 2026 10:00:00 +0000";
        let read = crate::received::read(field);
        assert_eq!(read.id.as_deref(), Some("15.20.7611.16"));
        assert_eq!(read.queue_id(), None);
    }
}
