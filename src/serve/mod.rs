//! Messages that others send by HTTP: a page to paste into, and a REST interface.
//!
//! A [`Server`] is made of what its operator decided: an analyzer with its settings, who has access, what it may cost. A [`Service`]
//! serves on a listener that is bound already, until it is told to stop. Nothing is written, and no line of the log has anything
//! of a message.
//!
//! A request passes the guards (`guard/`, one file a check), then the table of routes (`api/`); an operation reads its options
//! by a table that also describes them. What a visitor may choose is in `options/`: nothing that names a server or a file.

mod access;
mod answer;
mod api;
mod awaited;
mod bounds;
mod connections;
mod entry;
mod formats;
mod guard;
mod line;
mod listen;
mod metrics;
mod negotiate;
mod options;
mod page;
mod patient;
mod phrases;
mod problem;
mod reach;
mod received;
mod route;
mod sending;
mod server;
mod shared;
mod stop;
mod trace;
mod work;

pub use access::{Access, Token, TokenError};
pub use bounds::Bounds;
pub use line::Line;
pub use listen::Service;
pub use server::{ServeError, Server};
