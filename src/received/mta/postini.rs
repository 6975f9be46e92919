//! Postini: `from source ([IP]) by exprod5mx123.postini.com ([IP]) with SMTP`. The word stands for every client.

use super::{Dialect, Draft, Key, announced_unless};

pub(super) const DIALECT: Dialect = Dialect {
    name: "postini",
    title: "Postini",
    software: &[],
    domains: &["postini.com"],
    recognize: None,
    read,
    clocks: &[],
};

fn read(draft: &mut Draft<'_>) {
    let names_nobody = draft.word(draft.range(Key::From).start) == Some("source");
    announced_unless(draft, names_nobody);
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from source ([192.0.2.1]) by exprod5mx123.postini.com ([198.51.100.7]) with SMTP; Fri, 04 Aug 2006 07:41:54 PDT",
            "dialect=postini name=source ip=192.0.2.1 by=exprod5mx123.postini.com by_ip=198.51.100.7 with=SMTP \
             time=2006-08-04T14:41:54Z",
        ),
        (
            "from source ([192.0.2.1]) (using TLSv1) by exprod7ob123.postini.com ([198.51.100.7]) with SMTP ID \
             DSNKUabcdEFGhijKLmnop@postini.com; Fri, 04 Aug 2006 07:41:54 PDT",
            "dialect=postini name=source ip=192.0.2.1 by=exprod7ob123.postini.com by_ip=198.51.100.7 with=SMTP tls=TLSv1.0 \
             id=DSNKUabcdEFGhijKLmnop@postini.com time=2006-08-04T14:41:54Z",
        ),
        (
            "from mail.example.com ([192.0.2.1]) by exprod5mx123.postini.com ([198.51.100.7]) with SMTP; Fri, 04 Aug 2006 \
             07:41:54 PDT",
            "dialect=postini name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=exprod5mx123.postini.com \
             by_ip=198.51.100.7 with=SMTP time=2006-08-04T14:41:54Z",
        ),
    ];
}
