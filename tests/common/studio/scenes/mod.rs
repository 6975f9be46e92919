//! The scenes, one a file, in the order in which a reader should look at them.

mod clean;
mod clock_backwards;
mod expired_key_gone;
mod forged_chain;
mod forwarded;
mod gmail;
mod headers_only;
mod list_arc;
mod microsoft;
mod spoofed_bank;
mod three_hops;

use super::Scene;

/// All of them.
pub fn all() -> Vec<Scene> {
    vec![
        three_hops::scene(),
        clean::scene(),
        headers_only::scene(),
        forwarded::scene(),
        list_arc::scene(),
        clock_backwards::scene(),
        expired_key_gone::scene(),
        spoofed_bank::scene(),
        forged_chain::scene(),
        microsoft::scene(),
        gmail::scene(),
    ]
}
