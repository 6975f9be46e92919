//! Small MaxMind DB files (<https://maxmind.github.io/MaxMind-DB/>): one IPv4 network with one entry.

use serde_json::Value;
use std::net::Ipv4Addr;

/// The bytes of a file in which `network/length` has this entry.
pub fn mmdb(kind: &str, built: u64, network: Ipv4Addr, length: u8, entry: &Value) -> Vec<u8> {
    let nodes = u32::from(length);
    let mut out = Vec::new();
    for depth in 0..length {
        // On the way to the network the next node, at its end the entry; beside it nothing.
        let next = u32::from(depth) + 1;
        let on = if next == nodes { nodes + 16 } else { next };
        let bit = u32::from(network) >> (31 - depth) & 1;
        let [left, right] = if bit == 0 { [on, nodes] } else { [nodes, on] };
        for record in [left, right] {
            out.extend_from_slice(&record.to_be_bytes()[1..]);
        }
    }
    out.extend_from_slice(&[0; 16]);
    write(&mut out, entry);
    out.extend_from_slice(b"\xab\xcd\xefMaxMind.com");
    out.push(7 << 5 | 9);
    let mut field = |name: &str, bytes: &[u8]| {
        text(&mut out, name);
        out.extend_from_slice(bytes);
    };
    let short = |number: u16| [&[5 << 5 | 2], &number.to_be_bytes()[..]].concat();
    let long = |number: u64| [&[8, 2], &number.to_be_bytes()[..]].concat();
    let mut called = Vec::new();
    text(&mut called, kind);
    field("binary_format_major_version", &short(2));
    field("binary_format_minor_version", &short(0));
    field("build_epoch", &long(built));
    field("database_type", &called);
    field("description", &[7 << 5]);
    field("ip_version", &short(4));
    field("languages", &[0, 4]);
    field(
        "node_count",
        &[&[6 << 5 | 4], &nodes.to_be_bytes()[..]].concat(),
    );
    field("record_size", &short(24));
    out
}

fn write(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Object(map) => {
            out.push(7 << 5 | u8::try_from(map.len()).expect("a small map"));
            for (key, value) in map {
                text(out, key);
                write(out, value);
            }
        }
        Value::String(value) => text(out, value),
        Value::Number(number) => {
            let number = u32::try_from(number.as_u64().expect("a number")).expect("32 bits");
            out.push(6 << 5 | 4);
            out.extend_from_slice(&number.to_be_bytes());
        }
        other => panic!("{other} cannot be written"),
    }
}

/// From 29 bytes on the size stands in a byte of its own, less 29.
fn text(out: &mut Vec<u8>, text: &str) {
    match u8::try_from(text.len()).expect("a short text") {
        short @ 0..29 => out.push(2 << 5 | short),
        long => out.extend_from_slice(&[(2 << 5) + 29, long - 29]),
    }
    out.extend_from_slice(text.as_bytes());
}
