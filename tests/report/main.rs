//! From bytes to report, and the report in every format.

mod bought;
mod browser;
mod cases;
mod depth;
mod findings_properties;
#[path = "../common/given.rs"]
mod given;
mod golden;
#[path = "../common/hostile.rs"]
mod hostile;
mod hostile_growth;
#[path = "../common/inert.rs"]
mod inert;
mod json_doc;
mod kept;
mod paste_damage;
mod properties;
mod received_properties;
mod redaction;
mod render;
mod samples;
mod session;
#[path = "../common/shared.rs"]
mod shared;
#[path = "../../examples/make-samples/studio/mod.rs"]
mod studio;
#[path = "../common/support/mod.rs"]
mod support;
