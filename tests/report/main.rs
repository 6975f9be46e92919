//! From bytes to report, and the report in every format.

mod bought;
mod browser;
mod cases;
mod depth;
mod explained;
mod findings_properties;
#[path = "../common/given.rs"]
mod given;
mod golden;
#[path = "../common/growth.rs"]
mod growth;
#[path = "../common/hostile.rs"]
mod hostile;
mod hostile_growth;
mod hostile_inputs;
#[path = "../common/inert.rs"]
mod inert;
mod json_doc;
mod kept;
mod left_out;
mod page;
mod paste_damage;
mod properties;
mod received_properties;
mod redaction;
mod render;
mod samples;
mod session;
#[path = "../common/shared.rs"]
mod shared;
mod siem;
#[path = "../common/studio/mod.rs"]
mod studio;
#[path = "../common/support/mod.rs"]
mod support;
mod typed_dicts;
