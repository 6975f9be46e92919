//! Which registry answers for an address (RFC 9224 section 5).

use ipnet::IpNet;
use serde_json::Value;
use std::net::IpAddr;
use url::Url;

/// The registry with the longest prefix that holds the address; of its servers one with encryption.
pub(super) fn registry(list: &Value, ip: IpAddr) -> Option<Url> {
    let services = list.get("services")?.as_array()?;
    let (_, servers) = services
        .iter()
        .filter_map(|service| Some((service.get(0)?.as_array()?, service.get(1)?.as_array()?)))
        .flat_map(|(networks, servers)| {
            networks
                .iter()
                .filter_map(|network| network.as_str()?.parse::<IpNet>().ok())
                .filter(|network| network.contains(&ip))
                .map(move |network| (network.prefix_len(), servers))
        })
        .max_by_key(|(length, _)| *length)?;
    servers
        .iter()
        .filter_map(|server| Url::parse(server.as_str()?).ok())
        .find(|url| url.scheme() == "https")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_longest_prefix_counts() {
        let list = json!({"services": [
            [["192.0.0.0/8"], ["https://wide.example/rdap/"]],
            [["203.0.113.0/24", "192.0.2.0/24"], ["http://plain.example/", "https://narrow.example/rdap/"]],
            [["198.51.100.0/24"], ["http://plain.example/"]],
            [["not a network"], []],
            ["odd"],
        ]});
        let of = |ip: &str| registry(&list, ip.parse().unwrap()).map(|url| url.to_string());
        assert_eq!(
            of("192.0.2.7").as_deref(),
            Some("https://narrow.example/rdap/")
        );
        assert_eq!(
            of("192.1.2.7").as_deref(),
            Some("https://wide.example/rdap/")
        );
        assert_eq!(of("198.51.100.1"), None);
        assert_eq!(of("2001:db8::1"), None);
        assert_eq!(registry(&json!(null), "192.0.2.7".parse().unwrap()), None);
    }
}
