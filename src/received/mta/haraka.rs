//! Haraka: `from HELO (RDNS [IP]) by HOST (Haraka/2.8.18) with … id UUID envelope-from <…> …`.

use super::{Dialect, announced, never};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "haraka",
    title: "Haraka",
    software: &["Haraka"],
    recognise: never,
    read: announced,
    clocks: &[IdClockKind::UuidV1, IdClockKind::UuidV7],
};

#[cfg(test)]
mod tests {
    use crate::received::testing::check;

    #[test]
    fn rows() {
        check(&[(
            "from mail.example.com (NXDOMAIN [192.0.2.1]) by mx.example.org (Haraka/2.8.18) with ESMTPSA id \
             349C9C2B-491A-4925-A687-3EF14038C344.1 envelope-from <u@example.net> tls TLS_AES_256_GCM_SHA384 (authenticated bits=0); \
             Tue, 03 Jul 2018 14:18:13 +0200",
            "dialect=haraka name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTPSA \
             id=349C9C2B-491A-4925-A687-3EF14038C344.1 envelope_from=u@example.net auth=yes tls=/TLS_AES_256_GCM_SHA384 \
             time=2018-07-03T12:18:13Z",
        )]);
    }
}
