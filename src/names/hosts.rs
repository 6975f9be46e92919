//! Names of hosts that say who owns the machine.

use std::net::IpAddr;

/// Whether a name is made of the address, as access providers name their customers' machines: it holds all four parts of
/// an IPv4 address, forwards or backwards, or its last two in the first label. Large senders number their mail servers by
/// the last two as well.
pub(crate) fn is_generic(name: &str, ip: IpAddr) -> bool {
    let IpAddr::V4(ip) = ip else { return false };
    let Some(host) = name.split('.').next() else {
        return false;
    };
    let numbers = |text: &str| -> Vec<u32> {
        text.split(|c: char| !c.is_ascii_digit())
            .filter_map(|part| part.parse().ok())
            .collect()
    };
    let octets: Vec<u32> = ip.octets().iter().map(|octet| u32::from(*octet)).collect();
    let reversed: Vec<u32> = octets.iter().rev().copied().collect();
    let holds =
        |found: &[u32], wanted: &[u32]| found.windows(wanted.len()).any(|part| part == wanted);
    let (all, first) = (numbers(name), numbers(host));
    let has_last_two = || holds(&first, &octets[2..]) || holds(&first, &reversed[..2]);
    holds(&all, &octets) || holds(&all, &reversed) || (has_last_two() && !is_mail_host(name))
}

/// Beginnings of the labels of mail servers.
const MAIL_HOSTS: &[&str] = &[
    "bounce",
    "email",
    "mail",
    "mta",
    "mx",
    "out",
    "relay",
    "send",
    "smtp",
    "p3plsmtp",
    "sxb1plsmtp",
];

/// Whether a label of a name says that it is a mail server's.
pub(crate) fn is_mail_host(name: &str) -> bool {
    name.split('.').any(|label| {
        MAIL_HOSTS.iter().any(|word| {
            label
                .get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_made_of_the_address_are_generic() {
        let ip: IpAddr = "203.0.113.9".parse().unwrap();
        for name in [
            "203-0-113-9.dsl.example.net",
            "9.113.0.203.pool.example",
            "host113-9.example.net",
            "mail-203-0-113-9.example.net",
        ] {
            assert!(is_generic(name, ip), "{name}");
        }
        for name in [
            "mail.example.com",
            "mx9.example.net",
            "out-113.example.net",
            "mail113-9.example.net",
            "a113-9.smtp-out.example.net",
            "A113-9.SMTP-OUT.example.net",
        ] {
            assert!(!is_generic(name, ip), "{name}");
        }
    }
}
