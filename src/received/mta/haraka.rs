//! Haraka: `from HELO (RDNS [IP]) by HOST (Haraka/2.8.18) with … id UUID envelope-from <…> …`.

use super::{Dialect, announced};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "haraka",
    title: "Haraka",
    software: &["Haraka"],
    domains: &[],
    recognise: None,
    read: announced,
    clocks: &[IdClockKind::UuidV1, IdClockKind::UuidV7],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from mail.example.com (NXDOMAIN [192.0.2.1]) by mx.example.org (Haraka/2.8.18) with ESMTPSA id \
             349C9C2B-491A-4925-A687-3EF14038C344.1 envelope-from <u@example.net> tls TLS_AES_256_GCM_SHA384 (authenticated bits=0); \
             Tue, 03 Jul 2018 14:18:13 +0200",
            "dialect=haraka name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTPSA \
             id=349C9C2B-491A-4925-A687-3EF14038C344.1 envelope_from=u@example.net auth=yes tls=/TLS_AES_256_GCM_SHA384 \
             time=2018-07-03T12:18:13Z",
        ),
        (
            "from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org (Haraka) with ESMTPS id \
             1A2B3C4D-0000-4000-8000-000000000000.1 envelope-from <u@example.com> (cipher=TLS_AES_256_GCM_SHA384); Mon, 05 Mar 2018 \
             10:00:00 +0000",
            "dialect=haraka name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 by=mx.example.org \
             with=ESMTPS id=1A2B3C4D-0000-4000-8000-000000000000.1 envelope_from=u@example.com tls=/TLS_AES_256_GCM_SHA384 \
             time=2018-03-05T10:00:00Z",
        ),
    ];
}
