//! Aruba: `by Aruba Outgoing Smtp with …`, which is no host.

use super::{Dialect, Draft, Key, announced};
use crate::received::RemarkKind;

pub(super) const DIALECT: Dialect = Dialect {
    name: "aruba",
    title: "Aruba",
    software: &[],
    domains: &[],
    recognize: Some(|marks| marks.by == "Aruba"),
    read,
    clocks: &[],
};

fn read(draft: &mut Draft<'_>) {
    announced(draft);
    for index in draft.range(Key::By) {
        if matches!(draft.word(index), Some("Outgoing" | "Incoming" | "Smtp")) {
            draft.take(index, RemarkKind::Software);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[(
        "from [198.51.100.9] ([192.0.2.1]) by Aruba Outgoing Smtp  with ESMTPSA id RpQpq1a2b3c4d; Fri, 04 Aug 2023 07:41:54 \
         +0200",
        "dialect=aruba name=[198.51.100.9] helo=[198.51.100.9] ip=192.0.2.1 by=Aruba with=ESMTPSA id=RpQpq1a2b3c4d auth=yes \
         time=2023-08-04T05:41:54Z",
    )];
}
