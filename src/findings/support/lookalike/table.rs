//! `brands.tsv`, read by the compiler: a run finds the rows ready, with what tells most of them at a glance from a name.

use super::letters::{Lengths, Letters};
use super::shape;

/// A brand.
#[derive(Debug)]
pub(in crate::findings) struct Brand {
    pub name: &'static str,
    shown: Rows,
    domains: Rows,
    addresses: Rows,
}

/// A name as it stands in display names, in lower case.
#[derive(Clone, Copy, Debug)]
pub(in crate::findings) struct Shown {
    /// The name.
    pub word: &'static str,
    /// Whether it is an ordinary word too, so that it names the brand only where nothing else stands beside it.
    pub is_ordinary: bool,
}

/// A domain of a brand.
#[derive(Clone, Copy, Debug)]
pub(in crate::findings) struct Domain {
    /// The domain.
    pub name: &'static str,
    /// Who writes from it.
    pub writers: Writers,
    /// Its first label.
    pub(super) word: &'static str,
    /// Whether that is an ordinary word too, or at least not what the brand is called: others have it in their names.
    pub(super) is_ordinary: bool,
    /// Place of the brand in [`BRANDS`].
    pub(super) brand: usize,
}

/// What tells most domains from a name at a glance, of several domains side by side: a processor compares them at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lanes {
    /// The letters of the names.
    pub name: [Letters; LANES],
    /// Those of the words.
    pub word: [Letters; LANES],
    /// Those of how the words look; none where that is not known.
    pub look: [Letters; LANES],
    /// How many bytes the words have.
    pub length: [Lengths; LANES],
}

/// How many domains stand side by side.
pub(super) const LANES: usize = 16;

/// A truth as a number, 1 or 0: what is put together of these has no branches, so that a processor tells several at once.
pub(super) type Flag = u32;

/// The domains of which a test, given some and the place of one among them, is true.
pub(super) fn domains(
    test: impl Fn(&Lanes, usize) -> Flag + Copy,
) -> impl Iterator<Item = &'static Domain> {
    let all = DOMAIN_LANES.iter().zip(DOMAINS.chunks(LANES));
    let one_by_one = all.flat_map(move |(lanes, own)| {
        let any = (0..LANES).fold(0, |found, lane| found | test(lanes, lane));
        // Most are told apart all together.
        let own: &[Domain] = if any == 0 { &[] } else { own };
        own.iter()
            .enumerate()
            .map(move |(lane, own)| (lanes, lane, own))
    });
    one_by_one.filter_map(move |(lanes, lane, own)| (test(lanes, lane) != 0).then_some(own))
}

/// Who writes from a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Writers {
    /// The brand itself.
    Brand,
    /// Its customers have their mailboxes there; names below it are the brand's.
    Mailboxes,
    /// Its customers, who host or send from names below it.
    Customers,
}

impl Brand {
    pub(in crate::findings) fn shown(&self) -> &'static [Shown] {
        &SHOWN[self.shown.from..self.shown.to]
    }

    /// Whether a place of [`SHOWN`] is one of its names.
    pub(super) fn has_shown(&self, place: usize) -> bool {
        (self.shown.from..self.shown.to).contains(&place)
    }

    pub(in crate::findings) fn domains(&self) -> &'static [Domain] {
        &DOMAINS[self.domains.from..self.domains.to]
    }

    /// Addresses of its own at domains where its customers have theirs.
    pub(super) fn addresses(&self) -> &'static [&'static str] {
        &ADDRESSES[self.addresses.from..self.addresses.to]
    }
}

/// The list, by name.
pub(in crate::findings) static BRANDS: [Brand; SIZES.brands] = TABLE.brands;
/// The names of all brands, in the order of the list; so [`DOMAINS`].
pub(super) static SHOWN: [Shown; SIZES.shown] = TABLE.shown;
pub(super) static DOMAINS: [Domain; SIZES.domains] = TABLE.domains;
/// Their letters, apart from them: what is told by these costs no look at the rows.
pub(super) static SHOWN_LETTERS: [Letters; SIZES.shown] = shown_letters(false);
/// Those of how they look, where `i` and `l` are one stroke.
pub(super) static SEEN_LETTERS: [Letters; SIZES.shown] = shown_letters(true);
/// The same of the domains.
static DOMAIN_LANES: [Lanes; SIZES.domains.div_ceil(LANES)] = domain_lanes();
static ADDRESSES: [&str; SIZES.addresses] = TABLE.addresses;

const TEXT: &str = include_str!("brands.tsv");
const SIZES: Sizes = sizes();
const TABLE: Table = table();

/// Places in a list.
#[derive(Clone, Copy, Debug)]
struct Rows {
    from: usize,
    to: usize,
}

struct Sizes {
    brands: usize,
    shown: usize,
    domains: usize,
    addresses: usize,
}

struct Table {
    brands: [Brand; SIZES.brands],
    shown: [Shown; SIZES.shown],
    domains: [Domain; SIZES.domains],
    addresses: [&'static str; SIZES.addresses],
}

/// The first place of a byte within a range; its end where there is none.
const fn find(wanted: u8, from: usize, to: usize) -> usize {
    let text = TEXT.as_bytes();
    let mut at = from;
    while at < to && text[at] != wanted {
        at += 1;
    }
    at
}

const fn slice(from: usize, to: usize) -> &'static str {
    TEXT.split_at(to).0.split_at(from).1
}

/// The columns of the row that begins here, and where the next begins; `None` for a remark.
const fn row(at: usize) -> (Option<[Rows; 3]>, usize) {
    let end = find(b'\n', at, TEXT.len());
    if TEXT.as_bytes()[at] == b'#' {
        return (None, end + 1);
    }
    let mut columns = [Rows { from: at, to: at }; 3];
    let (mut from, mut n) = (at, 0);
    while n < columns.len() {
        let to = find(b'\t', from, end);
        columns[n] = Rows { from, to };
        from = to + 1;
        n += 1;
    }
    (Some(columns), end + 1)
}

const fn sizes() -> Sizes {
    let mut sizes = Sizes {
        brands: 0,
        shown: 0,
        domains: 0,
        addresses: 0,
    };
    let mut at = 0;
    while at < TEXT.len() {
        let (columns, next) = row(at);
        if let Some([_, shown, domains]) = columns {
            sizes.brands += 1;
            sizes.shown += entries(shown, b',') + 1;
            let addresses = entries(domains, b'@');
            sizes.addresses += addresses;
            sizes.domains += entries(domains, b',') + 1 - addresses;
        }
        at = next;
    }
    sizes
}

/// How often a byte stands in a column.
const fn entries(column: Rows, sign: u8) -> usize {
    let (mut at, mut count) = (column.from, 0);
    while at < column.to {
        count += (TEXT.as_bytes()[at] == sign) as usize;
        at += 1;
    }
    count
}

#[expect(
    clippy::large_stack_arrays,
    reason = "only the compiler runs it: no stack holds them"
)]
const fn table() -> Table {
    let none = Rows { from: 0, to: 0 };
    let mut table = Table {
        brands: [const {
            Brand {
                name: "",
                shown: Rows { from: 0, to: 0 },
                domains: Rows { from: 0, to: 0 },
                addresses: Rows { from: 0, to: 0 },
            }
        }; SIZES.brands],
        shown: [shown(none); SIZES.shown],
        domains: [domain(none, 0, &[], none); SIZES.domains],
        addresses: [""; SIZES.addresses],
    };
    let (mut at, mut brands, mut shown_at, mut domain_at, mut address_at) = (0, 0, 0, 0, 0);
    while at < TEXT.len() {
        let (columns, next) = row(at);
        at = next;
        let Some([name, names, domains]) = columns else {
            continue;
        };
        let (shown_from, domain_from, address_from) = (shown_at, domain_at, address_at);
        let mut from = names.from;
        while from < names.to {
            let to = find(b',', from, names.to);
            table.shown[shown_at] = shown(Rows { from, to });
            shown_at += 1;
            from = to + 2;
        }
        let shown = Rows {
            from: shown_from,
            to: shown_at,
        };
        from = domains.from;
        while from < domains.to {
            let to = find(b',', from, domains.to);
            if find(b'@', from, to) < to {
                table.addresses[address_at] = slice(from, to);
                address_at += 1;
            } else {
                table.domains[domain_at] = domain(Rows { from, to }, brands, &table.shown, shown);
                domain_at += 1;
            }
            from = to + 2;
        }
        table.brands[brands] = Brand {
            name: slice(name.from, name.to),
            shown,
            domains: Rows {
                from: domain_from,
                to: domain_at,
            },
            addresses: Rows {
                from: address_from,
                to: address_at,
            },
        };
        brands += 1;
    }
    table
}

/// An entry of the second column: `=` stands before what is an ordinary word as well.
const fn shown(entry: Rows) -> Shown {
    let is_ordinary = entry.from < entry.to && TEXT.as_bytes()[entry.from] == b'=';
    let word = slice(entry.from + is_ordinary as usize, entry.to);
    Shown { word, is_ordinary }
}

/// An entry of the third column: a sign may stand before it.
const fn domain(entry: Rows, brand: usize, names: &[Shown], of_brand: Rows) -> Domain {
    let sign = if entry.from < entry.to {
        TEXT.as_bytes()[entry.from]
    } else {
        0
    };
    let (writers, from) = match sign {
        b'~' => (Writers::Mailboxes, entry.from + 1),
        b'^' => (Writers::Customers, entry.from + 1),
        _ => (Writers::Brand, entry.from),
    };
    let word = slice(from, find(b'.', from, entry.to));
    let mut is_called = false;
    let mut at = of_brand.from;
    while at < of_brand.to {
        is_called |= !names[at].is_ordinary && is_written(names[at].word, word);
        at += 1;
    }
    Domain {
        name: slice(from, entry.to),
        writers,
        word,
        is_ordinary: !is_called,
        brand,
    }
}

const fn shown_letters(seen: bool) -> [Letters; SIZES.shown] {
    let mut all = [Letters::NONE; SIZES.shown];
    let mut at = 0;
    while at < all.len() {
        let word = TABLE.shown[at].word;
        all[at] = if seen {
            shape::letters(word).one_stroke()
        } else {
            Letters::of(word)
        };
        at += 1;
    }
    all
}

const fn domain_lanes() -> [Lanes; SIZES.domains.div_ceil(LANES)] {
    // What no domain is: it has no length.
    let mut all = [Lanes {
        name: [Letters::ALL; LANES],
        word: [Letters::ALL; LANES],
        look: [Letters::ALL; LANES],
        length: [Lengths::NONE; LANES],
    }; SIZES.domains.div_ceil(LANES)];
    let mut at = 0;
    while at < SIZES.domains {
        let (domain, lane) = (&TABLE.domains[at], at % LANES);
        let lanes = &mut all[at / LANES];
        lanes.name[lane] = Letters::of(domain.name);
        lanes.word[lane] = Letters::of(domain.word);
        lanes.look[lane] = shape::letters(domain.word);
        lanes.length[lane] = Lengths::of(domain.word);
        at += 1;
    }
    all
}

/// Whether a word is a name without what is neither letter nor digit of ASCII.
pub(super) const fn is_written(name: &str, word: &str) -> bool {
    let (name, word) = (name.as_bytes(), word.as_bytes());
    let (mut at, mut seen) = (0, 0);
    while at < name.len() {
        if name[at].is_ascii_alphanumeric() {
            if seen == word.len() || word[seen] != name[at] {
                return false;
            }
            seen += 1;
        }
        at += 1;
    }
    seen == word.len()
}
