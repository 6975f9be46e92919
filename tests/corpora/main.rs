//! What is measured over corpora of real mail, in the folder that `HDRTRACE_SHARED` names.

#[path = "../common/corpus/mod.rs"]
mod corpus;
mod corpus_reports;
mod exports;
mod finding_rates;
#[path = "../common/given.rs"]
mod given;
mod lists_body_hash;
mod lists_repair;
mod outlook_samples;
mod packed;
mod packer;
mod pastes;
mod received_corpus;
mod received_truth;
mod route_corpus;
#[path = "../common/shared.rs"]
mod shared;
#[path = "../common/suite/mod.rs"]
mod suite;
mod terminal;
