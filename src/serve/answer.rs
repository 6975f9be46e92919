//! Reports → the body of an answer, one report after the other.

use super::formats::{Form, Format};
use super::phrases::phrase;
use super::problem::Problem;
use super::trace::{Failure, Traced};
use crate::limits::MAX_ANSWER;
use crate::render::{self, Line, List, RenderError, Style, Table};
use crate::report::Report;
use crate::words::Remedy;
use std::ops::ControlFlow;

/// An answer that is being made.
pub(super) struct Answer {
    form: Form,
    word: &'static str,
    table: Table,
    style: Style,
    /// Whether one report is wanted, whatever there is beside it.
    is_one: bool,
    pieces: Vec<Vec<u8>>,
    bytes: usize,
    /// The lines of a list.
    list: Vec<Line>,
}

impl Answer {
    pub(super) fn new(format: &Format<Form>, table: Table, style: Style, is_one: bool) -> Self {
        Self {
            form: format.form,
            word: format.word,
            table,
            style,
            is_one,
            pieces: Vec::new(),
            bytes: 0,
            list: Vec::new(),
        }
    }

    /// Adds a report; it breaks where there is no room for more.
    pub(super) fn add(&mut self, report: &Report) -> Result<ControlFlow<()>, Problem> {
        let format = match self.form {
            Form::Json => render::Format::Json,
            Form::Table => render::Format::Csv(self.table),
            Form::Terminal => {
                self.list.push(Line::of(report));
                if self.list.len() > 1 {
                    return Ok(ControlFlow::Continue(()));
                }
                render::Format::Terminal
            }
            Form::One(_) if !self.pieces.is_empty() => {
                let detail = format!(
                    "holds several messages, and the format {} takes one",
                    self.word
                );
                let problem = Problem::unfit(detail);
                return Err(problem.helped(Some(&Remedy::ChooseMessage), phrase));
            }
            Form::Each(format) | Form::Between(format, _) | Form::One(format) => format,
        };
        let piece =
            render::try_render(report, format, &self.style).map_err(|error| fault(&error))?;
        self.style.columns = false;
        self.bytes += piece.len();
        self.pieces.push(piece);
        Ok(if self.bytes < MAX_ANSWER {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        })
    }

    /// All of it.
    pub(super) fn finish(self, traced: &Traced) -> Result<Vec<u8>, Problem> {
        match self.form {
            Form::Json if self.pieces.len() == 1 && (self.is_one || traced.failures.is_empty()) => {
                Ok(self.pieces.concat())
            }
            Form::Json => array(self.pieces, &traced.failures),
            Form::Between(_, between) => Ok(self.pieces.join(between)),
            Form::Terminal if self.list.len() > 1 => Ok(self.listed()),
            Form::Terminal | Form::Each(_) | Form::Table | Form::One(_) => Ok(self.pieces.concat()),
        }
    }

    fn listed(self) -> Vec<u8> {
        let mut list = List::new(&self.style);
        let mut out = list.head();
        for (number, line) in (1..).zip(&self.list) {
            out.extend(list.line(line, number));
        }
        out.extend(list.foot(self.list.len() as u64));
        out
    }
}

/// Reports, and then what could not be traced, as a list with a line for each.
fn array(pieces: Vec<Vec<u8>>, failures: &[Failure]) -> Result<Vec<u8>, Problem> {
    let mut lines = pieces;
    for failure in failures {
        lines.push(render::json_line(failure).map_err(|error| fault(&error))?);
    }
    let mut out = b"[".to_vec();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(b",\n");
        }
        out.extend_from_slice(line.trim_ascii_end());
    }
    out.extend_from_slice(b"]\n");
    Ok(out)
}

fn fault(_: &RenderError) -> Problem {
    Problem::fault()
}
