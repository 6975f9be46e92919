//! Of the message as a whole.

use super::{each, fields, hop, time};
use crate::checked::Checked;
use crate::report::body::Body;
use crate::report::enrichment::AddressReport;
use crate::report::spf::SpfCheck;
use crate::report::{SaidReport, SessionReport};
use crate::rules::field::{Field, Get, Source};
use crate::rules::kind::Kind;
use crate::rules::mail::Mail;
use crate::rules::record::{Record, Subject};
use crate::rules::value::Value;
use crate::rules::word::{Words, word};
use crate::words::auth::{AuthResult, Policy};
use crate::words::enrich::ListStatus;
use crate::words::evidence::InputKind;
use crate::words::findings::Severity;
use crate::words::message::DamageKind;
use crate::words::origin::Container;
use chrono::TimeDelta;

fields! {
    FIELDS: Message(mail) {
        Sender "from": Kind::List(Record::Mailbox), "authors", "/message/from", ["From"] => list Some(each(&mail.report.message.from, Subject::Mailbox));
        Sender "from.display": Kind::Text, "display name of the first author", "/message/from/0/display", ["From"] => value mail.report.message.from.first().and_then(|author| author.display.as_deref());
        Sender "from.address": Kind::Text, "address of the first author", "/message/from/0/address", ["From"] => value mail.report.message.from.first().map(|author| &author.address);
        Sender "from.domain": Kind::Text, "domain of the first author", "", ["From"] => value mail.from_domain.as_deref();
        Sender "reply_to": Kind::List(Record::Mailbox), "addresses in Reply-To", "/message/reply_to", ["Reply-To"] => list Some(each(&mail.report.message.reply_to, Subject::Mailbox));
        Sender "recipients": Kind::List(Record::Mailbox), "addresses in To and Cc", "/message/recipients", ["To", "Cc"] => list Some(each(&mail.report.message.recipients, Subject::Mailbox));
        Sender "subject": Kind::Text, "subject", "/message/subject", ["Subject"] => value mail.report.message.subject.as_deref();
        Sender "date": Kind::Time, "time in Date", "", ["Date"] => value time(mail.report.message.date.as_deref());
        Sender "message_id": Kind::Text, "Message-ID", "/message/message_id", ["Message-ID"] => value mail.report.message.message_id.as_deref();
        Sender "return_path": Kind::Text, "address in Return-Path", "/message/return_path", ["Return-Path"] => value mail.report.message.return_path.as_deref();
        Sender "return_path.domain": Kind::Text, "domain in Return-Path", "", ["Return-Path"] => value mail.return_path_domain.as_deref();
        Sender "list": Kind::Text, "mailing list", "/message/list", ["List-Id"] => value mail.report.message.list.as_deref();
        Sender "headers": Kind::List(Record::Header), "header fields", "", [] => list Some(each(&mail.fields, Subject::Header));
        Sender "hops": Kind::List(Record::Hop), "hops", "/route/hops", ["Received"] => list Some(each(&mail.report.route.hops, Subject::Hop));
        Sender "total_delay": Kind::Duration, "time from the first hop to the last", "", [] => value mail.report.route.total_delay_ms.and_then(TimeDelta::try_milliseconds);
        Checked "received": Kind::Time, "time of receipt by your side", "", [] => value mail.border.and_then(hop::exact_time);
        Checked "client.ip": Kind::Address, "IP address that your side received the message from", "/authentication/spf/envelope/client_ip/value", [] => value mail.report.authentication.spf.envelope.client_ip.as_ref().map(|client| client.value);
        Checked "client.network": Kind::Text, "network of the client, /24 or /48", "", [] => value mail.client_network.as_deref();
        Sender "client.helo": Kind::Text, "HELO name of the client", "/authentication/spf/envelope/helo/value", [] => value mail.report.authentication.spf.envelope.helo.as_ref().map(|helo| &helo.value);
        Sender "client.rdns": Kind::Text, "reverse name of the client, as your side recorded it", "", [] => value mail.border.and_then(|hop| hop.from.rdns.as_deref());
        Checked "client.confirmed_name": Kind::Text, "forward-confirmed reverse name of the client", "", [] => value mail.border.and_then(|hop| hop.from.confirmed_name());
        Checked "client.tls": Kind::Bool, "use of TLS by the client", "", [] => value mail.border.map(hop::is_encrypted);
        Checked "client.authenticated": Kind::Bool, "login of the client", "", [] => value mail.border.map(|hop| hop.auth.is_some());
        Checked "client.asn": Kind::Number, "AS number of the client, looked up", "", [] => value client(mail).and_then(|client| Some(client.asn.done()?.systems.first()?.asn));
        Checked "client.country": Kind::Text, "country of the client's network, looked up", "", [] => value client(mail).and_then(|client| client.asn.done()?.prefixes.first()?.country.as_deref());
        Checked "client.listed": Kind::Bool, "listing of the client by a DNS list", "", [] => value client(mail).and_then(is_listed);
        Sender "mail_from": Kind::Text, "envelope sender", "/authentication/spf/envelope/mail_from/value", ["Return-Path"] => value mail.report.authentication.spf.envelope.mail_from.as_ref().map(|sender| &sender.value);
        Sender "mail_from.domain": Kind::Text, "domain of the envelope sender", "", ["Return-Path"] => value mail.envelope_domain.as_deref();
        Checked "spf.result": Kind::Word(Words::of::<AuthResult>()), "SPF result of the envelope sender", "/authentication/spf/mail_from/result", [] => value spf(&mail.report.authentication.spf.mail_from);
        Checked "spf.helo.result": Kind::Word(Words::of::<AuthResult>()), "SPF result of the HELO name", "/authentication/spf/helo/result", [] => value spf(&mail.report.authentication.spf.helo);
        Sender "dkim": Kind::List(Record::Dkim), "DKIM signatures", "/authentication/dkim", ["DKIM-Signature"] => list Some(each(&mail.report.authentication.dkim, Subject::Dkim));
        Checked "dmarc.result": Kind::Word(Words::of::<AuthResult>()), "DMARC result", "/authentication/dmarc/result", ["From"] => value mail.report.authentication.dmarc.result.done().and_then(word);
        Checked "dmarc.policy": Kind::Word(Words::of::<Policy>()), "DMARC policy that applies", "/authentication/dmarc/policy", [] => value mail.report.authentication.dmarc.policy.as_ref().and_then(word);
        Checked "dmarc.disposition": Kind::Word(Words::of::<Policy>()), "disposition that the DMARC policy requests", "/authentication/dmarc/disposition", [] => value mail.report.authentication.dmarc.disposition.as_ref().and_then(word);
        Checked "dmarc.spf_aligned": Kind::Bool, "aligned SPF pass", "/authentication/dmarc/alignment/spf/pass", [] => value mail.report.authentication.dmarc.alignment.spf.pass;
        Checked "dmarc.dkim_aligned": Kind::Bool, "aligned DKIM pass", "/authentication/dmarc/alignment/dkim/pass", [] => value mail.report.authentication.dmarc.alignment.dkim.pass;
        Checked "arc.result": Kind::Word(Words::of::<AuthResult>()), "ARC result", "/authentication/arc/result", [] => value mail.report.authentication.arc.result.done().and_then(word);
        Sender "arc": Kind::List(Record::Arc), "ARC sets", "/authentication/arc/instances", ["ARC-Seal"] => list Some(each(&mail.report.authentication.arc.instances, Subject::Arc));
        Checked "receiver.spf": Kind::Text, "SPF result that the receiver reported, where trusted", "", [] => value said(mail.report.authentication.receiver.spf_mail_from.as_ref());
        Checked "receiver.dmarc": Kind::Text, "DMARC result that the receiver reported, where trusted", "", [] => value said(mail.report.authentication.receiver.dmarc.as_ref());
        Checked "receiver.arc": Kind::Text, "ARC result that the receiver reported, where trusted", "", [] => value said(mail.report.authentication.receiver.arc.as_ref());
        Sender "claims": Kind::List(Record::Claim), "reported results", "/claims", ["Authentication-Results"] => list Some(each(&mail.report.claims, Subject::Claim));
        Sender "vendors": Kind::List(Record::Vendor), "filter fields", "/vendors", [] => list Some(each(&mail.report.vendors, Subject::Vendor));
        Sender "links": Kind::List(Record::Link), "links", "/body/links", [] => list body(mail).map(|body| each(&body.links, Subject::Link));
        Sender "attachments": Kind::List(Record::Attachment), "attachments", "/body/attachments", [] => list body(mail).map(|body| each(&body.attachments, Subject::Attachment));
        Derived "findings": Kind::List(Record::Finding), "findings", "/findings", [] => list Some(each(&mail.report.findings, Subject::Finding));
        Derived "severity": Kind::Word(Words::ordered::<Severity>()), "severity of the verdict", "/verdict/severity", [] => value word(&mail.report.verdict.severity);
        Checked "session.tls": Kind::Bool, "use of TLS in the SMTP session", "", [] => value session(mail).map(|one| one.session.tls.as_ref().is_some_and(|tls| tls.started));
        Sender "session.client_name": Kind::Text, "HELO name in the SMTP session", "/session/client_name", [] => value session(mail).and_then(|one| one.session.client_name.as_deref());
        Checked "session.server_name": Kind::Text, "name of the server in the SMTP session", "/session/server_name", [] => value session(mail).and_then(|one| one.session.server_name.as_deref());
        Checked "input.name": Kind::Text, "name of the input", "/input/name", [] => value &mail.report.input.name;
        Checked "input.kind": Kind::Word(Words::of::<InputKind>()), "kind of input", "/input/kind", [] => value word(&mail.report.input.kind);
        Derived "input.size": Kind::Number, "size of the input in bytes", "/input/size", [] => value mail.report.input.size;
        Derived "input.sha256": Kind::Text, "SHA-256 of the input", "/input/sha256", [] => value &mail.report.input.sha256;
        Checked "input.container": Kind::Word(Words::of::<Container>()), "container of the message", "/input/container", [] => value mail.report.input.container.as_ref().and_then(word);
        Sender "input.member": Kind::Text, "name of the message in its container", "/input/member", [] => value mail.report.input.member.as_deref();
        Checked "input.original_bytes": Kind::Bool, "preservation of the received bytes", "/input/original_bytes", [] => value mail.report.input.original_bytes;
        Sender "input.damage": Kind::List(Record::Damage), "kinds of damage", "/input/damage", [] => list Some(each(&mail.report.input.damage, Subject::Damage));
    }
}

fields! {
    DAMAGE: Damage(damage) {
        Sender "kind": Kind::Word(Words::of::<DamageKind>()), "kind of damage", "/kind", [] => value word(&damage.kind);
        Sender "count": Kind::Number, "number of occurrences", "/count", [] => value damage.count;
    }
}

fn spf(check: &Checked<SpfCheck>) -> Option<&'static str> {
    check.done()?.result.done().and_then(word)
}

/// What the receiver reported, where no sender can have written it.
fn said(said: Option<&SaidReport>) -> Option<&str> {
    said?.proven()
}

fn body<'r>(mail: &Mail<'r>) -> Option<&'r Body> {
    mail.report.body.done()
}

fn session<'r>(mail: &Mail<'r>) -> Option<&'r SessionReport> {
    mail.report.session.as_ref()
}

fn client<'r>(mail: &Mail<'r>) -> Option<&'r AddressReport> {
    mail.report.enrichment.as_ref()?.peer()
}

/// Whether a list has the address; unknown where none was asked, or none answered.
fn is_listed(client: &AddressReport) -> Option<bool> {
    let listings = client.dnsbl.done()?;
    let known = listings.iter().filter_map(|listing| listing.status.done());
    known
        .map(|status| *status == ListStatus::Listed)
        .reduce(|one, other| one || other)
}
