//! The public suites, each case over a DNS server on loopback that can also be silent, fail and refuse.
// Figures for those who ask for the output.
#![allow(clippy::print_stdout)]

mod arc;
mod differential;
mod dkim;
mod dmarc;
mod loopback;
mod spf;
