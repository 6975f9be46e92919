//! Whether a request comes from another site. Its pages can send requests here, whatever the network lets through; only a link to
//! the page may lead from there to here.

use super::Asked;
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{Method, StatusCode, Uri};

/// Where a browser says that a request comes from.
const FETCH_SITE: &str = "sec-fetch-site";

/// Browsers say where a request comes from; other clients say nothing, and are none that a site could misuse.
pub(super) fn check(asked: &Asked<'_>) -> Result<(), Problem> {
    let is_visit =
        asked.reach == Reach::Page && (asked.method == Method::GET || asked.method == Method::HEAD);
    if is_visit {
        return Ok(());
    }
    let is_own = match asked.headers.get(FETCH_SITE) {
        Some(site) => site == "same-origin" || site == "none",
        None => asked.headers.get_all(ORIGIN).iter().all(|origin| {
            let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
            let origin = origin.as_ref().and_then(Uri::authority);
            let host = asked.headers.get(HOST).and_then(|host| host.to_str().ok());
            matches!((origin, host), (Some(origin), Some(host)) if origin.as_str().eq_ignore_ascii_case(host))
        }),
    };
    if is_own {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "the request comes from a page of another site",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::guard::testing::Request;

    #[test]
    fn other_sites_may_link_to_the_page_and_no_more() {
        let own = ("origin", "http://localhost:8025");
        let foreign = ("origin", "https://evil.example");
        let site = |site| (FETCH_SITE, site);
        let (get, post) = (Method::GET, Method::POST);
        for (method, reach, fields, allowed) in [
            (&post, Reach::Program, vec![], true),
            (&post, Reach::Program, vec![own], true),
            (&post, Reach::Program, vec![own, site("same-origin")], true),
            // A form of a page that tells nobody where it is.
            (
                &post,
                Reach::Page,
                vec![("origin", "null"), site("same-origin")],
                true,
            ),
            (&post, Reach::Page, vec![("origin", "null")], false),
            (&post, Reach::Page, vec![foreign], false),
            (&post, Reach::Program, vec![foreign], false),
            (&post, Reach::Program, vec![own, foreign], false),
            (
                &post,
                Reach::Program,
                vec![("origin", "http://localhost:8026")],
                false,
            ),
            (
                &post,
                Reach::Program,
                vec![("origin", "http://localhost:8025.evil.example")],
                false,
            ),
            (&post, Reach::Program, vec![site("cross-site")], false),
            (&post, Reach::Program, vec![site("same-site")], false),
            // An image of a page elsewhere could have DNS asked.
            (&get, Reach::Program, vec![site("cross-site")], false),
            (&get, Reach::Program, vec![site("none")], true),
            (&get, Reach::Page, vec![site("cross-site")], true),
        ] {
            let mut all = vec![("host", "localhost:8025")];
            all.extend(fields.clone());
            let request = Request::new(method.clone(), reach, &all);
            let is_allowed = check(&request.asked()).is_ok();
            assert_eq!(is_allowed, allowed, "{method} {reach:?} {fields:?}");
        }
    }
}
