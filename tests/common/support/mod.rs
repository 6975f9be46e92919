//! A name server on loopback, and files for it and beside it.
// Each binary uses a part of this one.
#![allow(dead_code, unused_imports)]

mod mmdb;
mod server;
mod zone;

pub use mmdb::mmdb;
pub use server::{Options, Question, Server};
pub use zone::Zone;
