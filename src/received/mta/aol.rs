//! AOL: `from USER by HOST (mail_out_v36.) id …`, where the sender stands in the place of a host, and ordinary fields of
//! its relays.

use super::{Dialect, Draft, Key, announced_unless};

pub(super) const DIALECT: Dialect = Dialect {
    name: "aol",
    title: "AOL",
    software: &["mail_out_v", "Internet Inbound", "OMAG/"],
    domains: &["aol.com"],
    recognize: None,
    read,
    clocks: &[],
};

fn read(draft: &mut Draft<'_>) {
    let from = draft.range(Key::From);
    let user = draft
        .word(from.start)
        .is_some_and(|name| from.len() == 1 && (name.contains('@') || !name.contains(['.', '['])));
    announced_unless(draft, user);
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from user@example.com by imo-m09.example (mail_out_v34.13.) id 7.53.208064a0 (4394); Sat, 11 Jan 2003 23:24:31 -0500 (EST)",
            "dialect=aol name=user@example.com by=imo-m09.example id=7.53.208064a0 time=2003-01-12T04:24:31Z",
        ),
        (
            "from mail.example.com (mail.example.com [192.0.2.1]) by mtain-dj01.r1000.mx.aol.com (Internet Inbound) with ESMTP id \
             1A2B3C4D5E6F; Mon, 5 Mar 2012 10:00:00 -0500 (EST)",
            "dialect=aol name=mail.example.com helo=mail.example.com rdns=mail.example.com ip=192.0.2.1 \
             by=mtain-dj01.r1000.mx.aol.com with=ESMTP id=1A2B3C4D5E6F time=2012-03-05T15:00:00Z",
        ),
        (
            "from User1 by imo-da01.mx.aol.com (mail_out_v42.9.) id b.c0a.123 (12345); Mon, 5 Mar 2012 10:00:00 -0500 (EST)",
            "dialect=aol name=User1 by=imo-da01.mx.aol.com id=b.c0a.123 time=2012-03-05T15:00:00Z",
        ),
    ];
}
