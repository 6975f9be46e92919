//! What of the options the page shows, and gives back as it was.

use crate::limits::MAX_REQUEST_OPTIONS;
use crate::serve::options::Pairs;
use crate::settings::Depth;

/// The options as the form has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    pub offline: bool,
    pub depth: String,
    pub trust: String,
    pub protect: String,
    pub client_ip: String,
}

/// Options that a field of the form may hold several of.
const SEVERAL: &[&str] = &["trust", "protect"];

impl Chosen {
    pub(super) fn of(pairs: &Pairs) -> Self {
        let mut chosen = Self {
            depth: Depth::default().word().to_owned(),
            ..Self::default()
        };
        for (name, value) in pairs {
            let place = match name.as_str() {
                "offline" => {
                    chosen.offline = matches!(value.as_str(), "" | "true" | "1" | "on");
                    continue;
                }
                "depth" => &mut chosen.depth,
                "trust" => &mut chosen.trust,
                "protect" => &mut chosen.protect,
                "client-ip" => &mut chosen.client_ip,
                _ => continue,
            };
            if SEVERAL.contains(&name.as_str()) && !place.is_empty() {
                place.push(' ');
                place.push_str(value);
            } else {
                place.clone_from(value);
            }
        }
        chosen
    }

    /// Whether any is not as it is without a choice; where nobody can ask DNS, offline is none.
    pub(super) fn is_set(&self, offers_dns: bool) -> bool {
        let texts = [&self.trust, &self.protect, &self.client_ip];
        (self.offline && offers_dns)
            || self.depth != Depth::default().word()
            || texts.iter().any(|text| !text.is_empty())
    }
}

/// The fields of a form as the options of a request: what is empty is not said, and each of several stands for itself.
pub(super) fn options(fields: &Pairs) -> Pairs {
    let mut options = Pairs::new();
    for (name, value) in fields {
        let values: Vec<&str> = if SEVERAL.contains(&name.as_str()) {
            value.split([' ', ',', '\t']).map(str::trim).collect()
        } else {
            vec![value.trim()]
        };
        let said = values.into_iter().filter(|value| !value.is_empty());
        options.extend(said.map(|value| (name.clone(), value.to_owned())));
        // Of too many, as many as tell that.
        options.truncate(MAX_REQUEST_OPTIONS + 1);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(all: &[(&str, &str)]) -> Pairs {
        let all = all.iter();
        all.map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn fields_become_options() {
        let fields = pairs(&[
            ("trust", " hop:1,  net:192.0.2.0/24 "),
            ("client-ip", " "),
            ("depth", "full"),
        ]);
        let expected = pairs(&[
            ("trust", "hop:1"),
            ("trust", "net:192.0.2.0/24"),
            ("depth", "full"),
        ]);
        assert_eq!(options(&fields), expected);
    }

    #[test]
    fn a_choice_is_shown_as_it_was_made() {
        let chosen = Chosen::of(&pairs(&[
            ("trust", "hop:1"),
            ("trust", "hop:2"),
            ("offline", "true"),
        ]));
        assert_eq!(chosen.trust, "hop:1 hop:2");
        assert!(chosen.is_set(false));
        let offline = Chosen::of(&pairs(&[("offline", "true"), ("depth", "full")]));
        assert!(offline.is_set(true) && !offline.is_set(false));
    }
}
