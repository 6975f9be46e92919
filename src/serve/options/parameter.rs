//! An option: its row, and how it is read.

use crate::limits::MAX_REQUEST_OPTIONS;
use crate::names::is_domain;
use crate::serve::problem::Problem;
use axum::http::Uri;
use std::fmt::Display;
use std::str::FromStr;
use url::form_urlencoded;

/// Names and values, as they were given.
pub(in crate::serve) type Pairs = Vec<(String, String)>;

/// An option, as it is described.
#[derive(Clone, Copy)]
pub(in crate::serve) struct Described {
    /// As the command line has it, without its dashes.
    pub name: &'static str,
    pub what: &'static str,
    pub values: Values,
    /// Whether it may be given several times.
    pub repeats: bool,
    pub required: bool,
}

/// What an option takes.
#[derive(Clone, Copy)]
pub(in crate::serve) enum Values {
    /// `true` or `false`; nothing is `true`.
    Flag,
    Text,
    /// A number from 1.
    Number,
    OneOf(fn() -> Vec<&'static str>),
}

/// The row of an option of something.
pub(in crate::serve) struct Parameter<T> {
    pub described: Described,
    /// Takes a value, or says what is wrong with it.
    pub read: fn(&mut T, &str) -> Result<(), String>,
}

impl<T> Parameter<T> {
    pub(in crate::serve) const fn new(
        name: &'static str,
        what: &'static str,
        values: Values,
        read: fn(&mut T, &str) -> Result<(), String>,
    ) -> Self {
        Self {
            described: Described {
                name,
                what,
                values,
                repeats: false,
                required: false,
            },
            read,
        }
    }

    pub(in crate::serve) const fn repeats(mut self) -> Self {
        self.described.repeats = true;
        self
    }

    pub(in crate::serve) const fn required(mut self) -> Self {
        self.described.required = true;
        self
    }
}

/// A table, and what its options are of.
pub(in crate::serve) struct Filling<'f, T: 'static> {
    table: &'static [Parameter<T>],
    into: &'f mut T,
}

impl<'f, T> Filling<'f, T> {
    pub(in crate::serve) fn new(table: &'static [Parameter<T>], into: &'f mut T) -> Self {
        Self { table, into }
    }
}

/// What takes options.
pub(in crate::serve) trait Take {
    fn described(&self) -> Vec<Described>;

    /// Takes a value of an option that it has.
    fn take(&mut self, name: &str, value: &str) -> Result<(), String>;
}

impl<T> Take for Filling<'_, T> {
    fn described(&self) -> Vec<Described> {
        self.table.iter().map(|row| row.described).collect()
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        match self.table.iter().find(|row| row.described.name == name) {
            Some(row) => (row.read)(self.into, value),
            None => Ok(()),
        }
    }
}

/// The names and values of a query or a form; of too many, as many as tell that.
pub(in crate::serve) fn pairs(text: &[u8]) -> Pairs {
    form_urlencoded::parse(text)
        .into_owned()
        .take(MAX_REQUEST_OPTIONS + 1)
        .collect()
}

/// The same of a request's address.
pub(in crate::serve) fn pairs_of(uri: &Uri) -> Pairs {
    pairs(uri.query().unwrap_or_default().as_bytes())
}

/// Reads options into the tables that have them. One that no table has is an error.
pub(in crate::serve) fn read(pairs: &Pairs, tables: &mut [&mut dyn Take]) -> Result<(), Problem> {
    if pairs.len() > MAX_REQUEST_OPTIONS {
        return Err(Problem::bad(format!(
            "more than {MAX_REQUEST_OPTIONS} options"
        )));
    }
    let mut seen: Vec<&str> = Vec::new();
    for (name, value) in pairs {
        let found = tables.iter_mut().find_map(|table| {
            let described = table.described();
            let row = described.into_iter().find(|row| row.name == name)?;
            Some((table, row))
        });
        let Some((table, row)) = found else {
            return Err(Problem::bad(format!("unknown option {name:?}")).near(near(name, tables)));
        };
        if seen.contains(&name.as_str()) && !row.repeats {
            return Err(Problem::bad(format!("the option {name} is given twice")));
        }
        seen.push(name);
        table
            .take(name, value)
            .map_err(|error| Problem::bad(format!("invalid {name}: {error}")))?;
    }
    let all = tables.iter().flat_map(|table| table.described());
    let missing = all
        .filter(|row| row.required)
        .find(|row| !seen.contains(&row.name));
    match missing {
        Some(row) => Err(Problem::bad(format!("the option {} is missing", row.name))),
        None => Ok(()),
    }
}

/// Options whose names begin as this one.
fn near(name: &str, tables: &[&mut dyn Take]) -> Vec<String> {
    let first = name.chars().next();
    let all = tables.iter().flat_map(|table| table.described());
    all.filter(|row| first.is_some() && row.name.chars().next() == first)
        .map(|row| row.name.to_owned())
        .collect()
}

/// A flag.
pub(in crate::serve) fn flag(given: &str) -> Result<bool, String> {
    match given {
        "" | "true" | "1" | "on" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err("give true or false".to_owned()),
    }
}

/// A value that reads itself.
pub(in crate::serve) fn parsed<T: FromStr<Err: Display>>(given: &str) -> Result<T, String> {
    given.parse().map_err(|error: T::Err| error.to_string())
}

/// A domain.
pub(in crate::serve) fn domain(given: &str) -> Result<String, String> {
    if is_domain(given) {
        Ok(given.to_owned())
    } else {
        Err("give a domain, such as example.com".to_owned())
    }
}

/// One of a list, by its word.
pub(in crate::serve) fn one_of<T>(
    all: impl IntoIterator<Item = T>,
    word: impl Fn(&T) -> &'static str,
    given: &str,
) -> Result<T, String> {
    let mut words = Vec::new();
    for one in all {
        if word(&one) == given {
            return Ok(one);
        }
        words.push(word(&one));
    }
    Err(format!("give one of {}", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Chosen {
        is: bool,
        words: Vec<String>,
    }

    const TABLE: &[Parameter<Chosen>] = &[
        Parameter::new("is", "", Values::Flag, |some: &mut Chosen, given| {
            flag(given).map(|is| some.is = is)
        }),
        Parameter::new("word", "", Values::Text, |some: &mut Chosen, given| {
            some.words.push(given.to_owned());
            Ok(())
        })
        .repeats()
        .required(),
    ];

    fn read_all(query: &str) -> Result<Chosen, String> {
        let mut some = Chosen::default();
        let mut filling = Filling::new(TABLE, &mut some);
        read(&pairs(query.as_bytes()), &mut [&mut filling])
            .map_err(|problem| problem.detail.into_owned())?;
        Ok(some)
    }

    #[test]
    fn options_are_read_by_their_rows() {
        let some = read_all("word=a%20b&is&word=c").unwrap();
        assert!(some.is);
        assert_eq!(some.words, ["a b", "c"]);
        let wrong = |query| read_all(query).err().unwrap();
        assert_eq!(wrong("is=true"), "the option word is missing");
        assert_eq!(wrong("word=a&is=1&is=1"), "the option is is given twice");
        assert_eq!(wrong("word=a&is=maybe"), "invalid is: give true or false");
        assert_eq!(
            wrong("word=a&nameserver=192.0.2.1"),
            "unknown option \"nameserver\""
        );
        let many = "word=a&".repeat(MAX_REQUEST_OPTIONS + 1);
        assert_eq!(wrong(&many), "more than 64 options");
    }
}
