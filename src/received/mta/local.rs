//! Agents on the machine itself: DragonFly's `from USER (uid 1000) (envelope-from …) id … by HOST (…)`, and simscan's
//! `by simscan 1.4.0 ppid: …`, which is no host.

use super::{Dialect, Draft, Key, Marks, NameIs, announced};
use crate::received::RemarkKind;

pub(super) const DRAGONFLY: Dialect = Dialect {
    name: "dma",
    title: "DragonFly Mail Agent",
    software: &["DragonFly Mail Agent"],
    domains: &[],
    recognize: None,
    read: |draft| draft.read(NameIs::Local),
    clocks: &[],
};

pub(super) const SIMSCAN: Dialect = Dialect {
    name: "simscan",
    title: "simscan",
    software: &[],
    domains: &[],
    recognize: Some(|marks: &Marks<'_>| marks.by == "simscan"),
    read: read_scan,
    clocks: &[],
};

fn read_scan(draft: &mut Draft<'_>) {
    announced(draft);
    // Version, process ids and the results of the scanners.
    for index in draft.range(Key::By) {
        if draft.word(index).is_some() {
            draft.take(index, RemarkKind::Process);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "by simscan 1.4.0 ppid: 1234, pid: 1235, t: 0.0512s scanners: attach: 1.4.0 clamav: 0.97/m:54/d:14567",
            "dialect=simscan by=simscan",
        ),
        (
            "from u (uid 1000) (envelope-from u@example.com) id 8ad by mx.example.org (DragonFly Mail Agent v0.13); Mon, 05 Mar \
             2012 10:00:00 +0100",
            "dialect=dma name=u by=mx.example.org id=8ad envelope_from=u@example.com time=2012-03-05T09:00:00Z",
        ),
    ];
}
