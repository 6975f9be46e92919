//! E-mail header forensics: the path that a message took, what is proven about its sender, and what each
//! statement rests on.
#![forbid(unsafe_code)]

pub mod auth;
pub mod checked;
pub mod claims;
pub mod dns;
pub mod message;
pub mod names;
pub mod vendor;
