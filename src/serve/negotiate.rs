//! Which of several media types a client wants (RFC 9110 section 12.5.1).

/// A range of an Accept field, with its weight in thousandths.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    weight: u16,
}

/// The first of the best ones; `None` if the client wants none of them. Without a wish it is the first.
pub(super) fn best(accept: &str, offered: &[&str]) -> Option<usize> {
    if accept.trim().is_empty() {
        return (!offered.is_empty()).then_some(0);
    }
    let ranges: Vec<Range<'_>> = accept.split(',').filter_map(range).collect();
    let mut best: Option<(u16, usize)> = None;
    for (at, media) in offered.iter().enumerate() {
        let weight = weight(&ranges, media);
        if weight > best.map_or(0, |(best, _)| best) {
            best = Some((weight, at));
        }
    }
    best.map(|(_, at)| at)
}

/// The weight of a media type: that of the most specific range it is in.
fn weight(ranges: &[Range<'_>], media: &str) -> u16 {
    let (kind, subtype) = essence(media).split_once('/').unwrap_or_default();
    let specific = |range: &&Range<'_>| match (range.kind, range.subtype) {
        ("*", "*") => Some(0),
        (of, "*") if of.eq_ignore_ascii_case(kind) => Some(1),
        (of, exact) if of.eq_ignore_ascii_case(kind) && exact.eq_ignore_ascii_case(subtype) => {
            Some(2)
        }
        _ => None,
    };
    ranges
        .iter()
        .filter_map(|range| Some((specific(&range)?, range.weight)))
        .max_by_key(|(specific, _)| *specific)
        .map_or(0, |(_, weight)| weight)
}

/// A media type without its parameters.
fn essence(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

fn range(text: &str) -> Option<Range<'_>> {
    let (kind, subtype) = essence(text).split_once('/')?;
    let quality = text.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim())
    });
    Some(Range {
        kind,
        subtype,
        weight: quality.map_or(1000, thousandths),
    })
}

/// `0.5` is 500. What is no weight counts as none.
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let part: u16 = format!("{fraction:0<3}").parse().unwrap_or(0);
    match whole {
        "0" if digits => part,
        "1" if digits => 1000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_wish_that_can_be_met() {
        let offered = ["application/json", "text/html", "text/plain; charset=utf-8"];
        for (accept, wanted) in [
            ("", Some(0)),
            ("*/*", Some(0)),
            ("text/*", Some(1)),
            ("text/plain", Some(2)),
            ("TEXT/HTML", Some(1)),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                Some(1),
            ),
            ("application/json;q=0.2, text/plain;q=0.7", Some(2)),
            ("text/html;q=0, */*;q=0.1", Some(0)),
            ("application/json;q=0, text/*;q=0.5, text/html;q=0", Some(2)),
            ("image/png", None),
            ("*/*;q=0", None),
            ("nonsense", None),
            ("text/html;q=high", None),
        ] {
            assert_eq!(best(accept, &offered), wanted, "{accept}");
        }
    }
}
