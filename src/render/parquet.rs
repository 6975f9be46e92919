//! Parquet: one row a message, with the columns and types of CSV; lists stay lists.
//!
//! Written with the crate's own columns, without Arrow: nothing of it is needed for flat rows.

use super::messages::{COLUMNS, Get, Value};
use crate::limits::{MAX_ROW_GROUP, MAX_ROW_GROUP_BYTES};
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// Why nothing more can be written.
pub type Error = ParquetError;

/// A file in the making.
pub struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    /// The rows that are not written yet.
    rows: Vec<Vec<Value>>,
    /// About how many bytes they have.
    bytes: usize,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    pub fn new(out: W) -> Result<Self, Error> {
        let schema = parse_message_type(&schema())?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("hdrtrace ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self {
            file,
            rows: Vec::new(),
            bytes: 0,
        })
    }

    /// Adds the row of a message: its [`values`](super::values).
    pub fn add(&mut self, row: Vec<Value>) -> Result<(), Error> {
        self.bytes += row.iter().map(size).sum::<usize>();
        self.rows.push(row);
        if self.rows.len() >= MAX_ROW_GROUP || self.bytes >= MAX_ROW_GROUP_BYTES {
            self.write_group()?;
        }
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), Error> {
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let mut group = self.file.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            let values = rows.iter().filter_map(|row| row.get(at));
            write_column(column.untyped(), values)?;
            column.close()?;
            at += 1;
        }
        group.close()?;
        Ok(())
    }

    /// Ends the file.
    pub fn finish(mut self) -> Result<W, Error> {
        if !self.rows.is_empty() {
            self.write_group()?;
        }
        self.file.into_inner()
    }
}

/// The columns as the format's own language has them.
fn schema() -> String {
    let columns: Vec<String> = COLUMNS
        .iter()
        .map(|column| {
            let name = column.name;
            match column.get {
                Get::Text(_) | Get::Word(_) => format!("optional binary {name} (UTF8);"),
                Get::Whole(_) => format!("optional int64 {name};"),
                Get::Flag(_) => format!("required boolean {name};"),
                Get::Time(_) => format!("required int64 {name} (TIMESTAMP(MILLIS,true));"),
                Get::Texts(_) => format!(
                    "required group {name} (LIST) {{ repeated group list {{ required binary element (UTF8); }} }}"
                ),
            }
        })
        .collect();
    format!("message hdrtrace {{ {} }}", columns.join(" "))
}

fn size(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.as_ref().map_or(0, String::len),
        Value::Texts(texts) => texts.iter().map(String::len).sum(),
        Value::Whole(_) | Value::Flag(_) | Value::Time(_) => 8,
    }
}

/// Values of one column with their levels: whether each is there, and whether it goes on a list.
struct Levels<T> {
    values: Vec<T>,
    is_there: Vec<i16>,
    goes_on: Vec<i16>,
}

fn levels<'v, T>(
    values: impl Iterator<Item = &'v Value>,
    of: impl Fn(&Value) -> Vec<Option<T>>,
) -> Levels<T> {
    let mut all = Levels {
        values: Vec::new(),
        is_there: Vec::new(),
        goes_on: Vec::new(),
    };
    for value in values {
        let mut goes_on = 0;
        for one in of(value) {
            all.is_there.push(i16::from(one.is_some()));
            all.goes_on.push(goes_on);
            all.values.extend(one);
            goes_on = 1;
        }
    }
    all
}

fn write_column<'v>(
    writer: &mut ColumnWriter<'_>,
    values: impl Iterator<Item = &'v Value>,
) -> Result<(), Error> {
    match writer {
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let all = levels(values, texts);
            writer.write_batch(&all.values, Some(&all.is_there), Some(&all.goes_on))?;
        }
        ColumnWriter::Int64ColumnWriter(writer) => {
            let all = levels(values, |value| match value {
                Value::Whole(number) => vec![*number],
                Value::Time(time) => vec![Some(time.timestamp_millis())],
                _ => vec![None],
            });
            writer.write_batch(&all.values, Some(&all.is_there), None)?;
        }
        ColumnWriter::BoolColumnWriter(writer) => {
            let flags: Vec<bool> = values
                .map(|value| matches!(value, Value::Flag(true)))
                .collect();
            writer.write_batch(&flags, None, None)?;
        }
        _ => {
            return Err(ParquetError::General(
                "a column of no known type".to_owned(),
            ));
        }
    }
    Ok(())
}

/// The texts of a value; one that is missing where it has none, as an empty list has.
fn texts(value: &Value) -> Vec<Option<ByteArray>> {
    let text = |text: &String| Some(ByteArray::from(text.as_str()));
    match value {
        Value::Texts(texts) if !texts.is_empty() => texts.iter().map(text).collect(),
        Value::Text(one) => vec![one.as_ref().and_then(text)],
        _ => vec![None],
    }
}

/// As an error of reading and writing.
pub fn io_error(error: Error) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, Known, Settings};
    use ::bytes::Bytes;
    use chrono::DateTime;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    fn value(field: &Field) -> Value {
        match field {
            Field::Null => Value::Text(None),
            Field::Str(text) => Value::Text(Some(text.clone())),
            Field::Long(number) => Value::Whole(Some(*number)),
            Field::Bool(flag) => Value::Flag(*flag),
            Field::TimestampMillis(time) => {
                Value::Time(DateTime::from_timestamp_millis(*time).unwrap())
            }
            Field::ListInternal(list) => Value::Texts(
                list.elements()
                    .iter()
                    .map(|one| match one {
                        Field::Str(text) => text.clone(),
                        other => panic!("{other:?}"),
                    })
                    .collect(),
            ),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let analyzer = Analyzer::new(Settings::default()).unwrap();
        let message = |from: &str| {
            let text = format!(
                "Received: from c.example ([192.0.2.7]) by mx.example.net with ESMTPS id 1;\n\
                 \x20Sat, 02 May 2026 10:00:09 +0000\nFrom: {from}\nSubject: \u{e9}\n\nhello\n"
            );
            let known = Known::default();
            let report = analyzer.analyze(text.as_bytes(), &known).unwrap();
            // Reading does not tell which type nothing was of.
            let values = super::super::values(&report).into_iter();
            values
                .map(|value| match value {
                    Value::Whole(None) => Value::Text(None),
                    value => value,
                })
                .collect::<Vec<_>>()
        };
        let rows = vec![
            message("a@c.example"),
            message("\"PayPal service@paypal.com\" <x@evil.example>"),
            message("broken"),
        ];
        let mut writer = Writer::new(Vec::new()).unwrap();
        for row in &rows {
            writer.add(row.clone()).unwrap();
        }
        let bytes = Bytes::from(writer.finish().unwrap());
        let reader = SerializedFileReader::new(bytes).unwrap();
        let read: Vec<Vec<Value>> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| {
                let row = row.unwrap();
                row.get_column_iter()
                    .map(|(_, field)| value(field))
                    .collect()
            })
            .collect();
        assert_eq!(read, rows);
        assert!(rows.iter().any(|row| {
            row.iter()
                .any(|value| matches!(value, Value::Texts(all) if all.len() > 1))
        }));
    }

    #[test]
    fn a_file_of_no_messages_has_its_columns() {
        let bytes = Writer::new(Vec::new()).unwrap().finish().unwrap();
        let reader = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
        let schema = reader.metadata().file_metadata().schema();
        assert_eq!(schema.get_fields().len(), COLUMNS.len());
    }
}
