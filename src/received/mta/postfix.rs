//! Postfix (`src/smtpd/smtpd.c`): `from HELO (RDNS [IP]) (using …) (Authenticated sender: …) by HOST (Postfix) with …`.

use super::{Dialect, Draft, announced};
use crate::received::clock::{self, IdClockKind};

pub(super) const DIALECT: Dialect = Dialect {
    name: "postfix",
    title: "Postfix",
    software: &["Postfix", "Postcow", "Mailerdaemon", "Zendesk", "SkyGuard"],
    domains: &[],
    recognize: None,
    read,
    clocks: &[IdClockKind::PostfixLong],
};

pub(super) fn read(draft: &mut Draft<'_>) {
    announced(draft);
    draft.out.id_shape = draft.out.id.as_deref().and_then(clock::postfix_shape);
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from mail.example.com (host.example.net [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) \
             key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256) (No client certificate requested) \
             (Authenticated sender: u@example.net) by mx.example.org (Postfix) with ESMTPSA id 4RHHjG1nyfz7QQ5q for <user@example.org>; \
             Fri, 4 Aug 2023 07:41:54 +0000 (UTC) (envelope-from u@example.net)",
            "dialect=postfix name=mail.example.com helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=ESMTPSA \
             id=4RHHjG1nyfz7QQ5q for=user@example.org envelope_from=u@example.net auth=u@example.net tls=TLSv1.3/TLS_AES_256_GCM_SHA384 \
             time=2023-08-04T07:41:54Z clock=PostfixLong@2023-08-04T07:41:54Z",
        ),
        (
            "from localhost (unknown [IPv6:2001:db8::1]) by mx.example.org (Postfix) with ESMTP id 62F9114047; Sun, 15 Feb 2004 14:29:04 -0500 (EST)",
            "dialect=postfix name=localhost helo=localhost ip=2001:db8::1 by=mx.example.org with=ESMTP id=62F9114047 \
             time=2004-02-15T19:29:04Z shape=true",
        ),
        (
            "by mx.example.org (Postfix, from userid 1001) id 1234ABCD; Thu, 21 Aug 2014 12:12:48 +0200 (CEST)",
            "dialect=postfix by=mx.example.org id=1234ABCD time=2014-08-21T10:12:48Z shape=true",
        ),
        (
            "from a.example (unknown[192.0.2.1]) by mx.example.org (Postfix) with;ESMTP id 44QShF6xj4z1X for <hey@example.org>; \
             Thu, 21 Mar 2019 23:45:46 -0300 : <g @example.net>",
            "dialect=postfix name=a.example helo=a.example ip=192.0.2.1 by=mx.example.org with=ESMTP id=44QShF6xj4z1X for=hey@example.org \
             time=2019-03-22T02:45:46Z clock=PostfixLong@2019-03-22T02:45:49Z unparsed=:_<g_@example.net>",
        ),
        (
            "from mail.example.com (mail.example.com [192.0.2.1]) (using TLSv1 with cipher DHE-RSA-AES256-SHA (256/256 bits)) \
             (Client did not present a certificate) by mx.example.org (Postfix) with ESMTP id 3D5C21A0B7 for <user@example.org>; \
             Mon,  5 Mar 2012 10:00:00 +0100 (CET)",
            "dialect=postfix name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
             with=ESMTP id=3D5C21A0B7 for=user@example.org tls=TLSv1.0/DHE-RSA-AES256-SHA time=2012-03-05T09:00:00Z shape=true",
        ),
        (
            "from mail.example.com (unknown [192.0.2.1]) (using TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)) \
             (Client CN \"*.example.com\", Issuer \"Example (R) CA G2\" (not verified)) by mx.example.org (Postcow) with ESMTPS id \
             3D5C21A0B7 for <user@example.org>; Mon,  5 Mar 2012 10:00:00 +0100 (CET)",
            "dialect=postfix name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTPS id=3D5C21A0B7 \
             for=user@example.org tls=TLSv1.2/ECDHE-RSA-AES256-GCM-SHA384 time=2012-03-05T09:00:00Z shape=true",
        ),
        (
            "by mx.example.org (Postfix) id 3D5C21A0B7; Mon,  5 Mar 2012 10:00:00 +0100 (CET)",
            "dialect=postfix by=mx.example.org id=3D5C21A0B7 time=2012-03-05T09:00:00Z shape=true",
        ),
        (
            "from localhost (localhost [127.0.0.1]) by mx.example.org (Postfix) with QMQP id 3D5C21A0B7 for <user@example.org>; \
             Mon,  5 Mar 2012 10:00:00 +0100 (CET)",
            "dialect=postfix name=localhost rdns=localhost ip=127.0.0.1 by=mx.example.org with=QMQP id=3D5C21A0B7 \
             for=user@example.org time=2012-03-05T09:00:00Z shape=true",
        ),
        (
            "from mail.example.com (mail.example.com [IPv6:2001:db8::25]) (Authenticated sender: first last@example.com) by \
             mx.example.org (Postfix) with ESMTPSA id 3D5C21A0B7; Mon,  5 Mar 2012 10:00:00 +0100 (CET)",
            "dialect=postfix name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=2001:db8::25 by=mx.example.org \
             with=ESMTPSA id=3D5C21A0B7 auth=first_last@example.com time=2012-03-05T09:00:00Z shape=true",
        ),
    ];
}
