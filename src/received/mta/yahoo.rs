//! Yahoo: `from RDNS (EHLO HELO) (user@IP with login)`, and its inner protocol NNFMP, which names the peer by address.

use super::{Dialect, Draft, Marks, NameIs};

pub(super) const DIALECT: Dialect = Dialect {
    name: "yahoo",
    title: "Yahoo",
    software: &["EGP: "],
    domains: &["yahoo.com", "yahoo.net", "yahoodns.net", "aol.net"],
    recognize: Some(is_own),
    read: |draft| draft.read(NameIs::Resolved),
    clocks: &[],
};

/// Fields `with NNFMP`; forging tools write them too.
pub(super) const QUEUE: Dialect = Dialect {
    name: "yahoo-nnfmp",
    title: "Yahoo (NNFMP)",
    software: &[],
    domains: &[],
    recognize: Some(|marks| marks.with == "NNFMP"),
    read: read_queue,
    clocks: &[],
};

fn is_own(marks: &Marks<'_>) -> bool {
    !marks.has_id && marks.with.starts_with("SMTP") && marks.from_all.contains("(EHLO ")
}

fn read_queue(draft: &mut Draft<'_>) {
    // A lone address is what the receiver saw: the protocol has no announcement.
    draft.read(NameIs::Peer);
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from 192.0.2.1 (EHLO mail.example.com) by 198.51.100.7 with SMTPs (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256); \
             Wed, 21 Feb 2024 16:50:46 +0000",
            "dialect=yahoo name=192.0.2.1 helo=mail.example.com ip=192.0.2.1 by=198.51.100.7 by_ip=198.51.100.7 with=SMTPs \
             tls=TLSv1.3/TLS_AES_128_GCM_SHA256 time=2024-02-21T16:50:46Z",
        ),
        (
            "from host.example.net (HELO mail.example.com) (u@192.0.2.1 with login) by smtp.mail.yahoo.com with SMTP; 17 Jan 2011 08:23:27 -0800 PST",
            "dialect=yahoo name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 ident=u by=smtp.mail.yahoo.com \
             with=SMTP auth=u time=2011-01-17T16:23:27Z",
        ),
        (
            "from 192.0.2.1 by sendmailws1.mail.bf1.yahoo.com pod-id atlas with HTTPS; Wed, 21 Feb 2024 16:50:46 +0000",
            "dialect=yahoo name=192.0.2.1 ip=192.0.2.1 by=sendmailws1.mail.bf1.yahoo.com with=HTTPS time=2024-02-21T16:50:46Z",
        ),
        (
            "from [192.0.2.1] by nm2.bullet.mail.ukl.yahoo.com with NNFMP; 09 Mar 2011 11:19:46 -0000",
            "dialect=yahoo-nnfmp name=[192.0.2.1] ip=192.0.2.1 by=nm2.bullet.mail.ukl.yahoo.com with=NNFMP time=2011-03-09T11:19:46Z",
        ),
        (
            "by hermes--production-bf1-1234.yahoo.com (Yahoo Inc. Hermes SMTP Server) with ESMTPA ID \
             0123456789abcdef0123456789abcdef; Mon, 05 Mar 2018 10:00:00 +0000 (UTC)",
            "dialect=yahoo by=hermes--production-bf1-1234.yahoo.com with=ESMTPA id=0123456789abcdef0123456789abcdef auth=yes \
             time=2018-03-05T10:00:00Z",
        ),
    ];
}
