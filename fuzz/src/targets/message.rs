//! A message as a whole: its pieces are the input, and its analysis ends in a report or says that it is no mail.

use crate::given;
use hdrtrace::message::{Message, PieceKind};
use hdrtrace::{AnalyzeError, Known};

pub fn run(data: &[u8]) {
    assert_pieces_are_the_input(data);
    match given::ANY.analyze(data, &Known::default()) {
        Ok(report) => assert!(!report.verdict.summary.is_empty()),
        Err(AnalyzeError::Fault(fault)) => panic!("{fault}"),
        Err(_) => {}
    }
}

fn assert_pieces_are_the_input(raw: &[u8]) {
    let message = Message::parse(raw);
    let (mut at, mut fields) = (0, 0);
    for piece in message.pieces() {
        assert_eq!(piece.span.start, at, "a gap or an overlap");
        assert!(!piece.span.is_empty());
        at = piece.span.end;
        if let PieceKind::Field(index) = piece.kind {
            assert_eq!(index, fields);
            let field = &message.fields()[index];
            assert_eq!(field.raw(), piece.span.of(raw));
            assert_eq!(field.raw_value(), field.value_span().of(raw));
            fields += 1;
        }
    }
    assert_eq!((at, fields), (raw.len(), message.fields().len()));
}
