//! Faults of ours, or of a library, that an input brings out: they end the work on it, and on nothing else.

use crate::limits::MAX_FAULT;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does some work; a panic in it is an error that says what the panic did. What it worked on is not to be trusted any more.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| said(payload.as_ref()))
}

/// What a panic says.
pub(crate) fn said(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("it does not say what");
    text.chars().take(MAX_FAULT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::panic_any;

    #[test]
    fn a_fault_is_what_it_says() {
        let fault = |work: fn()| caught(work).unwrap_err();
        assert_eq!(caught(|| 1), Ok(1));
        assert_eq!(fault(|| panic!("a byte")), "a byte");
        assert_eq!(fault(|| panic!("{} bytes", 2)), "2 bytes");
        assert_eq!(fault(|| panic_any(2)), "it does not say what");
        let long = fault(|| panic!("{}", "ä".repeat(2 * MAX_FAULT)));
        assert_eq!(long, "ä".repeat(MAX_FAULT));
    }
}
