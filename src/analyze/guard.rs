//! One message that brings out a fault of ours, or of a library, must not end the work on all the others.

use super::AnalyzeError;
use crate::fault;
use futures::FutureExt;
use std::future::Future;
use std::panic::AssertUnwindSafe;

/// Gives a panic of the work as an error. What it worked on is dropped with it, so that nothing half done is seen again: the
/// resolver, which is shared, keeps a flight only until its asker is gone.
pub(super) async fn guarded<T>(
    work: impl Future<Output = Result<T, AnalyzeError>>,
) -> Result<T, AnalyzeError> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(done) => done,
        Err(payload) => Err(AnalyzeError::Fault(fault::said(payload.as_ref()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_an_error_that_says_what_it_is() {
        let work = async {
            let none = std::str::from_utf8(b"").unwrap().bytes().next();
            Ok(none.expect("a byte"))
        };
        let error = futures::executor::block_on(guarded(work)).unwrap_err();
        assert!(
            matches!(&error, AnalyzeError::Fault(said) if said == "a byte"),
            "{error}"
        );
    }
}
