//! Exchange, Exchange Online and the older Microsoft MTAs: `from HELO (IP) by HOST (IP) with Microsoft SMTP Server …`.
//! They record no reverse DNS.

use super::{Dialect, Draft, Key, Marks, NameIs, announced};
use crate::received::RemarkKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "exchange",
    title: "Microsoft Exchange",
    software: &["Microsoft Exchange Internet Mail"],
    domains: &[],
    recognize: Some(is_smtp),
    read,
    clocks: &[],
};

pub(super) const STORE: Dialect = Dialect {
    name: "exchange-store",
    title: "Microsoft Exchange (mailbox store)",
    software: &[],
    domains: &[],
    recognize: Some(is_store),
    read,
    clocks: &[],
};

fn is_smtp(marks: &Marks<'_>) -> bool {
    marks.with.starts_with("Microsoft SMTP")
        || matches!(marks.with, "Internet Mail Service" | "Microsoft Mail")
}

fn is_store(marks: &Marks<'_>) -> bool {
    match marks.with {
        "mapi"
        | "MAPI"
        | "MailboxResubmission"
        | "ShadowRedundancy"
        | "Microsoft Exchange Server HTTPS" => true,
        "HTTPS" => ["outlook.com", "office365.com", "exchangelabs.com"]
            .iter()
            .any(|domain| marks.by_within(domain)),
        _ => false,
    }
}

fn read(draft: &mut Draft<'_>) {
    let from = draft.range(Key::From);
    if draft.word(from.start) == Some("mail") && draft.word(from.start + 1) == Some("pickup") {
        // `from mail pickup service`: a file in a folder.
        draft.read(NameIs::Local);
        return;
    }
    announced(draft);
    // `with MailboxResubmission by AntispamTT`: the agent that put it back.
    let again = draft
        .clauses
        .iter()
        .copied()
        .filter(|clause| clause.key == Key::By)
        .nth(1);
    if let Some(clause) = again {
        for index in clause.start..clause.end {
            if draft.word(index).is_some() {
                draft.take(index, RemarkKind::Handling);
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from mail.example.com (192.0.2.1) by mx.example.org (198.51.100.7) with Microsoft SMTP Server (version=TLS1_2, \
             cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8835.23 via Frontend Transport; Thu, 12 Jun 2025 21:06:42 +0000",
            "dialect=exchange name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org by_ip=198.51.100.7 \
             with=Microsoft_SMTP_Server via=Frontend_Transport id=15.20.8835.23 \
             tls=TLSv1.2/TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 time=2025-06-12T21:06:42Z",
        ),
        (
            "from mail.example.com (::1) by mx.outlook.com with HTTPS; Thu, 12 Jun 2025 21:06:42 +0000",
            "dialect=exchange-store name=mail.example.com ip=::1 by=mx.outlook.com with=HTTPS time=2025-06-12T21:06:42Z",
        ),
        (
            "from mail.example.com ([fe80::1]) by mail.example.com ([fe80::1%6]) with mapi id 15.20.1943.023; Wed, 5 Jun 2019 10:17:08 +0000",
            "dialect=exchange-store name=mail.example.com ip=fe80::1 by=mail.example.com by_ip=fe80::1 with=mapi id=15.20.1943.023 \
             time=2019-06-05T10:17:08Z",
        ),
        (
            "from mail pickup service by host.example with Microsoft SMTPSVC; Thu, 13 Feb 2003 19:05:39 -0500",
            "dialect=exchange name=mail by=host.example with=Microsoft_SMTPSVC time=2003-02-14T00:05:39Z",
        ),
        (
            "from 0 ([192.0.2.1] RDNS failed) by host.example with Microsoft SMTPSVC(6.0.3790.0); Thu, 23 Sep 2004 08:51:06 -0700",
            "dialect=exchange name=0 helo=0 ip=192.0.2.1 by=host.example with=Microsoft_SMTPSVC time=2004-09-23T15:51:06Z",
        ),
        (
            "from a.outlook.com (2001:db8::27) by a.outlook.com (2001:db8::27) with MailboxResubmission by AgentTT id 15.20.7249.19; \
             Sat, 27 Jan 2024 17:48:56 +0000",
            "dialect=exchange-store name=a.outlook.com ip=2001:db8::27 by=a.outlook.com by_ip=2001:db8::27 with=MailboxResubmission \
             id=15.20.7249.19 time=2024-01-27T17:48:56Z",
        ),
        (
            "from mail.example.com ([192.0.2.1] unverified) by mx.example.org with Microsoft SMTPSVC(5.5.1877.977.9); Mon, 5 Mar \
             2001 10:00:00 +0100",
            "dialect=exchange name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=Microsoft_SMTPSVC \
             time=2001-03-05T09:00:00Z",
        ),
        (
            "by mx.example.org with Internet Mail Service (5.5.2653.19) id <F1A2B3C4>; Mon, 5 Mar 2001 10:00:00 +0100",
            "dialect=exchange by=mx.example.org with=Internet_Mail_Service id=F1A2B3C4 time=2001-03-05T09:00:00Z",
        ),
        (
            "from mail.example.com (192.0.2.1 [192.0.2.1]) by mx.example.org with SMTP (Microsoft Exchange Internet Mail Service \
             Version 5.5.2653.13) id F1A2B3C4; Mon, 5 Mar 2001 10:00:00 +0100",
            "dialect=exchange name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP id=F1A2B3C4 \
             time=2001-03-05T09:00:00Z",
        ),
        (
            "from EX01.example.com (192.0.2.1) by EX02.example.com (192.0.2.2) with Microsoft SMTP Server (TLS) id 14.3.123.3; Mon, \
             5 Mar 2012 10:00:00 +0100",
            "dialect=exchange name=EX01.example.com helo=EX01.example.com ip=192.0.2.1 by=EX02.example.com by_ip=192.0.2.2 \
             with=Microsoft_SMTP_Server id=14.3.123.3 time=2012-03-05T09:00:00Z",
        ),
        (
            "from EX01.example.com (2001:db8::1) by EX02.example.com (2001:db8::2) with Microsoft SMTP Server (version=TLS1_2, \
             cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.1.1913.5 via Mailbox Transport; Mon, 5 Mar 2018 10:00:00 +0100",
            "dialect=exchange name=EX01.example.com helo=EX01.example.com ip=2001:db8::1 by=EX02.example.com by_ip=2001:db8::2 \
             via=Mailbox_Transport with=Microsoft_SMTP_Server id=15.1.1913.5 tls=TLSv1.2/TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 \
             time=2018-03-05T09:00:00Z",
        ),
        (
            "from EX01.example.com (192.0.2.1) by EX02.example.com (192.0.2.2) with ShadowRedundancy id 15.1.123.4; Mon, 5 Mar 2018 \
             10:00:00 +0100",
            "dialect=exchange-store name=EX01.example.com ip=192.0.2.1 by=EX02.example.com by_ip=192.0.2.2 with=ShadowRedundancy \
             id=15.1.123.4 time=2018-03-05T09:00:00Z",
        ),
        (
            "from EX01 ([192.0.2.1]) by EX02.example.com over TLS secured channel with Microsoft SMTPSVC(8.5.9600.16384); Mon, 5 \
             Mar 2018 10:00:00 +0100",
            "dialect=exchange name=EX01 helo=EX01 ip=192.0.2.1 by=EX02.example.com with=Microsoft_SMTPSVC time=2018-03-05T09:00:00Z",
        ),
    ];
}
