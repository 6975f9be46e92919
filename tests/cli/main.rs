//! The program: its flags, settings, evidence folders and commands, and what the project says of itself.

mod abuse;
mod casefile;
mod check_recover;
mod cli;
mod common_options;
mod config;
mod config_file;
mod containers;
mod cortex;
mod files;
mod generate;
#[path = "../common/given.rs"]
mod given;
mod handed;
mod help;
mod layering;
mod look;
mod nameserver;
mod pages;
mod public_api;
mod readme;
mod resume;
mod rules;
mod scan;
mod scan_files;
mod scratch;
mod security;
mod serve;
#[path = "../common/shared.rs"]
mod shared;
#[path = "../common/support/mod.rs"]
mod support;
mod systems;
mod texts;
mod wording;
