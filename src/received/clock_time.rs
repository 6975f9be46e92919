//! A time of day as it was read.

/// A time of day.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Time {
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
    pub nanos: u32,
    pub fraction_digits: u8,
}
