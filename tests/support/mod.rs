//! What several test files need.
// Each test file is a crate of its own and uses a part of this one.
#![allow(dead_code, unused_imports)]

mod mmdb;
mod server;
mod zone;

pub use mmdb::mmdb;
pub use server::{Options, Question, Server};
pub use zone::Zone;
