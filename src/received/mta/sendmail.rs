//! Sendmail: `from HELO (IDENT:user@RDNS [IP] (may be forged)) by HOST (8.x/8.y) with … id …`, and submissions:
//! `(from user@localhost) by …`.

use super::{Dialect, announced};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "sendmail",
    title: "Sendmail",
    software: &[
        "8.",
        "SGI-8.",
        "SMI-8.",
        "951211.SGI",
        "AIX",
        "Sentrion-MTA",
        "Linux 2",
        " -- Info omitted",
        "5.6",
    ],
    domains: &[],
    recognise: None,
    read: announced,
    clocks: &[IdClockKind::Sendmail],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from mail.example.com (IDENT:u@host.example.net [192.0.2.1] (may be forged)) (authenticated bits=0) by mx.example.org \
             (8.12.11/8.12.11) with ESMTP id i8FJcSRZ007847 (version=TLSv1/SSLv3 cipher=RC4-MD5 bits=128 verify=NO) \
             for <user@example.org>; Wed, 15 Sep 2004 21:38:31 +0200",
            "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 ident=u forged=true \
             by=mx.example.org with=ESMTP id=i8FJcSRZ007847 for=user@example.org auth=yes tls=TLSv1/SSLv3/RC4-MD5 \
             time=2004-09-15T19:38:31Z clock=Sendmail@2004-09-15T19:38:28Z",
        ),
        (
            "from mail.example.com (u@[192.0.2.1]) by mx.example.org (8.11.6/8.11.6) with SMTP id QAA13555; Thu, 11 Sep 2003 12:54:31 +0100",
            "dialect=sendmail name=mail.example.com helo=mail.example.com ip=192.0.2.1 ident=u by=mx.example.org with=SMTP id=QAA13555 \
             time=2003-09-11T11:54:31Z",
        ),
        (
            "from mail.example.com (203.0.113.7 [192.0.2.1]) by mx.example.org (8.11.6/8.11.6) with SMTP id QAA13555; \
             Thu, 11 Sep 2003 12:54:31 +0100",
            "dialect=sendmail name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP id=QAA13555 \
             time=2003-09-11T11:54:31Z",
        ),
        (
            "(from u@localhost) by mx.example.org (8.12.11/8.12.11/Submit) id iBADHRP6011034 for user@example.org; Fri, 10 Dec 2004 13:17:27 GMT",
            "dialect=sendmail name=u@localhost by=mx.example.org id=iBADHRP6011034 for=user@example.org time=2004-12-10T13:17:27Z \
             clock=Sendmail@2004-12-10T13:17:27Z",
        ),
        (
            "from localhost (localhost [[UNIX: localhost]]) by mx.example.org (8.12.11/8.12.11/Submit) id QAA13555; Fri, 10 Dec 2004 13:17:27 GMT",
            "dialect=sendmail name=localhost helo=localhost by=mx.example.org id=QAA13555 time=2004-12-10T13:17:27Z",
        ),
        (
            "from mail.example.com (host.example.net [192.0.2.1]) (authenticated (0 bits)) by mx.example.org (8.11.6/8.11.6) with \
             ESMTP id f7GBi1a12345 for <user@example.org>; Thu, 16 Aug 2001 13:44:01 +0200",
            "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=ESMTP id=f7GBi1a12345 for=user@example.org auth=yes time=2001-08-16T11:44:01Z clock=Sendmail@2001-08-16T11:44:01Z",
        ),
        (
            "from mail.example.com (host.example.net [IPv6:2001:db8:0:0:0:0:0:1] (may be forged)) (user=u@example.com mech=PLAIN \
             bits=0) by mx.example.org (8.14.4/8.14.4) with ESMTPSA id q25A00Ab012345 (version=TLSv1.2 \
             cipher=ECDHE-RSA-AES128-GCM-SHA256 bits=128 verify=NOT); Mon, 5 Mar 2012 10:00:00 GMT",
            "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=host.example.net ip=2001:db8::1 forged=true \
             by=mx.example.org with=ESMTPSA id=q25A00Ab012345 auth=u@example.com tls=TLSv1.2/ECDHE-RSA-AES128-GCM-SHA256 \
             time=2012-03-05T10:00:00Z clock=Sendmail@2012-03-05T10:00:00Z",
        ),
        (
            "from localhost (u@localhost) by mx.example.org (8.9.3/8.9.3) with ESMTP id KAA12345 for <user@example.org>; Thu, 16 \
             Dec 1999 10:00:00 -0500",
            "dialect=sendmail name=localhost helo=localhost ident=u by=mx.example.org with=ESMTP id=KAA12345 for=user@example.org \
             time=1999-12-16T15:00:00Z",
        ),
        (
            "from mail.example.com by mx.example.org (SMI-8.6/SMI-SVR4) id KAA12345; Thu, 16 Dec 1999 10:00:00 -0500",
            "dialect=sendmail name=mail.example.com helo=mail.example.com by=mx.example.org id=KAA12345 time=1999-12-16T15:00:00Z",
        ),
        (
            "by mx.example.org (5.65v4.0/1.1.8.2/11Dec95-0345PM) id AA12345; Thu, 16 Dec 1999 10:00:00 -0500",
            "dialect=sendmail by=mx.example.org id=AA12345 time=1999-12-16T15:00:00Z",
        ),
        (
            "from mail.example.com (host.example.net [192.0.2.1]) by mx.example.org (8.14.9/8.14.9) with ESMTP id s7GBi1aQ012345; \
             Sat, 16 Aug 2014 13:44:01 +0200 (envelope-from u@example.com)",
            "dialect=sendmail name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org \
             with=ESMTP id=s7GBi1aQ012345 envelope_from=u@example.com time=2014-08-16T11:44:01Z clock=Sendmail@2014-08-16T11:44:01Z",
        ),
    ];
}
