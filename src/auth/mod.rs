//! SPF, DKIM, ARC and DMARC: what can be proven about a message now.
//!
//! Takes plain inputs (message, client address, HELO, sender) and knows no route. The only importer of `mail_auth`,
//! of which it uses the keys and the cryptography.

pub mod arc;
pub mod canonical;
pub mod dkim;
pub mod dmarc;
pub mod key;
mod name;
mod outcome;
pub mod repair;
pub mod signature;
pub mod spf;
pub mod tags;

pub use crate::words::auth::AuthResult;
