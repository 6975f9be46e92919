//! Mailgun: `by` is a container's id, the queue id an `ObjectId`.

use super::{Dialect, Marks, announced};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "mailgun",
    title: "Mailgun",
    software: &[],
    domains: &["mailgun.net", "mailgun.org", "postgun.com"],
    recognize: Some(recognize),
    read: announced,
    clocks: &[IdClockKind::ObjectId],
};

fn recognize(marks: &Marks<'_>) -> bool {
    marks.id.len() == 24
        && matches!(marks.by.len(), 12 | 64)
        && marks.by.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from <unknown> (<unknown> []) by 12c63fccc95e with HTTP id 648d78f711344a133c3512cc; Sat, 17 Jun 2023 09:12:23 GMT",
            "dialect=mailgun name=<unknown> by=12c63fccc95e with=HTTP id=648d78f711344a133c3512cc time=2023-06-17T09:12:23Z \
             clock=ObjectId@2023-06-17T09:12:23Z",
        ),
        (
            "from [192.0.2.9] (host.example.com [192.0.2.1]) by bf7aa1d4e8a6 with SMTP id 660a079b99f27ed5a03038a8; Mon, 01 Apr 2024 01:02:19 GMT",
            "dialect=mailgun name=[192.0.2.9] helo=[192.0.2.9] rdns=host.example.com ip=192.0.2.1 by=bf7aa1d4e8a6 with=SMTP \
             id=660a079b99f27ed5a03038a8 time=2024-04-01T01:02:19Z clock=ObjectId@2024-04-01T01:02:19Z",
        ),
        (
            "from mail.example.com (host.example.net [192.0.2.1]) by smtp-out-n02.prod.us-west-2.postgun.com with SMTP id \
             648d78f711344a133c3512cc (version=TLS1.3, cipher=TLS_AES_128_GCM_SHA256); Sat, 17 Jun 2023 09:12:23 GMT",
            "dialect=mailgun name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 \
             by=smtp-out-n02.prod.us-west-2.postgun.com with=SMTP id=648d78f711344a133c3512cc tls=TLSv1.3/TLS_AES_128_GCM_SHA256 \
             time=2023-06-17T09:12:23Z clock=ObjectId@2023-06-17T09:12:23Z",
        ),
        (
            "by mxa.mailgun.org with ESMTP id 5e5a1234.7f1234567890-smtp-out-n01; Mon, 02 Mar 2020 10:00:00 -0000 (UTC)",
            "dialect=mailgun by=mxa.mailgun.org with=ESMTP id=5e5a1234.7f1234567890-smtp-out-n01 time=2020-03-02T10:00:00Z",
        ),
    ];
}
