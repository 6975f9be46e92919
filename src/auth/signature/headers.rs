//! Which header fields a signature covers, and the bytes that are signed.

use crate::auth::canonical::{Canonical, header_field};
use crate::message::{HeaderField, LineEnds, Message, Span, Spelling};
use foldhash::{HashMap, HashMapExt};
use std::cmp::Ordering;

/// The header fields of a message by name, so that choosing them takes no time in proportion to their number.
pub(in crate::auth) struct Headers<'m, 'a> {
    message: &'m Message<'a>,
    /// Indices of the fields, by name and then from the top, each with what tells most names apart.
    by_name: Vec<(Front, usize)>,
}

/// The length of a name and how it begins, in lower case, as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Front(u128);

impl Front {
    /// Names up to this length are told by it in full.
    const NAMES: usize = 15;

    fn of(name: &str) -> Self {
        let mut front = [0; Self::NAMES + 1];
        // Longer ones share the number; names of one front are compared in full.
        front[0] = u8::try_from(name.len()).unwrap_or(u8::MAX);
        let begin = &name.as_bytes()[..name.len().min(Self::NAMES)];
        front[1..=begin.len()].copy_from_slice(begin);
        front[1..].make_ascii_lowercase();
        Self(u128::from_be_bytes(front))
    }
}

impl<'m, 'a> Headers<'m, 'a> {
    pub fn new(message: &'m Message<'a>) -> Self {
        let fields = message.fields();
        let fronts = fields.iter().map(|field| Front::of(field.name()));
        let mut by_name: Vec<(Front, usize)> = fronts.zip(0..).collect();
        by_name.sort_unstable_by(|a, b| {
            let by_name = || compare(fields[a.1].name(), fields[b.1].name());
            a.0.cmp(&b.0).then_with(by_name).then(a.1.cmp(&b.1))
        });
        Self { message, by_name }
    }

    /// The fields of a name, from the top.
    fn instances(&self, name: &str) -> &[(Front, usize)] {
        let sought = Front::of(name);
        let alike = run(&self.by_name, |(front, _)| front.cmp(&sought));
        if name.len() <= Front::NAMES {
            return alike;
        }
        let fields = self.message.fields();
        run(alike, |(_, index)| compare(fields[*index].name(), name))
    }

    /// How often a name (lower case) occurs.
    pub fn count(&self, name: &str) -> usize {
        self.instances(name).len()
    }

    /// Whether there is a From field, and none of them can hold an address or a group: those have a `@` or a `:`.
    pub fn is_from_without_address(&self) -> bool {
        let fields = self.instances("from");
        let names_nobody = |(_, index): &(Front, usize)| {
            let value = self
                .message
                .fields()
                .get(*index)
                .map(HeaderField::raw_value);
            value.is_some_and(|value| memchr::memchr2(b'@', b':', value).is_none())
        };
        !fields.is_empty() && fields.iter().all(names_nobody)
    }

    /// The fields that `h=` names, in its order: each naming takes the next instance from the bottom; names without
    /// one left are nothing (RFC 6376 section 5.4.2). The signature itself never is among them (section 3.5).
    pub fn select(&self, names: &[String], own: usize) -> Vec<usize> {
        self.slots(names, own).into_iter().flatten().collect()
    }

    /// As [`Self::select`], with `None` for names that stand for nothing.
    pub fn slots(&self, names: &[String], own: usize) -> Vec<Option<usize>> {
        let mut taken: HashMap<&str, usize> = HashMap::new();
        let mut chosen = Vec::with_capacity(names.len());
        for name in names {
            let instances = self.instances(name);
            if instances.is_empty() {
                chosen.push(None);
                continue;
            }
            let taken = taken.entry(name).or_default();
            let mut left = instances.iter().rev().skip(*taken);
            let found = left.find(|(_, index)| {
                *taken += 1;
                *index != own
            });
            chosen.push(found.map(|(_, index)| *index));
        }
        chosen
    }

    /// Appends the canonical form of a field.
    pub fn append(&self, canonical: Canonical, index: usize, out: &mut Vec<u8>) {
        self.append_spelled(Spelling::Mended, canonical, index, out);
    }

    /// The same with line ends spelled otherwise.
    pub fn append_spelled(
        &self,
        spelling: Spelling,
        canonical: Canonical,
        index: usize,
        out: &mut Vec<u8>,
    ) {
        if let Some(field) = self.message.fields().get(index) {
            let text = spelling.of(to_spell(field, spelling), self.message.line_ends());
            header_field(canonical, &text, out);
        }
    }

    /// In which other spellings of line ends these fields may have been signed. Where lines only end with LF, folding is what
    /// it is for, and there is no other.
    pub fn spellings(&self, indices: impl Iterator<Item = usize>) -> Vec<Spelling> {
        let ends = self.message.line_ends();
        if !matches!(ends, LineEnds::Cr | LineEnds::CrCrLf | LineEnds::Mixed) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for index in indices {
            let Some(field) = self.message.fields().get(index) else {
                continue;
            };
            for spelling in Spelling::others(field.raw(), ends) {
                if !found.contains(&spelling) {
                    found.push(spelling);
                }
            }
        }
        found
    }

    /// Appends the canonical form of a signature with its `b=` emptied and without its final CRLF
    /// (RFC 6376 section 3.7). `slot` is where the value of `b=` stands in the field's value.
    pub fn append_own(
        &self,
        canonical: Canonical,
        field: &HeaderField<'_>,
        slot: Span,
        out: &mut Vec<u8>,
    ) {
        self.append_own_spelled(Spelling::Mended, canonical, field, slot, out);
    }

    /// The same with line ends spelled otherwise.
    pub fn append_own_spelled(
        &self,
        spelling: Spelling,
        canonical: Canonical,
        field: &HeaderField<'_>,
        slot: Span,
        out: &mut Vec<u8>,
    ) {
        let raw = to_spell(field, spelling);
        let value = field.value_span().start - field.span().start;
        let ends = self.message.line_ends();
        let mut emptied = spelling.of(&raw[..value + slot.start], ends).into_owned();
        let rest = raw.get(value + slot.end..).unwrap_or_default();
        emptied.extend_from_slice(&spelling.of(rest, ends));
        header_field(canonical, &emptied, out);
        out.truncate(out.len() - 2);
    }
}

/// A field without its last line end, which canonicalization puts back as CRLF however it is spelled. Mending may take more
/// for a line end, and does so itself.
fn to_spell<'a>(field: &HeaderField<'a>, spelling: Spelling) -> &'a [u8] {
    let raw = field.raw();
    if spelling == Spelling::Mended {
        return raw;
    }
    let raw = raw.strip_suffix(b"\n").unwrap_or(raw);
    raw.strip_suffix(b"\r").unwrap_or(raw)
}

/// What of a sorted list is equal to what is sought.
fn run<T>(sorted: &[T], order: impl Fn(&T) -> Ordering) -> &[T] {
    let start = sorted.partition_point(|one| order(one).is_lt());
    let length = sorted[start..].partition_point(|one| order(one).is_eq());
    &sorted[start..start + length]
}

/// Field names in an order that does not see case. By length first, which tells most of them apart.
fn compare(a: &str, b: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.len()
        .cmp(&b.len())
        .then_with(|| a.bytes().map(lower).cmp(b.bytes().map(lower)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_fields_are_taken_from_the_bottom() {
        let message = Message::parse(b"A: 1\r\nB: 2\r\na: 3\r\nS: own\r\ns: 4\r\n\r\n");
        let headers = Headers::new(&message);
        let select = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
            headers.select(&names, 3)
        };
        assert_eq!(select(&["a", "b", "a", "a", "c"]), [2, 1, 0]);
        assert_eq!(select(&["s", "s"]), [4]);
    }

    #[test]
    fn long_names_that_begin_alike_are_told_apart() {
        let message =
            Message::parse(b"X-Example-Name-Of-B: 1\r\nX-example-name-of-a: 2\r\nX-Example-Name-Of-B: 3\r\nX-Example-Name-Of: 4\r\n\r\n");
        let headers = Headers::new(&message);
        let names = ["b", "a", "b", "c"].map(|end| format!("x-example-name-of-{end}"));
        assert_eq!(headers.slots(&names, 9), [Some(2), Some(1), Some(0), None]);
        let counts = names.map(|name| headers.count(&name));
        assert_eq!(counts, [2, 1, 2, 0]);
        assert_eq!(headers.count("x-example-name-of"), 1);
    }

    #[test]
    fn only_the_value_of_b_goes() {
        let message = Message::parse(b"S: b= x\n y ; bh=z\n\n");
        let headers = Headers::new(&message);
        let mut out = Vec::new();
        headers.append_own(
            Canonical::Simple,
            &message.fields()[0],
            Span::new(3, 9),
            &mut out,
        );
        assert_eq!(out, b"S: b=; bh=z");
    }
}
