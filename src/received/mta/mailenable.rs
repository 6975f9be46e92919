//! MailEnable: `with MailEnable ESMTP`, or `by MailEnable Inbound Mail Agent`, which is no host.

use super::{Dialect, Draft, Key, Marks, announced};
use crate::received::RemarkKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "mailenable",
    title: "MailEnable",
    software: &["MailEnable"],
    domains: &[],
    recognize: Some(|marks: &Marks<'_>| {
        marks.with.starts_with("MailEnable") || marks.by == "MailEnable"
    }),
    read,
    clocks: &[],
};

fn read(draft: &mut Draft<'_>) {
    announced(draft);
    for index in draft.range(Key::By) {
        if matches!(draft.word(index), Some("Inbound" | "Mail" | "Agent")) {
            draft.take(index, RemarkKind::Software);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from mail.example.com ([192.0.2.1]) by mx.example.org with MailEnable ESMTPA; Tue, 20 Feb 2007 09:26:17 -0500",
            "dialect=mailenable name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=MailEnable_ESMTPA auth=yes \
             time=2007-02-20T14:26:17Z",
        ),
        (
            "from (127.0.0.1 [127.0.0.1]) by MailEnable Inbound Mail Agent with ESMTP; Wed, 24 Jul 2002 00:47:35 -08:00",
            "dialect=mailenable ip=127.0.0.1 by=MailEnable with=ESMTP time=2002-07-24T08:47:35Z",
        ),
    ];
}
