//! Webmail and other submission over HTTP: the first token, where it is an address, is the browser's, as the web
//! server saw it.

use super::{Dialect, Marks};

pub(super) const DIALECT: Dialect = Dialect {
    name: "webmail",
    title: "webmail",
    software: &["IMP", "WebMailUI", "Roundcube", "HTTP/", "Horde"],
    domains: &[],
    recognise: Some(|marks: &Marks<'_>| {
        let http = |text: &str| {
            text.get(..4)
                .is_some_and(|head| head.eq_ignore_ascii_case("http"))
        };
        http(marks.with) || http(marks.via) || marks.software("via HTTP")
    }),
    read: |draft| {
        draft.read_over(
            super::NameIs::Announced,
            Some(crate::received::peer::Transport::Http),
        );
    },
    clocks: &[super::IdClockKind::ObjectId],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from 192.0.2.1 (proxying for 198.51.100.9) (SquirrelMail authenticated user u) by mx.example.org with HTTP; \
             Thu, 23 Sep 2004 14:35:29 -0600 (MDT)",
            "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP auth=u time=2004-09-23T20:35:29Z",
        ),
        (
            "from 192.0.2.1 (SquirrelMail authenticated user u); by mx.example.org with HTTP; Thu, 23 Sep 2004 14:35:29 -0600 (MDT)",
            "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP auth=u time=2004-09-23T20:35:29Z",
        ),
        (
            "from [192.0.2.1] by web28416.example via HTTP; Wed, 09 Mar 2011 11:19:45 PST",
            "dialect=webmail name=[192.0.2.1] ip=192.0.2.1 by=web28416.example via=HTTP time=2011-03-09T19:19:45Z",
        ),
        (
            "from 192.0.2.1 ( [192.0.2.1]) as user u@localhost by mx.example.org with HTTP; Mon, 8 Jul 2002 23:24:56 -0400",
            "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP auth=u@localhost time=2002-07-09T03:24:56Z",
        ),
        (
            "from [192.0.2.1] by 3capp-webde-bs01.example (via HTTP); Tue, 11 Nov 2014 20:32:34 +0100",
            "dialect=webmail name=[192.0.2.1] ip=192.0.2.1 by=3capp-webde-bs01.example time=2014-11-11T19:32:34Z",
        ),
        (
            "from 192.0.2.1 (auth. user u@example.org) by mx.example.org with HTTP; Mon, 05 Mar 2012 10:00:00 +0000",
            "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP auth=u@example.org time=2012-03-05T10:00:00Z",
        ),
        (
            "from host.example.net (host.example.net [192.0.2.1]) by webmail.example.com (Horde MIME library) with HTTP for \
             <user@example.org>; Mon, 05 Mar 2018 10:00:00 -0600",
            "dialect=webmail name=host.example.net rdns=host.example.net ip=192.0.2.1 by=webmail.example.com with=HTTP \
             for=user@example.org time=2018-03-05T16:00:00Z",
        ),
        (
            "from 192.0.2.1 by mx.example.org (Mirapoint Messaging Server MOS 3.3.5-GR) with HTTP/1.1; Mon, 5 Mar 2012 10:00:00 \
             -0500",
            "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=mx.example.org with=HTTP/1.1 time=2012-03-05T15:00:00Z",
        ),
        (
            "from 192.0.2.1 (IP may be forged by CGI script) by infong-eu21.example with HTTP id 0abcDE-1uTbCd0Efg-00xyz1; \
             Sat, 02 May 2026 12:00:07 +0200",
            "dialect=webmail name=192.0.2.1 ip=192.0.2.1 by=infong-eu21.example with=HTTP id=0abcDE-1uTbCd0Efg-00xyz1 \
             time=2026-05-02T10:00:07Z",
        ),
    ];
}
