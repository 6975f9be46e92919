//! Cisco IronPort: `from RDNS (HELO name) ([IP]) by HOST with ESMTP/TLS/CIPHER; 02 Mar 2026 …`, no id; HELO is left
//! out when it equals the name.

use super::{Dialect, Marks, NameIs};

pub(super) const DIALECT: Dialect = Dialect {
    name: "ironport",
    title: "Cisco IronPort",
    software: &[],
    domains: &[],
    recognize: Some(recognize),
    read: |draft| draft.read(NameIs::Resolved),
    clocks: &[],
};

fn recognize(marks: &Marks<'_>) -> bool {
    marks.with.starts_with("ESMTP/TLS")
        || marks.no_weekday && !marks.has_id && marks.from_all.contains("([")
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from host.example.net (HELO mail.example.com) ([192.0.2.1]) by mx.example.org with ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384; \
             02 Mar 2026 10:14:12 -0800",
            "dialect=ironport name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=ESMTP \
             tls=/ECDHE-RSA-AES256-GCM-SHA384 time=2026-03-02T18:14:12Z",
        ),
        (
            "from host.example.net ([192.0.2.1]) by mx.example.org with ESMTP; 02 Mar 2026 10:14:12 -0800",
            "dialect=ironport name=host.example.net helo=host.example.net rdns=host.example.net ip=192.0.2.1 by=mx.example.org with=ESMTP \
             time=2026-03-02T18:14:12Z",
        ),
    ];
}
