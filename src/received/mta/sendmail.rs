//! Sendmail: `from HELO (IDENT:user@RDNS [IP] (may be forged)) by HOST (8.x/8.y) with … id …`, and submissions:
//! `(from user@localhost) by …`.

use super::{Dialect, announced, never};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "sendmail",
    title: "Sendmail",
    software: &[
        "8.",
        "SGI-8.",
        "AIX",
        "Sentrion-MTA",
        "Linux 2",
        " -- Info omitted",
        "5.6",
    ],
    recognise: never,
    read: announced,
    clocks: &[IdClockKind::Sendmail],
};

#[cfg(test)]
mod tests {
    use crate::received::testing::check;

    #[test]
    fn rows() {
        check(&[
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
        ]);
    }
}
