//! Whether a request has the token: as a Bearer token, as programs send it (RFC 6750), or as the password of any user, as browsers
//! ask for it (RFC 7617).

use super::Asked;
use crate::codec::base64;
use crate::serve::access::Token;
use crate::serve::problem::Problem;
use axum::http::header::AUTHORIZATION;

pub(super) fn check(token: &Token, asked: &Asked<'_>) -> Result<(), Problem> {
    let mut fields = asked.headers.get_all(AUTHORIZATION).iter();
    let given = match (fields.next(), fields.next()) {
        (Some(field), None) => field.to_str().ok().and_then(given),
        _ => None,
    };
    match given {
        Some(given) if token.is(&given) => Ok(()),
        _ => Err(Problem::no_access()),
    }
}

/// The token that a field gives.
fn given(field: &str) -> Option<Vec<u8>> {
    let (scheme, rest) = field.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("Bearer") {
        return Some(rest.as_bytes().to_vec());
    }
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let pair = base64::decode(rest.as_bytes(), base64::Rule::Tag)?;
    let colon = pair.iter().position(|&byte| byte == b':')?;
    Some(pair[colon + 1..].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::guard::testing::Request;
    use crate::serve::reach::Reach;
    use axum::http::Method;

    #[test]
    fn the_token_comes_in_two_ways() {
        let token = Token::new("0123456789abcdef").unwrap();
        let basic = |pair: &str| format!("Basic {}", base64::encode(pair.as_bytes()));
        for (field, allowed) in [
            ("Bearer 0123456789abcdef".to_owned(), true),
            ("bearer  0123456789abcdef".to_owned(), true),
            ("Bearer 0123456789abcdeX".to_owned(), false),
            ("Bearer".to_owned(), false),
            ("0123456789abcdef".to_owned(), false),
            ("Digest 0123456789abcdef".to_owned(), false),
            (basic("anyone:0123456789abcdef"), true),
            (basic(":0123456789abcdef"), true),
            (basic("0123456789abcdef"), false),
            ("Basic !".to_owned(), false),
        ] {
            let request = Request::new(Method::GET, Reach::Program, &[("authorization", &field)]);
            assert_eq!(check(&token, &request.asked()).is_ok(), allowed, "{field}");
        }
        let none = Request::new(Method::GET, Reach::Program, &[]);
        assert!(check(&token, &none.asked()).is_err());
        let right = ("authorization", "Bearer 0123456789abcdef");
        let twice = Request::new(Method::GET, Reach::Program, &[right, right]);
        assert!(check(&token, &twice.asked()).is_err());
    }
}
