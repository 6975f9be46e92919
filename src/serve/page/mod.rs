//! The page: messages are pasted or dropped, and the reports appear below.
//!
//! It works without a script: a form is sent, and the page comes back with the reports in it. With the script (`script/`) it asks the
//! interface for JSON, keeps what it got in memory, and has it rendered by [`render`].

mod abuse;
mod assets;
mod attribute;
mod chosen;
mod explain;
mod form;
mod index;
mod render;
mod samples;
mod sources;
mod view;

use super::route::Route;

/// Everything that browsers are served.
pub(super) const ROUTES: &[&Route] = &[
    &index::ROUTE,
    &assets::STYLE,
    &assets::SCRIPT,
    &explain::ROUTE,
    &samples::ROUTE,
    &render::ROUTE,
    &abuse::ROUTE,
];
