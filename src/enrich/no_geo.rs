//! In place of geo files, where the crate is built without them.

use super::PublicIp;
use super::geo::{GeoFacts, GeoSource};

/// A file in memory. Without the feature `geo` there is none.
#[derive(Debug)]
pub enum GeoFile {}

impl GeoFile {
    pub fn about(&self) -> &GeoSource {
        match *self {}
    }

    /// What it says of an address.
    pub(super) fn look_up(&self, _: PublicIp) -> GeoFacts {
        match *self {}
    }
}
