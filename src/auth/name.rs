//! Which names DNS can be asked for.

/// The longest name that can be asked for, in octets without the final dot (RFC 1035 section 2.3.4).
pub(super) const MAX_NAME: usize = 253;
/// The longest label, in octets (RFC 1035 section 2.3.4).
const MAX_LABEL: usize = 63;

/// Why a name cannot be asked for, if so: its size, or octets that are no printable ASCII.
pub(super) fn unaskable(name: &str) -> Option<String> {
    if name.len() > MAX_NAME {
        return Some(format!("the name is longer than {MAX_NAME} bytes"));
    }
    if !name.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Some("the name is not ASCII text".to_owned());
    }
    let mut labels = name.as_bytes().split(|byte| *byte == b'.');
    labels.find_map(|label| match label.len() {
        0 => Some("the name has an empty label".to_owned()),
        1..=MAX_LABEL => None,
        _ => Some(format!(
            "the name has a label longer than {MAX_LABEL} bytes"
        )),
    })
}
