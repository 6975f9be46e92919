//! Lines of an input that were passed over.

use crate::limits::MAX_LINES_NAMED;
use std::fmt;

/// Lines of the input, counted from 1, as stretches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The first and the last of each stretch.
    stretches: Vec<[usize; 2]>,
    /// How many lines are in none of them.
    more: usize,
}

impl Lines {
    /// All lines from one to another.
    pub fn between(first: usize, last: usize) -> Self {
        Self {
            stretches: vec![[first, last]],
            more: 0,
        }
    }

    /// Adds a line that is farther down than those before it.
    pub fn add(&mut self, line: usize) {
        let named = self.stretches.len();
        match self.stretches.last_mut() {
            Some([_, last]) if *last + 1 == line && self.more == 0 => *last = line,
            _ if named < MAX_LINES_NAMED => self.stretches.push([line, line]),
            _ => self.more += 1,
        }
    }

    /// Adds all lines from one to another, farther down than those before.
    pub fn add_all(&mut self, first: usize, last: usize) {
        self.stretches.push([first, last]);
    }

    /// Counts them from so many lines farther up.
    pub fn shift(&mut self, by: usize) {
        for line in self.stretches.iter_mut().flatten() {
            *line += by;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_one = matches!(self.stretches.as_slice(), [[first, last]] if first == last);
        out.write_str(if is_one && self.more == 0 {
            "line "
        } else {
            "lines "
        })?;
        for (at, [first, last]) in self.stretches.iter().enumerate() {
            let is_last = at > 0 && at + 1 == self.stretches.len() && self.more == 0;
            out.write_str(match at {
                0 => "",
                _ if is_last => " and ",
                _ => ", ",
            })?;
            write!(out, "{first}")?;
            if last > first {
                write!(out, "\u{2013}{last}")?;
            }
        }
        if self.more > 0 {
            write!(out, " and {} more", self.more)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_said_as_a_reader_would() {
        for (lines, said) in [
            (&[3][..], "line 3"),
            (&[1, 2, 3], "lines 1\u{2013}3"),
            (&[1, 2, 4], "lines 1\u{2013}2 and 4"),
            (&[2, 4, 6], "lines 2, 4 and 6"),
            (
                &[2, 4, 6, 8, 10, 12, 14, 16, 18, 19],
                "lines 2, 4, 6, 8, 10, 12, 14, 16 and 2 more",
            ),
        ] {
            let mut all = Lines::default();
            for line in lines {
                all.add(*line);
            }
            assert_eq!(all.to_string(), said);
        }
        let mut below = Lines::between(1, 2);
        below.shift(7);
        assert_eq!(below.to_string(), "lines 8\u{2013}9");
    }
}
