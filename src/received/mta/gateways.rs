//! Gateways and small MTAs that write nothing of the client but its address, and no announcement.

use super::{Dialect, NameIs};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "gateway",
    title: "gateway that names the peer by address",
    software: &[
        "SMTPL",
        "InterScan",
        "Tumbleweed",
        "MessageWall",
        "MailGate",
        "ArGoSoft",
        "AVG SMTP",
        "Post.Office",
        "Tls1",
        "Post.Office MTA",
    ],
    domains: &["messagelabs.com"],
    recognise: None,
    read: |draft| draft.read(NameIs::Peer),
    clocks: &[IdClockKind::Momentum],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from [192.0.2.1] by mx.example.org (MessageWall 1.1.0) with SMTP; 20 Feb 2003 23:57:15 -0000",
            "dialect=gateway name=[192.0.2.1] ip=192.0.2.1 by=mx.example.org with=SMTP time=2003-02-20T23:57:15Z",
        ),
        (
            "from 192.0.2.1 by mx.example.org (Tls12, Aes256, Sha384, DiffieHellmanEllipticKey384); Wed, 11 Dec 2024 13:09:16 GMT",
            "dialect=gateway name=192.0.2.1 ip=192.0.2.1 by=mx.example.org tls=TLSv1.2 time=2024-12-11T13:09:16Z",
        ),
        (
            "from mail.example.com ([192.0.2.1]) by mx.example.org (Post.Office MTA v3.1.2 release (PO205-101c) ID# 0-71562U600L500S0) \
             with SMTP id AAA180; Sun, 9 Jun 2002 21:29:39 +0200",
            "dialect=gateway name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP id=AAA180 \
             time=2002-06-09T19:29:39Z",
        ),
        (
            "from mail.example.com (mail.example.com [192.0.2.1]) by server-12.tower-345.messagelabs.com with DHE-RSA-AES256-SHA \
             encrypted SMTP; 5 Mar 2012 10:00:00 -0000",
            "dialect=gateway name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 \
             by=server-12.tower-345.messagelabs.com with=SMTP tls=/DHE-RSA-AES256-SHA time=2012-03-05T10:00:00Z",
        ),
        (
            "from [192.0.2.1:1234] by server-12.bemta-3.messagelabs.com id 12/34-56789-4DCB6054; Tue, 12 Sep 2006 13:57:40 +0000",
            "dialect=gateway name=[192.0.2.1:1234] ip=192.0.2.1 port=1234 by=server-12.bemta-3.messagelabs.com \
             id=12/34-56789-4DCB6054 time=2006-09-12T13:57:40Z clock=Momentum@2006-09-12T13:57:40Z",
        ),
    ];
}
