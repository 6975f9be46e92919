//! The types of reports for Python are those of the schema.

#[path = "../common/typed_dicts.rs"]
mod made;

use hdrtrace::Report;
use std::fs;
use std::path::Path;

#[test]
fn the_types_for_python_are_those_of_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/hdrtrace/report.py");
    let schema = serde_json::from_str(&Report::json_schema_document()).expect("JSON");
    let module = made::module(&schema);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &module).expect("written");
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == module,
        "{} is another: `cargo xtask make-stubs` writes it",
        path.display()
    );
}
