//! Symantec's gateway NAVGW: its `from` clause stands in a comment, `(from HELO [IP]) by …`.

use super::{Dialect, announced};

pub(super) const DIALECT: Dialect = Dialect {
    name: "navgw",
    title: "Norton AntiVirus for Gateways",
    software: &["NAVGW"],
    domains: &[],
    recognise: None,
    read: announced,
    clocks: &[],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[(
        "(from mail.example.com [192.0.2.1]) by mx.example.org (NAVGW 2.5.2.12) with SMTP id M2006040415284308595 for <user@example.org>; \
             Tue, 04 Apr 2006 15:28:45 +0100",
        "dialect=navgw name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP id=M2006040415284308595 \
             for=user@example.org time=2006-04-04T14:28:45Z",
    )];
}
