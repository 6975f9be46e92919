//! What the comments of a `from` clause say.

use super::ip::Address;
use crate::message::Span;

/// What the comments of a `from` clause say.
#[derive(Debug, Default)]
pub(super) struct Peer {
    pub helo: Option<Span>,
    /// A place for the announcement is there, be it empty.
    pub helo_seen: bool,
    pub rdns: Option<Span>,
    pub address: Option<(Address, Span)>,
    pub ident: Option<Span>,
    pub port: Option<u16>,
    pub may_be_forged: bool,
    /// In place of an address something says that there was no network (`[local]`, `[UNIX: localhost]`).
    pub local: bool,
}
