//! IONOS (1&1, GMX, WEB.DE) Nemesis: `by HOST (cluster [IP])`, `(Nemesis)` behind the protocol.

use super::{Dialect, announced};

pub(super) const DIALECT: Dialect = Dialect {
    name: "ionos",
    title: "IONOS Nemesis",
    software: &["Nemesis"],
    domains: &[],
    recognise: None,
    read: announced,
    clocks: &[],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from [198.51.100.9] ([192.0.2.1]) by mrelayeu.example (mreue106 [203.0.113.3]) with ESMTPSA (Nemesis) id 1N1fmq-1xG0nG3c5o-00wHBl \
             for <user@example.org>; Fri, 05 Jun 2026 20:14:46 +0200",
            "dialect=ionos name=[198.51.100.9] helo=[198.51.100.9] ip=192.0.2.1 by=mrelayeu.example by_ip=203.0.113.3 with=ESMTPSA \
             id=1N1fmq-1xG0nG3c5o-00wHBl for=user@example.org auth=yes time=2026-06-05T18:14:46Z",
        ),
        (
            "from [192.0.2.1] (helo=mail.example.com) by mxeu2.example with ESMTP (Nemesis), id 0MKpdM-1CkRpr14PF-000608; \
             Fri, 31 Dec 2004 19:49:15 +0100",
            "dialect=ionos name=[192.0.2.1] helo=mail.example.com ip=192.0.2.1 by=mxeu2.example with=ESMTP id=0MKpdM-1CkRpr14PF-000608 \
             time=2004-12-31T18:49:15Z",
        ),
    ];
}
