//! CommuniGate Pro: `from HELO ([IP] verified)` where the announced name resolves to the peer, else
//! `from [IP] (account USER HELO name)`: the address in the first place is the receiver's.

use super::{Dialect, NameIs};

pub(super) const DIALECT: Dialect = Dialect {
    name: "communigate",
    title: "CommuniGate Pro",
    software: &["CommuniGate"],
    domains: &[],
    recognise: None,
    read: |draft| draft.read(NameIs::Peer),
    clocks: &[],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from mail.example.com ([192.0.2.1] verified) by mx.example.org (CommuniGate Pro SMTP 5.1.13) with ESMTP id 9786656 \
             for user@example.org; Thu, 27 Mar 2008 15:08:17 +0600",
            "dialect=communigate name=mail.example.com helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=9786656 \
             for=user@example.org time=2008-03-27T09:08:17Z",
        ),
        (
            "from [192.0.2.1] (account u@example.org HELO [198.51.100.9]) by mx.example.org (CommuniGate Pro SMTP 4.3.7) with ESMTPSA \
             id 88402416 for user@example.org; Mon, 04 Dec 2006 13:15:07 -0800",
            "dialect=communigate name=[192.0.2.1] helo=[198.51.100.9] ip=192.0.2.1 by=mx.example.org with=ESMTPSA id=88402416 \
             for=user@example.org auth=u@example.org time=2006-12-04T21:15:07Z",
        ),
        (
            "from [192.0.2.1] (account u) by mx.example.org (CommuniGate Pro WebUser 4.3.7) with HTTP id 109780632; \
             Tue, 05 Dec 2006 11:17:51 -0800",
            "dialect=communigate name=[192.0.2.1] ip=192.0.2.1 by=mx.example.org with=HTTP id=109780632 auth=u time=2006-12-05T19:17:51Z",
        ),
        (
            "from [192.0.2.1] (account u@example.org [192.0.2.1] verified) by mx.example.org (CommuniGate Pro SMTP 6.2) with \
             ESMTPSA id 12345678; Mon, 05 Mar 2018 10:00:00 -0500",
            "dialect=communigate name=[192.0.2.1] ip=192.0.2.1 by=mx.example.org with=ESMTPSA id=12345678 auth=u@example.org \
             time=2018-03-05T15:00:00Z",
        ),
        (
            "by mx.example.org (CommuniGate Pro PIPE 5.1) with PIPE id 12345678; Mon, 05 Mar 2012 10:00:00 -0500",
            "dialect=communigate by=mx.example.org with=PIPE id=12345678 time=2012-03-05T15:00:00Z",
        ),
        (
            "from [192.0.2.1] (HELO mail.example.com) by mx.example.org (CommuniGate Pro SMTP 5.4.4) with ESMTP id 12345678 for \
             user@example.org; Mon, 05 Mar 2012 10:00:00 -0500",
            "dialect=communigate name=[192.0.2.1] helo=mail.example.com ip=192.0.2.1 by=mx.example.org with=ESMTP id=12345678 \
             for=user@example.org time=2012-03-05T15:00:00Z",
        ),
    ];
}
