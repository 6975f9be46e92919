//! Mercury: its spool directory stands in the place of a host.

use super::{Dialect, Draft, Key, announced_unless};

pub(super) const DIALECT: Dialect = Dialect {
    name: "mercury",
    title: "Mercury",
    software: &["Mercury"],
    domains: &[],
    recognize: None,
    read,
    clocks: &[],
};

fn read(draft: &mut Draft<'_>) {
    let start = draft.range(Key::From).start;
    let spool = draft.word(start).is_some_and(|name| {
        let name = name.rsplit('/').next().unwrap_or(name);
        name.eq_ignore_ascii_case("spooler") || name.eq_ignore_ascii_case("spooldir")
    });
    announced_unless(draft, spool);
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from Spooler by mx.example.org (Mercury/32 v4.01a) ID MO0072A1; 5 Jun 2006 11:50:08 -0400",
            "dialect=mercury name=Spooler by=mx.example.org id=MO0072A1 time=2006-06-05T15:50:08Z",
        ),
        (
            "from mail.example.com (192.0.2.1) by mx.example.org (Mercury/32 v4.01a) with ESMTP ID MG0072A1; 5 Jun 2006 11:50:08 -0400",
            "dialect=mercury name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=MG0072A1 \
             time=2006-06-05T15:50:08Z",
        ),
    ];
}
