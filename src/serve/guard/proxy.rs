//! Who a proxy in front of the server says it is that asks.

use super::{Asked, Client};
use crate::serve::problem::Problem;
use axum::http::{HeaderName, StatusCode};

/// The client that the proxy names. Where the field is missing or stands twice, no proxy has checked it.
pub(super) fn named(field: &HeaderName, asked: &Asked<'_>) -> Result<Client, Problem> {
    let mut fields = asked.headers.get_all(field).iter();
    match (fields.next(), fields.next()) {
        (Some(name), None) if !name.as_bytes().trim_ascii().is_empty() => {
            Ok(Client::of_name(name.as_bytes()))
        }
        _ => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "only requests by way of the proxy are answered",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::guard::testing::Request;
    use crate::serve::reach::Reach;
    use axum::http::Method;

    #[test]
    fn one_name_is_wanted() {
        let field = HeaderName::from_static("x-user");
        for (fields, allowed) in [
            (vec![("x-user", "alice")], true),
            (vec![], false),
            (vec![("x-user", " ")], false),
            (vec![("x-user", "alice"), ("x-user", "bob")], false),
            (vec![("x-other", "alice")], false),
        ] {
            let request = Request::new(Method::GET, Reach::Program, &fields);
            let found = named(&field, &request.asked());
            assert_eq!(found.is_ok(), allowed, "{fields:?}");
        }
    }
}
