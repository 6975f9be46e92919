//! qmail and its relatives (`received.c`): `from RDNS (HELO name) (ident@IP)`; HELO is left out when it equals the
//! name, and `unknown` means that there is no name.

use super::{Dialect, Draft, Marks, NameIs};
use crate::received::peer::Transport;

pub(super) const DIALECT: Dialect = Dialect {
    name: "qmail",
    title: "qmail",
    software: &[
        "qmail", "netqmail", "qpsmtpd", "qp ", "ofmipd", "WP-SMTPD", "wp-smtpd",
    ],
    domains: &[],
    recognize: Some(recognize),
    read: |draft| draft.read(NameIs::Resolved),
    clocks: &[],
};

/// A scanner that qmail calls: it names the peer by its address or the sender.
pub(super) const SCANNER: Dialect = Dialect {
    name: "qmail-scanner",
    title: "qmail-scanner",
    software: &[],
    domains: &[],
    recognize: Some(|marks| marks.with.starts_with("qmail-scanner")),
    read: read_scanner,
    clocks: &[],
};

fn recognize(marks: &Marks<'_>) -> bool {
    let bare_address = marks.from_all.ends_with(')') && !marks.from_all.contains('[');
    marks.qmail_date && (!marks.has_id && bare_address || marks.from_all.contains("(HELO "))
}

fn read_scanner(draft: &mut Draft<'_>) {
    // Its address comes from the environment that tcpserver made: the receiver's word, as with HTTP.
    draft.read_over(NameIs::Peer, Some(Transport::Http));
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from host.example.net (HELO mail.example.com) (u@192.0.2.1) by mx.example.org with SMTP; 10 Nov 2003 06:30:34 -0000",
            "dialect=qmail name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 ident=u by=mx.example.org \
             with=SMTP time=2003-11-10T06:30:34Z",
        ),
        (
            "from unknown (HELO ?198.51.100.9?) (192.0.2.1) by mx.example.org with SMTP; 10 Nov 2003 06:30:34 -0000",
            "dialect=qmail name=unknown helo=?198.51.100.9? ip=192.0.2.1 by=mx.example.org with=SMTP time=2003-11-10T06:30:34Z",
        ),
        (
            "from host.example.net (192.0.2.1) by mx.example.org with (DHE-RSA-AES256-SHA encrypted) SMTP; 10 Nov 2003 06:30:34 -0000",
            "dialect=qmail name=host.example.net helo=host.example.net rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=SMTP \
             tls=/DHE-RSA-AES256-SHA time=2003-11-10T06:30:34Z",
        ),
        (
            "from unknown (192.0.2.1) by 0 with QMQP; 10 Nov 2003 06:30:34 -0000",
            "dialect=qmail name=unknown ip=192.0.2.1 by=0 with=QMQP time=2003-11-10T06:30:34Z",
        ),
        (
            "from unknown (HELO [198.51.100.9]) ([192.0.2.1]) (envelope-sender <u@example.net>) by 198.51.100.7 (qmail-ldap-1.03) \
             with SMTP for <user@example.org>; 28 Nov 2003 20:44:45 -0000",
            "dialect=qmail name=unknown helo=[198.51.100.9] ip=192.0.2.1 by=198.51.100.7 by_ip=198.51.100.7 with=SMTP \
             for=user@example.org envelope_from=u@example.net time=2003-11-28T20:44:45Z",
        ),
        (
            "from host.example.net (HELO [198.51.100.9]) (u@example.net@[192.0.2.1]) (envelope-sender <u@example.net>) by mx.example.org \
             (WP-SMTPD) with ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP for <user@example.org>; 5 Jan 2025 11:53:42 +0100",
            "dialect=qmail name=host.example.net helo=[198.51.100.9] rdns=host.example.net ip=192.0.2.1 ident=u@example.net \
             by=mx.example.org with=SMTP for=user@example.org envelope_from=u@example.net tls=/ECDHE-RSA-AES256-GCM-SHA384 \
             time=2025-01-05T10:53:42Z",
        ),
        (
            "(qmail 10876 invoked from network); 24 Aug 2014 16:13:38 -0000",
            "dialect=qmail time=2014-08-24T16:13:38Z",
        ),
        (
            "from 192.0.2.1 by mx.example.org (envelope-from <u@example.net>, uid 502) with qmail-scanner-1.24 (clamdscan: 0.80/594.  \
             Clear:RC:0(192.0.2.1):.  Processed in 0.288806 secs); 06 Feb 2005 21:11:38 -0000",
            "dialect=qmail-scanner name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=qmail-scanner envelope_from=u@example.net \
             time=2005-02-06T21:11:38Z",
        ),
        (
            "from host.example.net (HELO mail.example.com) (192.0.2.1) (smtp-auth username u@example.com, mechanism login) by \
             mx.example.org (qpsmtpd/0.84) with (AES256-SHA encrypted) ESMTPSA; Mon, 05 Mar 2012 10:00:00 +0100",
            "dialect=qmail name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=ESMTPSA auth=u@example.com tls=/AES256-SHA time=2012-03-05T09:00:00Z",
        ),
        (
            "from unknown (HELO mail.example.com) (u@example.com@192.0.2.1) by mx.example.org with ESMTPA; 5 Mar 2012 10:00:00 \
             -0000",
            "dialect=qmail name=unknown helo=mail.example.com ip=192.0.2.1 ident=u@example.com by=mx.example.org with=ESMTPA \
             auth=yes time=2012-03-05T10:00:00Z",
        ),
        (
            "from unknown (HELO ?IPv6:2001:db8::9?) (2001:db8::1) by mx.example.org with ESMTPS (ECDHE-RSA-AES256-GCM-SHA384 \
             encrypted); 5 Mar 2019 10:00:00 -0000",
            "dialect=qmail name=unknown helo=?IPv6:2001:db8::9? ip=2001:db8::1 by=mx.example.org with=ESMTPS \
             tls=/ECDHE-RSA-AES256-GCM-SHA384 time=2019-03-05T10:00:00Z",
        ),
        (
            "from host.example.net (HELO mail.example.com) (TLSv1.3:TLS_AES_256_GCM_SHA384) (192.0.2.1) by mx.example.org with \
             ESMTPS; 5 Mar 2022 10:00:00 -0000",
            "dialect=qmail name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=ESMTPS tls=TLSv1.3/TLS_AES_256_GCM_SHA384 time=2022-03-05T10:00:00Z",
        ),
        (
            "(qmail 1234 invoked by uid 1000); 5 Mar 2012 10:00:00 -0000",
            "dialect=qmail time=2012-03-05T10:00:00Z",
        ),
    ];
}
