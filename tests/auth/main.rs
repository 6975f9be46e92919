//! SPF, DKIM, ARC and DMARC: verdicts, the public suites, and what explains a signature that fails.

mod arc_verdicts;
mod auth_properties;
mod conformance;
mod dkim_verdicts;
mod dmarc;
#[path = "../common/growth.rs"]
mod growth;
mod recover;
mod repair_budget;
mod repair_edits;
mod repair_header;
#[path = "../common/shared.rs"]
mod shared;
mod spf;
#[path = "../common/suite/mod.rs"]
mod suite;
#[path = "../common/support/mod.rs"]
mod support;
