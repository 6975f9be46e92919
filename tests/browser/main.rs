//! The page of the server, in Chromium: what people do with it, and what hostile messages do not.
//!
//! Needs `chromium` and `chromedriver` (or the programs that `CHROMIUM` and `CHROMEDRIVER` name), and axe-core's `axe.min.js` where
//! `AXE` says: `cargo test --test browser -- --ignored`.

#[path = "."]
mod browser {
    mod driver;
    #[path = "../common/hostile.rs"]
    mod hostile;
    mod kept;
    mod look;
    mod safe;
    mod site;
    mod with_keys;
    mod with_script;
    mod without_script;
}
