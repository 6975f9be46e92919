//! Text or not, by its bytes.

/// Whether bytes can be a text that somebody wrote: what a wrong guess at an encoding gives is not.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let (mut controls, mut high) = (0, 0);
    for byte in bytes {
        controls += usize::from(CONTROL[usize::from(*byte)]);
        high += usize::from(*byte >> 7);
    }
    controls * 20 <= bytes.len() && high * 3 <= bytes.len()
}

/// [`is_control`] of every byte.
const CONTROL: &[bool; 256] = &{
    let mut table = [false; 256];
    let mut byte: u8 = 0;
    // All that are controls are in ASCII.
    while byte < 0x80 {
        table[byte as usize] = is_control(byte);
        byte += 1;
    }
    table
};

/// Whether bytes are no text of any kind: a picture, an archive.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    /// Enough to tell; a text that begins like a picture is shown by nobody.
    const SAMPLE: usize = 4096;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    sample.iter().filter(|byte| is_control(**byte)).count() * 10 > sample.len()
}

const fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\r' | b'\n') || byte == 0x7f
}
