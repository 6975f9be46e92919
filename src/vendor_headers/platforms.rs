//! Sending platforms that leave an id and nothing to decode.

use super::out::Out;
use super::table::{Header, Key, Read, Vendor, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Sending platforms",
    writer: "the platform that sent it",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-sfmc-stack", "stack of Salesforce Marketing Cloud", Read::Whole("stack")),
    header("x-sfdc-*", "a field of Salesforce", Read::Whole("stamp")),
    header("x-sib-id", "ID of Brevo", Read::Whole("id")),
    header("x-mailin-eid", "ID of Brevo", Read::Whole("id")),
    header("x-mailin-*", "a field of Brevo", Read::Whole("stamp")),
    header("x-mj-*", "a field of Mailjet", Read::Whole("stamp")),
    header("x-mailjet-*", "a field of Mailjet", Read::Whole("stamp")),
    header("x-postmark-*", "a field of Postmark", Read::Whole("stamp")),
    header("x-sparkpost-*", "a field of SparkPost", Read::Whole("stamp")),
    header("x-zendesk-from-account-id", "account at Zendesk", Read::Whole("account")),
    header("x-zendesk-email-id", "ID of the message at Zendesk", Read::Whole("id")),
    header("x-zendesk-*", "a field of Zendesk", Read::Whole("stamp")),
    header("x-delivery-context", "event at Zendesk", Read::Whole("id")),
    header("x-hs-*", "a field of HubSpot", Read::Whole("stamp")),
    header("x-hubspot-*", "a field of HubSpot", Read::Whole("stamp")),
    header("x-marketoid", "ID of Marketo", Read::Whole("id")),
    header("x-mktarchive", "archive flag of Marketo", Read::Whole("archive")),
    header("x-mktmaildkim", "signing flag of Marketo", Read::Whole("signed")),
    header("x-roving-*", "a field of Constant Contact", Read::Whole("stamp")),
    header("x-klaviyo-*", "a field of Klaviyo", Read::Whole("stamp")),
    header("x-kmail-*", "a field of Klaviyo", Read::Whole("stamp")),
    header("x-acem*", "a field of ActiveCampaign", Read::Whole("stamp")),
    header("x-dkim-options", "signing options of the sending server", Read::Whole("signing")),
    header("x-virtual-mta", "sending queue of PowerMTA", Read::Whole("queue")),
    header("x-job", "job of the sending server", Read::Whole("job")),
    header("x-mid", "ID of the message; freely chosen by the sender", Read::Whole("id")),
    header("x-message-id", "ID of the message; freely chosen by the sender", Read::Whole("id")),
    header("x-cid", "campaign; freely chosen by the sender", Read::Whole("campaign")),
    header("x-uid", "recipient; freely chosen by the sender", Read::Whole("id")),
    header("x-envid", "envelope ID; freely chosen by the sender", Read::Whole("id")),
    header("x-elqpod", "pod of Oracle Eloqua", Read::Whole("pod")),
    header("x-elq*", "a field of Oracle Eloqua", Read::Whole("stamp")),
    header("x-rext", "opaque ID of Oracle Responsys", Read::Opaque),
    header("x-locaweb-id", "opaque ID of Locaweb", Read::Opaque),
    header("x-locaweb-id2", "ID of Locaweb, in base64", Read::With(locaweb)),
    header("x-locaweb-*", "a field of Locaweb", Read::Whole("stamp")),
    header("x-alidm-rcptto", "recipient, in base64 (Alibaba DirectMail)", Read::With(base64)),
    header("x-alidm-*", "a field of Alibaba DirectMail", Read::Whole("stamp")),
    header("x-aliyun-*", "a field of Alibaba", Read::Whole("stamp")),
    header("x-ui-*", "a field of United Internet (IONOS, GMX, WEB.DE)", Read::Whole("stamp")),
    header("ui-outboundreport", "opaque outbound report of United Internet", Read::Opaque),
    header("ui-inboundreport", "opaque inbound report of United Internet", Read::Opaque),
    header("x-provags-id", "opaque ID of United Internet", Read::Opaque),
    header("x-zohomailclient", "kind of Zoho client", Read::Whole("client")),
    header("x-zoho-*", "a field of Zoho", Read::Whole("stamp")),
    header("x-mailru-*", "a field of Mail.ru", Read::Whole("stamp")),
    header("x-yandex-*", "a field of Yandex", Read::Whole("stamp")),
    header("x-endpoint-received", "relay that forwarded it", Read::Whole("relay")),
    header("x-sender-id", "sender and its login method (MailChannels)", Read::With(sender_id)),
    header("x-mc-relay", "class of the relay (MailChannels)", Read::Whole("class")),
    header("x-mailchannels-*", "a field of MailChannels", Read::Whole("stamp")),
    header("x-mailchannels-senderid", "sender and its login method", Read::With(sender_id)),
    header("x-mc-loop-signature", "opaque loop mark (MailChannels)", Read::Opaque),
    header("x-mc-ingress-time", "time of entry (MailChannels)", Read::Whole("time")),
    header("x-postfix-*", "a field of Postfix", Read::Whole("stamp")),
    header("x-exim-*", "a field of Exim", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("id", "ID of the message, recipient or envelope", SEEN, &[]),
    key("stack", "stack", SEEN, &[]),
    key("account", "account", SEEN, &[]),
    key("archive", "archive flag", SEEN, &[]),
    key("signed", "signing flag", SEEN, &[]),
    key("signing", "signing options", SEEN, &[]),
    key("queue", "sending queue", SEEN, &[]),
    key("job", "job", SEEN, &[]),
    key("campaign", "campaign", SEEN, &[]),
    key("pod", "pod", SEEN, &[]),
    key("client", "kind of client", SEEN, &[]),
    key("relay", "relay", SEEN, &[]),
    key("class", "class of the relay", SEEN, &[]),
    key("time", "time", SEEN, &[]),
    key("recipient", "recipient", SEEN, &[]),
    key("sender", "who sent", SEEN, &[]),
    key("login", "how it logged in", SEEN, &[]),
    key("service", "which service", SEEN, &[]),
];

/// Base64 of hexadecimal text.
fn locaweb(text: &str, out: &mut Out) {
    match super::text::unbase64_text(text) {
        Some(plain) => out.plain("id", &plain),
        None => out.unknown("id", text),
    }
}

fn base64(text: &str, out: &mut Out) {
    match super::text::unbase64_text(text) {
        Some(plain) => out.plain("recipient", &plain),
        None => out.unknown("recipient", text),
    }
}

/// `service|x-authuser|user@example.com`.
fn sender_id(text: &str, out: &mut Out) {
    let mut parts = text.split('|');
    for key in ["service", "login", "sender"] {
        out.pair(key, parts.next().unwrap_or("").trim());
    }
    for part in parts {
        out.unknown("?", part);
    }
}
