//! Where our side put the message, as it noted itself.

use super::Evidence;

/// Where a message was delivered, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The folder, in words.
    pub folder: &'static str,
    /// What decided that, in words.
    pub rule: Option<&'static str>,
    /// The codes that say so, as written.
    pub codes: String,
    pub field_index: usize,
}

/// Microsoft's `dest:`, which it does not document.
const FOLDERS: &[(&str, &str)] = &[
    ("I", "the inbox"),
    ("J", "the Junk folder"),
    ("C", "a folder set by a rule"),
    ("D", "Deleted Items"),
];

/// Microsoft's `OFR:`, which it does not document.
const RULES: &[(&str, &str)] = &[
    ("SpamFilterAuthJ", "spam filter"),
    ("SpamFilterPass", "passed the spam filter"),
    ("CustomRules", "user rule"),
    ("ExclusiveSettings", "only known senders allowed"),
    ("TrustedSenderList", "safe senders list"),
    ("SenderInAddressBook", "sender in address book"),
];

impl Evidence<'_> {
    /// What our own side noted of the delivery.
    pub fn delivery(&self) -> Option<Delivery> {
        // The receiver writes it once. Where it stands twice, one is another's, and nobody can tell which.
        let said = self.sole_noted("dest")?;
        self.vendors
            .iter()
            .filter(|field| self.filter_standing(field).trusted())
            .find_map(|field| {
                let value = |key: &str| {
                    let found = field.values.iter().find(|value| value.key == key)?;
                    Some(found.value.as_str())
                };
                let dest = value("dest").filter(|dest| *dest == said)?;
                let word = |table: &[(&str, &'static str)], code: &str| {
                    let row = table.iter().find(|(known, _)| *known == code)?;
                    Some(row.1)
                };
                let rule = value("OFR");
                Some(Delivery {
                    folder: word(FOLDERS, dest)?,
                    rule: rule.and_then(|rule| word(RULES, rule)),
                    codes: match rule.filter(|rule| word(RULES, rule).is_some()) {
                        Some(rule) => format!("dest:{dest} OFR:{rule}"),
                        None => format!("dest:{dest}"),
                    },
                    field_index: field.field_index,
                })
            })
    }
}

impl Delivery {
    /// It for a reader: `delivered to the Junk folder (spam filter)`.
    pub fn text(&self) -> String {
        match self.rule {
            Some(rule) => format!("delivered to {} ({rule})", self.folder),
            None => format!("delivered to {}", self.folder),
        }
    }
}
