//! Links that a filter or a search engine put its own address around: where they go on to.

use url::Url;

/// Where a link goes on to, if its address says so.
pub(super) fn target(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let is = |suffix: &str| crate::names::is_within(host, suffix);
    let parameter = |name: &str| {
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    let found = if is("safelinks.protection.outlook.com") {
        parameter("url")?
    } else if (host == "www.google.com" || host == "google.com") && url.path() == "/url" {
        parameter("q").or_else(|| parameter("url"))?
    } else if is("urldefense.com") && url.path().starts_with("/v3/") {
        // `/v3/__ADDRESS__;…`; characters that were taken out stand as `*`.
        let path = url.as_str().split_once("/v3/__")?.1;
        path.rsplit_once("__;")?.0.to_owned()
    } else if is("urldefense.proofpoint.com") {
        // `-XX` for `%XX`, and `_` for `/`.
        let coded = parameter("u")?.replace('-', "%").replace('_', "/");
        let pair = format!("u={}", coded.replace('+', "%2B"));
        url::form_urlencoded::parse(pair.as_bytes())
            .next()?
            .1
            .into_owned()
    } else {
        return None;
    };
    Url::parse(&found).ok().map(|_| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_are_opened() {
        for (link, expected) in [
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.com%2Fa%3Fb%3D1&data=05",
                Some("https://www.example.com/a?b=1"),
            ),
            (
                "https://www.google.com/url?q=https://www.example.com/&sa=D",
                Some("https://www.example.com/"),
            ),
            (
                "https://urldefense.com/v3/__https://www.example.com/a__;!!abc!def$",
                Some("https://www.example.com/a"),
            ),
            (
                "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.com_a&d=x",
                Some("https://www.example.com/a"),
            ),
            (
                "https://www.google.com/search?q=https://www.example.com/",
                None,
            ),
            (
                "https://notsafelinks.example/?url=https://www.example.com/",
                None,
            ),
            ("https://www.google.com/url?q=nowhere", None),
        ] {
            assert_eq!(
                target(&Url::parse(link).unwrap()).as_deref(),
                expected,
                "{link}"
            );
        }
    }
}
