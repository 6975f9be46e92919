//! Exchange build numbers, as they stand in `id 15.x` of Received and in some fields.

/// The products by major and minor number.
const PRODUCTS: &[(&str, &str)] = &[
    ("15.20", "Exchange Online"),
    ("15.2", "Exchange Server 2019 or Subscription Edition"),
    ("15.1", "Exchange Server 2016"),
    ("15.0", "Exchange Server 2013"),
    ("14.3", "Exchange Server 2010 SP3"),
    ("14.2", "Exchange Server 2010 SP2"),
    ("14.1", "Exchange Server 2010 SP1"),
    ("14.0", "Exchange Server 2010"),
    ("8.3", "Exchange Server 2007 SP3"),
    ("8.2", "Exchange Server 2007 SP2"),
    ("8.1", "Exchange Server 2007 SP1"),
    ("8.0", "Exchange Server 2007"),
    ("6.5", "Exchange Server 2003"),
    ("6.0", "Exchange 2000 Server"),
    ("5.5", "Exchange Server 5.5"),
];

/// Releases by major, minor and build number (Microsoft, "Exchange Server build numbers and release dates").
#[rustfmt::skip]
const RELEASES: &[(&str, &str)] = &[
    ("15.2.2562", "Exchange Server Subscription Edition RTM"),
    ("15.2.1748", "Exchange Server 2019 CU15"), ("15.2.1544", "Exchange Server 2019 CU14"),
    ("15.2.1258", "Exchange Server 2019 CU13"), ("15.2.1118", "Exchange Server 2019 CU12"),
    ("15.2.986", "Exchange Server 2019 CU11"), ("15.2.922", "Exchange Server 2019 CU10"),
    ("15.2.858", "Exchange Server 2019 CU9"), ("15.2.792", "Exchange Server 2019 CU8"),
    ("15.2.721", "Exchange Server 2019 CU7"), ("15.2.659", "Exchange Server 2019 CU6"),
    ("15.2.595", "Exchange Server 2019 CU5"), ("15.2.529", "Exchange Server 2019 CU4"),
    ("15.2.464", "Exchange Server 2019 CU3"), ("15.2.397", "Exchange Server 2019 CU2"),
    ("15.2.330", "Exchange Server 2019 CU1"), ("15.2.221", "Exchange Server 2019 RTM"),
    ("15.1.2507", "Exchange Server 2016 CU23"), ("15.1.2375", "Exchange Server 2016 CU22"),
    ("15.1.2308", "Exchange Server 2016 CU21"), ("15.1.2242", "Exchange Server 2016 CU20"),
    ("15.1.2176", "Exchange Server 2016 CU19"), ("15.1.2106", "Exchange Server 2016 CU18"),
    ("15.1.2044", "Exchange Server 2016 CU17"), ("15.1.1979", "Exchange Server 2016 CU16"),
    ("15.1.1913", "Exchange Server 2016 CU15"), ("15.1.1847", "Exchange Server 2016 CU14"),
    ("15.1.1779", "Exchange Server 2016 CU13"), ("15.1.1713", "Exchange Server 2016 CU12"),
    ("15.1.1591", "Exchange Server 2016 CU11"), ("15.1.1531", "Exchange Server 2016 CU10"),
    ("15.1.1466", "Exchange Server 2016 CU9"), ("15.1.1415", "Exchange Server 2016 CU8"),
    ("15.1.1261", "Exchange Server 2016 CU7"), ("15.1.1034", "Exchange Server 2016 CU6"),
    ("15.1.845", "Exchange Server 2016 CU5"), ("15.1.669", "Exchange Server 2016 CU4"),
    ("15.1.544", "Exchange Server 2016 CU3"), ("15.1.466", "Exchange Server 2016 CU2"),
    ("15.1.396", "Exchange Server 2016 CU1"), ("15.1.225", "Exchange Server 2016 RTM"),
    ("15.0.1497", "Exchange Server 2013 CU23"), ("15.0.1473", "Exchange Server 2013 CU22"),
    ("15.0.1395", "Exchange Server 2013 CU21"), ("15.0.1367", "Exchange Server 2013 CU20"),
    ("15.0.1365", "Exchange Server 2013 CU19"), ("15.0.1347", "Exchange Server 2013 CU18"),
    ("15.0.1320", "Exchange Server 2013 CU17"), ("15.0.1293", "Exchange Server 2013 CU16"),
    ("15.0.1263", "Exchange Server 2013 CU15"), ("15.0.1236", "Exchange Server 2013 CU14"),
    ("15.0.1210", "Exchange Server 2013 CU13"), ("15.0.1178", "Exchange Server 2013 CU12"),
    ("15.0.1156", "Exchange Server 2013 CU11"), ("15.0.1130", "Exchange Server 2013 CU10"),
    ("15.0.1104", "Exchange Server 2013 CU9"), ("15.0.1076", "Exchange Server 2013 CU8"),
    ("15.0.1044", "Exchange Server 2013 CU7"), ("15.0.995", "Exchange Server 2013 CU6"),
    ("15.0.913", "Exchange Server 2013 CU5"), ("15.0.847", "Exchange Server 2013 SP1"),
    ("15.0.775", "Exchange Server 2013 CU3"), ("15.0.712", "Exchange Server 2013 CU2"),
    ("15.0.620", "Exchange Server 2013 CU1"), ("15.0.516", "Exchange Server 2013 RTM"),
];

/// The Exchange release behind a build number such as `15.20.7025.20`, as exactly as the number tells.
pub fn exchange_version(build: &str) -> Option<&'static str> {
    if build.split('.').count() < 2
        || !build
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return None;
    }
    let parts: Vec<&str> = build.split('.').map(plain_number).collect();
    let build = parts.join(".");
    let is_of = |known: &str| {
        let rest = build.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    RELEASES
        .iter()
        .chain(PRODUCTS)
        .find(|(known, _)| is_of(known))
        .map(|(_, release)| *release)
}

/// Digits without the zeros that programs fill up with: `02` is 2.
fn plain_number(digits: &str) -> &str {
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() && !digits.is_empty() {
        "0"
    } else {
        significant
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_have_releases() {
        for (build, release) in [
            ("15.20.7025.20", Some("Exchange Online")),
            ("15.2.1544.11", Some("Exchange Server 2019 CU14")),
            ("15.02.1544.011", Some("Exchange Server 2019 CU14")),
            (
                "15.2.9999.1",
                Some("Exchange Server 2019 or Subscription Edition"),
            ),
            ("14.3.123.4", Some("Exchange Server 2010 SP3")),
            ("8.0.685.24", Some("Exchange Server 2007")),
            ("99.1.1", None),
            ("15", None),
            ("ABC", None),
        ] {
            assert_eq!(exchange_version(build), release, "{build}");
        }
    }
}
