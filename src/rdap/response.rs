//! A registry's answer about a network (RFC 9083), with contacts as jCard (RFC 7095).

use super::{Network, RdapError};
use serde_json::Value;

/// The most addresses that are taken.
const MAX_CONTACTS: usize = 5;
/// How deep entities may lie in others. Registries use two levels.
const MAX_DEPTH: usize = 5;
/// The longest name that is kept, in characters.
const MAX_NAME: usize = 100;
/// The longest address of mail (RFC 5321 section 4.5.3.1).
const MAX_ADDRESS: usize = 254;

/// Reads the answer.
pub(super) fn network(url: &str, answer: &Value) -> Result<Network, RdapError> {
    let is_network = answer
        .get("objectClassName")
        .and_then(Value::as_str)
        .is_some_and(|class| class == "ip network");
    if !is_network {
        return Err(RdapError::Malformed(url.to_owned()));
    }
    let mut abuse = Vec::new();
    collect(answer, &mut abuse, 0);
    Ok(Network {
        url: url.to_owned(),
        name: answer
            .get("name")
            .and_then(Value::as_str)
            .map(|name| name.chars().take(MAX_NAME).collect()),
        abuse,
    })
}

/// Collects the addresses of entities with the role `abuse`, which may lie in another entity.
fn collect(of: &Value, found: &mut Vec<String>, depth: usize) {
    let entities = of.get("entities").and_then(Value::as_array);
    for entity in entities.into_iter().flatten() {
        let roles = entity.get("roles").and_then(Value::as_array);
        let is_abuse = roles.into_iter().flatten().any(|role| {
            role.as_str()
                .is_some_and(|role| role.eq_ignore_ascii_case("abuse"))
        });
        if is_abuse {
            for address in addresses(entity) {
                if found.len() < MAX_CONTACTS && !found.contains(&address) {
                    found.push(address);
                }
            }
        }
        if depth < MAX_DEPTH {
            collect(entity, found, depth + 1);
        }
    }
}

/// The values of `email` in a jCard: `["vcard", [["email", {}, "text", "abuse@example.net"], …]]`.
fn addresses(entity: &Value) -> impl Iterator<Item = String> {
    entity
        .pointer("/vcardArray/1")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|property| property.get(0).and_then(Value::as_str) == Some("email"))
        .filter_map(|property| property.get(3)?.as_str())
        .map(|value| value.trim_start_matches("mailto:").trim().to_owned())
        .filter(|value| is_address(value))
}

fn is_address(text: &str) -> bool {
    text.len() <= MAX_ADDRESS
        && text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.contains('@')
        })
        && text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"<>,;\"".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn card(address: &str) -> Value {
        json!([
            "vcard",
            [
                ["version", {}, "text", "4.0"],
                ["email", {}, "text", address]
            ]
        ])
    }

    #[test]
    fn the_role_abuse_is_found_at_any_level() {
        let answer = json!({
            "objectClassName": "ip network",
            "name": "EXAMPLE-NET",
            "entities": [
                {"roles": ["registrant"], "vcardArray": card("owner@example.net"), "entities": [
                    {"roles": ["abuse"], "vcardArray": card("abuse@example.net")},
                ]},
                {"roles": ["technical", "abuse"], "vcardArray": card("mailto:noc@example.net")},
                {"roles": ["abuse"], "vcardArray": card("abuse@example.net")},
                {"roles": ["abuse"], "vcardArray": card("no address\r\nBcc: x@example.net")},
            ],
        });
        let network = network("u", &answer).unwrap();
        assert_eq!(network.name.as_deref(), Some("EXAMPLE-NET"));
        assert_eq!(network.abuse, ["abuse@example.net", "noc@example.net"]);
    }

    #[test]
    fn another_object_is_no_network() {
        for answer in [
            json!({}),
            json!([]),
            json!({"objectClassName": "domain"}),
            json!("x"),
        ] {
            assert!(network("u", &answer).is_err());
        }
    }
}
