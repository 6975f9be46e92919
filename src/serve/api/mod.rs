//! What is served: a file for each matter, and the table of all of it.

mod check;
mod explain;
mod health;
mod iocs;
mod openapi;
mod reply;
mod reports;

pub(super) use openapi::document;
pub(super) use reply::{reply, with_failures};
pub(super) use reports::traced;

use super::route::Route;

/// Everything that programs are served.
pub(super) const ROUTES: &[&Route] = &[
    &reports::ROUTE,
    &iocs::ROUTE,
    &check::SPF,
    &check::DMARC,
    &check::DKIM_KEY,
    &check::DOMAIN,
    &explain::ROUTE,
    &openapi::ROUTE,
    &health::HEALTH,
    &health::METRICS,
];
