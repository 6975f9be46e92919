//! Answers that a wildcard gave, and the proof by NSEC that no closer name was there to give them.
//!
//! hickory (0.26.3) asks for a proof that there is no wildcard one label above the name. Where the answer is from that
//! very wildcard, as it is for most names, there can be none, and honest answers would be bogus. RFC 4035 section 5.3.4
//! asks only that no name is closer than the wildcard.

use hickory_proto::dnssec::Proof;
use hickory_proto::dnssec::rdata::{DNSSECRData, NSEC};
use hickory_proto::op::Message;
use hickory_proto::rr::{Name, RData};

/// Whether a validated record proves that nothing exists at the name, nor between it and the wildcard, which has so many
/// labels without its asterisk.
pub(super) fn has_no_closer(message: &Message, name: &Name, labels: u8) -> bool {
    let closer = name.trim_to(usize::from(labels) + 1);
    let secure = message
        .authorities
        .iter()
        .filter(|record| record.proof == Proof::Secure);
    let mut nsecs = secure.filter_map(|record| match &record.data {
        RData::DNSSEC(DNSSECRData::NSEC(nsec)) => Some((&record.name, nsec)),
        _ => None,
    });
    nsecs.any(|(owner, nsec)| leaves_out(owner, nsec, name, &closer))
}

/// Whether the name stands between an owner and the next, and neither of these is at or below the closer name: then
/// nothing is, since names below one another stand together (RFC 4034 section 6.1).
fn leaves_out(owner: &Name, nsec: &NSEC, name: &Name, closer: &Name) -> bool {
    let next = nsec.next_domain_name();
    // The last one names the zone's apex as the next.
    let is_last = next <= owner && next.zone_of(name);
    let is_between = owner < name && (name < next || is_last);
    let is_above_cut = nsec.is_ancestor_delegation() && owner.zone_of(name);
    is_between && !is_above_cut && !closer.zone_of(owner) && !closer.zone_of(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hickory_proto::rr::RecordType;

    #[test]
    fn only_what_leaves_out_all_closer_names_is_a_proof() {
        let name = |text: &str| Name::from_ascii(text).unwrap();
        for (owner, next, types, wanted) in [
            ("*.w.example.", "example.", RecordType::A, true),
            ("*.w.example.", "c.w.example.", RecordType::A, true),
            ("a.w.example.", "c.w.example.", RecordType::A, true),
            // The name is not between them.
            ("c.w.example.", "d.w.example.", RecordType::A, false),
            ("*.w.example.", "a.w.example.", RecordType::A, false),
            ("*.w.example.", "other.", RecordType::A, true),
            // There is a name below the closer one.
            ("*.w.example.", "x.b.w.example.", RecordType::A, false),
            ("a.b.w.example.", "example.", RecordType::A, false),
            // The zone ends there.
            ("w.example.", "x.example.", RecordType::NS, false),
        ] {
            let nsec = NSEC::new(name(next), [types]);
            let found = leaves_out(
                &name(owner),
                &nsec,
                &name("h.b.w.example."),
                &name("b.w.example."),
            );
            assert_eq!(found, wanted, "{owner} {next}");
        }
    }
}
