//! The files of the page.

use crate::serve::api::reply;
use crate::serve::reach::Reach;
use crate::serve::route::{Operation, Route};
use axum::routing::get;

/// The colors are those of the report.
const CSS: &str = concat!(
    include_str!("../../../templates/colors.css"),
    include_str!("page.css")
);

/// One script, of files in the order in which they use each other.
const JS: &str = concat!(
    include_str!("script/base.js"),
    include_str!("script/options.js"),
    include_str!("script/api.js"),
    include_str!("script/list.js"),
    include_str!("script/abuse.js"),
    include_str!("script/report.js"),
    include_str!("script/history.js"),
    include_str!("script/main.js"),
);

pub(super) const STYLE: Route = Route {
    path: "/page.css",
    reach: Reach::Page,
    operations: &[Operation::of_page("GET", || {
        get(|| async { reply("text/css; charset=utf-8", CSS) })
    })],
};

pub(super) const SCRIPT: Route = Route {
    path: "/page.js",
    reach: Reach::Page,
    operations: &[Operation::of_page("GET", || {
        get(|| async { reply("text/javascript; charset=utf-8", JS) })
    })],
};
