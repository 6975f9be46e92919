//! SendGrid: ids that end in the time, and a date of Go's own form without `;`.

use super::{Dialect, Marks, announced};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "sendgrid",
    title: "SendGrid",
    software: &["SG"],
    domains: &["sendgrid.net"],
    recognize: Some(recognize),
    read: announced,
    clocks: &[IdClockKind::SendGrid],
};

fn recognize(marks: &Marks<'_>) -> bool {
    marks.from_all.is_empty() && !marks.by.is_empty() && marks.id.starts_with(marks.by)
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "by recvd-59f8db56c-f6v6n with SMTP id recvd-59f8db56c-f6v6n-1-688DA60D-2E 2025-08-02 05:45:49.863581843 +0000 UTC \
             m=+5058941.377650552",
            "dialect=sendgrid by=recvd-59f8db56c-f6v6n with=SMTP id=recvd-59f8db56c-f6v6n-1-688DA60D-2E \
             time=2025-08-02T05:45:49.863581843Z clock=SendGrid@2025-08-02T05:45:49Z",
        ),
        (
            "from MjAyNzk2NDI (unknown) by geopod-ismtpd-21 (SG) with HTTP id xxyjKVRjQAKjnRsEMVew4Q Sat, 02 Aug 2025 05:45:49.853 +0000 (UTC)",
            "dialect=sendgrid name=MjAyNzk2NDI by=geopod-ismtpd-21 with=HTTP id=xxyjKVRjQAKjnRsEMVew4Q time=2025-08-02T05:45:49.853Z",
        ),
        (
            "from [192.0.2.9] (unknown) by geopod-ismtpd-12 (SG) with ESMTP id 6e0zDXNoQZy5s0L-LmPXrg for <user@example.org>; \
             Mon, 29 Sep 2025 02:42:48.249 +0000 (UTC)",
            "dialect=sendgrid name=[192.0.2.9] helo=[192.0.2.9] by=geopod-ismtpd-12 with=ESMTP id=6e0zDXNoQZy5s0L-LmPXrg \
             for=user@example.org time=2025-09-29T02:42:48.249Z",
        ),
        (
            "from filter0123p1las1.example.com (filter0123p1las1.example.com. [192.0.2.1]) by mx0032p1mdw1.sendgrid.net (SG) with \
             ESMTP id Ab12Cd34 for <user@example.org>; Mon, 05 Mar 2018 10:00:00.123 +0000 (UTC)",
            "dialect=sendgrid name=filter0123p1las1.example.com helo=filter0123p1las1.example.com rdns=filter0123p1las1.example.com \
             ip=192.0.2.1 by=mx0032p1mdw1.sendgrid.net with=ESMTP id=Ab12Cd34 for=user@example.org time=2018-03-05T10:00:00.123Z",
        ),
    ];
}
