//! What was judged of names lately. The messages of a mailbox are of few senders, and what a name looks like or belongs to does
//! not change from one to the next.

use std::cell::RefCell;

/// How many judgments of a kind each thread keeps. Of two names that fall into one place the later stays.
const KEPT: usize = 512;

/// Longer names are judged each time: no name of DNS is (RFC 1035 section 2.3.4), and what is kept stays below 200 KB.
const LONGEST: usize = 255;

/// Judgments of one kind. They may depend on the name and on tables of ours, and on nothing else.
pub(crate) struct Lately<T>(RefCell<Vec<Option<Judged<T>>>>);

/// A name, and what was judged of it.
type Judged<T> = (Box<str>, T);

impl<T: Copy> Lately<T> {
    /// Where nothing was judged yet.
    pub const fn new() -> Self {
        Self(RefCell::new(Vec::new()))
    }

    /// The judgment of a name: what it was, or what `judge` says.
    pub fn of(&self, name: &str, judge: impl FnOnce(&str) -> T) -> T {
        if name.len() > LONGEST {
            return judge(name);
        }
        let place = place(name);
        if let Some(Some((known, judgment))) = self.0.borrow().get(place)
            && **known == *name
        {
            return *judgment;
        }
        let judgment = judge(name);
        let mut kept = self.0.borrow_mut();
        if kept.is_empty() {
            kept.resize_with(KEPT, || None);
        }
        kept[place] = Some((name.into(), judgment));
        judgment
    }
}

/// Where a name is kept (FNV-1a). Who makes names that fall into one place gains that they are judged each time.
fn place(name: &str) -> usize {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The upper bits are mixed best.
    (hash >> 32) as usize % KEPT
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_name_is_judged_once_as_long_as_it_is_kept() {
        let lately = Lately::new();
        let judged = Cell::new(0);
        let of = |name: &str| {
            lately.of(name, |name| {
                judged.set(judged.get() + 1);
                name.len()
            })
        };
        assert_eq!([of("a.example"), of("b.test"), of("a.example")], [9, 6, 9]);
        assert_eq!(judged.get(), 2);
        let long = "a".repeat(LONGEST + 1);
        assert_eq!([of(&long), of(&long)], [256, 256]);
        assert_eq!(judged.get(), 4);
        for number in 0..4 * KEPT {
            let name = number.to_string();
            assert_eq!(of(&name), name.len());
        }
    }
}
