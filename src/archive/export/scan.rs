//! The elements of an export in JSON, one after the other: of a list, of an object that holds the list, of objects by
//! themselves, one a line. What is cut off or damaged costs what it stands in, and no element before it.

use serde_json::value::RawValue;

/// Where the next element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between the values of the text.
    Between,
    /// In a list; whether an object holds it.
    List { is_held: bool },
    /// Behind the list, in the object that holds it.
    Behind,
}

/// The elements of a text.
pub struct Scan<'j> {
    text: &'j str,
    at: usize,
    place: Place,
    /// The keys under which an object holds the list, in lower case.
    lists: &'static [&'static str],
}

/// Why something is no element.
type Wrong = String;

impl<'j> Scan<'j> {
    pub fn new(text: &'j str, lists: &'static [&'static str]) -> Self {
        Self {
            text,
            at: 0,
            place: Place::Between,
            lists,
        }
    }

    fn rest(&self) -> &'j str {
        &self.text[self.at..]
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        self.at = self.text.len() - self.rest().trim_ascii_start().len();
        self.rest().bytes().next()
    }

    /// Passes over a byte, if it is the next.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// The value here.
    fn value(&mut self) -> Result<&'j str, Wrong> {
        if !matches!(self.peek(), Some(b'{' | b'[' | b'"')) {
            // What a reader of streams takes for complete only before white space.
            let rest = self.rest();
            let end = rest.find([',', ']', '}', '\n']).unwrap_or(rest.len());
            if end == 0 {
                return Err(self.invalid());
            }
            self.at += end;
            return Ok(&rest[..end]);
        }
        let mut values = serde_json::Deserializer::from_str(self.rest()).into_iter::<&RawValue>();
        match values.next() {
            Some(Ok(value)) => {
                self.at += values.byte_offset();
                Ok(value.get())
            }
            Some(Err(error)) => {
                self.at += offset(self.rest(), error.line(), error.column());
                Err(if error.is_eof() {
                    self.cut_off()
                } else {
                    self.invalid()
                })
            }
            None => Err(self.cut_off()),
        }
    }

    fn cut_off(&self) -> Wrong {
        format!("it is cut off at byte {}", self.text.len())
    }

    fn invalid(&self) -> Wrong {
        format!("it is not valid JSON at byte {}", self.at)
    }

    /// Goes through the keys of an object up to the list that it holds; `false` where it holds none.
    fn keys(&mut self) -> Result<bool, Wrong> {
        loop {
            while self.takes(b',') {}
            if self.takes(b'}') {
                return Ok(false);
            }
            if self.peek() != Some(b'"') {
                return Err(match self.peek() {
                    Some(_) => self.invalid(),
                    None => self.cut_off(),
                });
            }
            let key = self.value()?;
            if !self.takes(b':') {
                return Err(match self.peek() {
                    Some(_) => self.invalid(),
                    None => self.cut_off(),
                });
            }
            let is_list = self
                .lists
                .iter()
                .any(|list| key.trim_matches('"').eq_ignore_ascii_case(list));
            if is_list && self.takes(b'[') {
                return Ok(true);
            }
            self.value()?;
        }
    }

    /// Goes on with the next line that begins an object: where each has its own, damage to one is no damage to others.
    fn resume(&mut self, start: usize) {
        let rest = &self.text.as_bytes()[start..];
        let line = memchr::memrchr(b'\n', &rest[..self.at - start]).unwrap_or(self.at - start);
        let next = memchr::memmem::find(&rest[line..], b"\n{");
        self.at = match next {
            Some(next) if self.place == Place::Between => start + line + next + 1,
            _ => self.text.len(),
        };
        self.place = Place::Between;
    }

    fn step(&mut self) -> Result<Option<&'j str>, Wrong> {
        loop {
            while self.takes(b',') {}
            match (self.place, self.peek()) {
                (Place::Between, None) => return Ok(None),
                (Place::Between, Some(b'[')) => {
                    self.at += 1;
                    self.place = Place::List { is_held: false };
                }
                (Place::Between, Some(b'{')) => {
                    let start = self.at;
                    self.at += 1;
                    if !self.keys()? {
                        return Ok(Some(&self.text[start..self.at]));
                    }
                    self.place = Place::List { is_held: true };
                }
                (Place::Between, Some(_)) => return Err(self.invalid()),
                (Place::List { .. }, None) => return Err(self.cut_off()),
                (Place::List { is_held }, Some(b']')) => {
                    self.at += 1;
                    self.place = if is_held {
                        Place::Behind
                    } else {
                        Place::Between
                    };
                }
                (Place::List { .. }, Some(_)) => return self.value().map(Some),
                (Place::Behind, _) => {
                    self.place = if self.keys()? {
                        Place::List { is_held: true }
                    } else {
                        Place::Between
                    };
                }
            }
        }
    }
}

impl<'j> Iterator for Scan<'j> {
    type Item = Result<&'j str, Wrong>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        match self.step() {
            Ok(element) => element.map(Ok),
            Err(wrong) => {
                self.resume(start);
                Some(Err(wrong))
            }
        }
    }
}

/// Where a line and column of an error are.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = line.saturating_sub(1);
    let start = match before.checked_sub(1) {
        Some(last) => memchr::memchr_iter(b'\n', text.as_bytes())
            .nth(last)
            .map_or(text.len(), |at| at + 1),
        None => 0,
    };
    let at = (start + column.saturating_sub(1)).min(text.len());
    text.floor_char_boundary(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_come_before_what_is_damaged() {
        for (text, expected) in [
            ("", &[][..]),
            (r#"{"a":1}"#, &[r#"{"a":1}"#]),
            (
                r#" [{"a":1}, {"b":[2]} ] "#,
                &[r#"{"a":1}"#, r#"{"b":[2]}"#],
            ),
            (
                r#"{"x":{"value":[1]},"VALUE":[{"a":1}],"y":2}"#,
                &[r#"{"a":1}"#],
            ),
            (
                r#"{"value":[{"a":1}]} {"value":[{"b":1}]}"#,
                &[r#"{"a":1}"#, r#"{"b":1}"#],
            ),
            (r#"{"value":"x"}"#, &[r#"{"value":"x"}"#]),
            (r#"[[1],2,"x",null]"#, &["[1]", "2", "\"x\"", "null"]),
            ("{\"a\":1}\r\n{\"b\":1}\r\n", &[r#"{"a":1}"#, r#"{"b":1}"#]),
            (
                "{\n \"a\": 1\n}\n{\n \"b\": 1\n}",
                &["{\n \"a\": 1\n}", "{\n \"b\": 1\n}"],
            ),
            // Cut off.
            (
                r#"[{"a":1},{"b":"#,
                &[r#"{"a":1}"#, "!it is cut off at byte 14"],
            ),
            (
                r#"{"value":[{"a":1},{"b""#,
                &[r#"{"a":1}"#, "!it is cut off at byte 22"],
            ),
            (
                r#"{"value":[{"a":1}"#,
                &[r#"{"a":1}"#, "!it is cut off at byte 17"],
            ),
            (r#"{"a":1"#, &["!it is cut off at byte 6"]),
            (r#"{"a"#, &["!it is cut off at byte 3"]),
            // A line that is damaged, and the next.
            (
                "{\"a\":\"x\n{\"b\":1}",
                &["!it is not valid JSON at byte 6", r#"{"b":1}"#],
            ),
            (
                "{\"a\":1,\n{\"b\":1}",
                &["!it is not valid JSON at byte 8", r#"{"b":1}"#],
            ),
            (
                "{\"a\":{\n{\"b\":1}",
                &["!it is not valid JSON at byte 7", r#"{"b":1}"#],
            ),
            (
                "}\n{\"b\":1}",
                &["!it is not valid JSON at byte 0", r#"{"b":1}"#],
            ),
            (
                "{\"a\":}\n{\"b\":1}",
                &["!it is not valid JSON at byte 5", r#"{"b":1}"#],
            ),
            ("[}", &["!it is not valid JSON at byte 1"]),
            (
                "[{\"a\":x}]\n{\"b\":1}",
                &["!it is not valid JSON at byte 6"],
            ),
        ] {
            let found: Vec<String> = Scan::new(text, &["value"])
                .map(|found| found.map_or_else(|wrong| format!("!{wrong}"), str::to_owned))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
