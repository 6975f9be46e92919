//! Momentum (SparkPost), once ecelerity: `from NAME ([IP:port] helo=HELO)`, ids that end in the time backwards.

use super::{Dialect, Marks, announced, plain};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "momentum",
    title: "Momentum",
    software: &["ecelerity", "Momentum"],
    domains: &[],
    recognize: Some(has_id),
    read: announced,
    clocks: &[IdClockKind::Momentum],
};

/// `80/0A-02454-4DCB6054`
fn has_id(marks: &Marks<'_>) -> bool {
    marks.id.as_bytes().get(2) == Some(&b'/')
        && marks.id.as_bytes().get(5) == Some(&b'-')
        && !plain::MESSAGE_LABS
            .iter()
            .any(|domain| marks.by_within(domain))
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from ([192.0.2.1:50387] helo=mail.example.com) by mx.example.org (ecelerity 2.1.1.3 r(11743)) with ESMTP \
             id 80/0A-02454-4DCB6054 for <user@example.org>; Tue, 12 Sep 2006 09:57:40 -0400",
            "dialect=momentum helo=mail.example.com ip=192.0.2.1 port=50387 by=mx.example.org with=ESMTP id=80/0A-02454-4DCB6054 \
             for=user@example.org time=2006-09-12T13:57:40Z clock=Momentum@2006-09-12T13:57:40Z",
        ),
        (
            "from [192.0.2.1] ([192.0.2.1\\]:2525] helo=mail.example.com) by mx.example.org (envelope-from <u@example.net>) \
             (ecelerity 4.3.1.0 r(msys-ecelerity:tags/4.3.1.0)) with ESMTPSA (cipher=ECDHE-RSA-AES256-GCM-SHA384) \
             id 80/0A-02454-4DCB6054; Tue, 12 Sep 2006 09:57:40 -0400",
            "dialect=momentum name=[192.0.2.1] helo=mail.example.com ip=192.0.2.1 port=2525 by=mx.example.org with=ESMTPSA \
             id=80/0A-02454-4DCB6054 envelope_from=u@example.net auth=yes tls=/ECDHE-RSA-AES256-GCM-SHA384 time=2006-09-12T13:57:40Z \
             clock=Momentum@2006-09-12T13:57:40Z",
        ),
    ];
}
