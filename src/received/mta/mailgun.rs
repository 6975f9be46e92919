//! Mailgun: `by` is a container's id, the queue id an `ObjectId`.

use super::{Dialect, Marks, announced};
use crate::received::clock::IdClockKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "mailgun",
    title: "Mailgun",
    software: &[],
    recognise,
    read: announced,
    clocks: &[IdClockKind::ObjectId],
};

fn recognise(marks: &Marks<'_>) -> bool {
    let container =
        matches!(marks.by.len(), 12 | 64) && marks.by.bytes().all(|byte| byte.is_ascii_hexdigit());
    (container || marks.by_within("mailgun.net") || marks.by_within("mailgun.org"))
        && marks.id.len() == 24
}

#[cfg(test)]
mod tests {
    use crate::received::testing::check;

    #[test]
    fn rows() {
        check(&[
            (
                "from <unknown> (<unknown> []) by 12c63fccc95e with HTTP id 648d78f711344a133c3512cc; Sat, 17 Jun 2023 09:12:23 GMT",
                "dialect=mailgun name=<unknown> by=12c63fccc95e with=HTTP id=648d78f711344a133c3512cc time=2023-06-17T09:12:23Z \
                 clock=ObjectId@2023-06-17T09:12:23Z",
            ),
            (
                "from [192.0.2.9] (host.example.com [192.0.2.1]) by bf7aa1d4e8a6 with SMTP id 660a079b99f27ed5a03038a8; Mon, 01 Apr 2024 01:02:19 GMT",
                "dialect=mailgun name=[192.0.2.9] helo=[192.0.2.9] rdns=host.example.com ip=192.0.2.1 by=bf7aa1d4e8a6 with=SMTP \
                 id=660a079b99f27ed5a03038a8 time=2024-04-01T01:02:19Z clock=ObjectId@2024-04-01T01:02:19Z",
            ),
        ]);
    }
}
