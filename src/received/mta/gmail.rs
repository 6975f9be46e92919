//! Gmail in its five shapes: taken over SMTP with and without a name in DNS, submitted, passed on within (by an IPv6
//! address), and handed in by its API.

use super::{Dialect, Marks, announced};
use crate::received::clock::IdClockKind;
use crate::received::ip;

pub(super) const DIALECT: Dialect = Dialect {
    name: "gmail",
    title: "Google",
    software: &[],
    domains: &["google.com", "gmail.com", "googlemail.com"],
    recognize: Some(is_inner),
    read: announced,
    clocks: &[IdClockKind::Gmail],
};

pub(super) const API: Dialect = Dialect {
    name: "gmail-api",
    title: "Google (API)",
    software: &[],
    domains: &[],
    recognize: Some(is_api),
    read: announced,
    clocks: &[],
};

/// Google's machines call each other by address.
fn is_inner(marks: &Marks<'_>) -> bool {
    marks.from_all.is_empty()
        && (matches!(marks.with, "SMTP" | "HTTP") || marks.with.starts_with("POP3 mf"))
        && ip::parse(marks.by).is_some()
}

fn is_api(marks: &Marks<'_>) -> bool {
    marks.with == "HTTPREST"
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from mail.example.com (host.example.com. [192.0.2.1]) by mx.google.com with ESMTPS id \
             ada2fe7eead31-5f54d5fc0ccsi60586137.4.2026.01.22.23.40.35 for <user@example.org> \
             (version=TLS1_2 cipher=ECDHE-ECDSA-AES128-GCM-SHA256 bits=128/128); Thu, 22 Jan 2026 23:40:36 -0800 (PST)",
            "dialect=gmail name=mail.example.com helo=mail.example.com rdns=host.example.com ip=192.0.2.1 by=mx.google.com with=ESMTPS \
             id=ada2fe7eead31-5f54d5fc0ccsi60586137.4.2026.01.22.23.40.35 for=user@example.org \
             tls=TLSv1.2/ECDHE-ECDSA-AES128-GCM-SHA256 time=2026-01-23T07:40:36Z clock=Gmail@2026-01-23T07:40:35Z",
        ),
        (
            "from ?IPv6:::ffff:192.0.2.9? ([2001:db8::5]) by smtp.gmail.com with ESMTPSA id x-1.1.2026.05.13.17.10.04 \
             (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128); Wed, 13 May 2026 17:10:05 -0700 (PDT)",
            "dialect=gmail name=?IPv6:::ffff:192.0.2.9? helo=?IPv6:::ffff:192.0.2.9? ip=2001:db8::5 by=smtp.gmail.com with=ESMTPSA \
             id=x-1.1.2026.05.13.17.10.04 auth=yes tls=TLSv1.3/TLS_AES_128_GCM_SHA256 time=2026-05-14T00:10:05Z \
             clock=Gmail@2026-05-14T00:10:04Z",
        ),
        (
            "by mail-yw1-f181.google.com with SMTP id 00721157ae682-6ef9.2 for <user@example.org>; Thu, 05 Dec 2024 15:25:43 -0800 (PST)",
            "dialect=gmail by=mail-yw1-f181.google.com with=SMTP id=00721157ae682-6ef9.2 for=user@example.org time=2024-12-05T23:25:43Z",
        ),
        (
            "by 2001:db8:6214:c43:b0:882:63fc:f004 with SMTP id 6a1803df08f44-8947; Thu, 22 Jan 2026 23:40:36 -0800 (PST)",
            "dialect=gmail by=2001:db8:6214:c43:b0:882:63fc:f004 by_ip=2001:db8:6214:c43:b0:882:63fc:f004 with=SMTP \
             id=6a1803df08f44-8947 time=2026-01-23T07:40:36Z",
        ),
        (
            "from 77463558223 named unknown by gmailapi.google.com with HTTPREST; Tue, 30 Dec 2025 13:42:18 -0800",
            "dialect=gmail-api name=77463558223 by=gmailapi.google.com with=HTTPREST time=2025-12-30T21:42:18Z",
        ),
        (
            "from mail-sor-f41.google.com (mail-sor-f41.google.com. [192.0.2.1]) by mx.google.com with SMTPS id \
             a1sor123.5.2018.03.05.10.00.00 for <user@example.org> (Google Transport Security); Mon, 05 Mar 2018 10:00:00 -0800 \
             (PST)",
            "dialect=gmail name=mail-sor-f41.google.com helo=mail-sor-f41.google.com rdns=mail-sor-f41.google.com ip=192.0.2.1 \
             by=mx.google.com with=SMTPS id=a1sor123.5.2018.03.05.10.00.00 for=user@example.org time=2018-03-05T18:00:00Z \
             clock=Gmail@2018-03-05T18:00:00Z",
        ),
        (
            "by 10.140.37.1 with HTTP; Mon, 5 Mar 2012 10:00:00 -0800 (PST)",
            "dialect=gmail by=10.140.37.1 by_ip=10.140.37.1 with=HTTP time=2012-03-05T18:00:00Z",
        ),
        (
            "by 10.140.37.1 with POP3 mf1234567abc; Mon, 05 Mar 2012 10:00:00 -0800 (PST)",
            "dialect=gmail by=10.140.37.1 by_ip=10.140.37.1 with=POP3 time=2012-03-05T18:00:00Z",
        ),
    ];
}
