//! In place of the network, where the crate is built without it: nothing can be asked.

use super::answer::{Answer, RecordType};
use super::limits::Used;

/// What asks servers for one message.
#[derive(Debug)]
pub(super) enum Live {}

impl Live {
    pub(super) fn admit_more(&self, _: usize) {
        match *self {}
    }

    pub(super) fn used(&self) -> Used {
        match *self {}
    }

    pub(super) fn doubt_denials(&self) {
        match *self {}
    }

    #[expect(clippy::unused_async, reason = "the form of its twin")]
    pub(super) async fn answer(&self, _: &str, _: RecordType) -> Answer {
        match *self {}
    }
}
