//! XMail: `with [XMail 1.20 ESMTP Server] id <S72E> for <…> from <…>`.

use super::{Dialect, Marks, announced};

pub(super) const DIALECT: Dialect = Dialect {
    name: "xmail",
    title: "XMail",
    software: &[],
    domains: &[],
    recognise: Some(|marks: &Marks<'_>| marks.with.starts_with("[XMail")),
    read: announced,
    clocks: &[],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[(
        "from mail.example.com (192.0.2.1:23198) by mx.example.org (198.51.100.7:25) with [XMail 1.20 ESMTP Server] id <S72E> \
             for <user@example.org> from <u@example.com>; Sat, 18 Sep 2004 23:17:54 -0500",
        "dialect=xmail name=mail.example.com helo=mail.example.com ip=192.0.2.1 port=23198 by=mx.example.org by_ip=198.51.100.7 with=ESMTP \
             id=S72E for=user@example.org envelope_from=u@example.com time=2004-09-19T04:17:54Z",
    )];
}
