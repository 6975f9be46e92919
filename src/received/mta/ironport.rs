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
        || !marks.has_id && marks.from_all.contains("([") && is_its_date(marks.date)
}

/// `02 Mar 2026 10:14:12 -0800`: no weekday, and every place filled.
fn is_its_date(date: &str) -> bool {
    const FORM: &[u8; 26] = b"00 Aaa 0000 00:00:00 -0000";
    date.len() == FORM.len()
        && date.bytes().zip(FORM).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            b'a' => byte.is_ascii_lowercase(),
            b'-' => matches!(byte, b'+' | b'-'),
            _ => byte == *form,
        })
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
        (
            "from mail.example.com ([192.0.2.1]) by mx.example.org with SMTP; 8/14/2023 12:05:00 AM",
            "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP \
             time=2023-08-14T00:05:00Z",
        ),
        (
            "from mail.example.com ([192.0.2.1]) by mx.example.org with SMTP; 2023-08-04T07:41:54.123456+02:00",
            "dialect=generic name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=SMTP \
             time=2023-08-04T05:41:54.123456Z",
        ),
    ];
}
