//! The trust boundary against what the receiver itself noted, on real mail.

use crate::shared;
use hdrtrace::message::Message;
use hdrtrace::names::unmapped;
use hdrtrace::route::Route;
use std::net::IpAddr;
use std::path::Path;

fn each_message(folder: &str, mut see: impl FnMut(&str, &Message<'_>)) {
    let folder = shared::path("corpus").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(Path::new(&file)).expect("a message");
        see(&name, &Message::parse(&bytes));
    }
}

/// Messages whose fields the corpus's own anonymizing damaged: no tool could read them.
const DAMAGED: &[(&str, &str)] = &[];

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn the_boundary_is_the_address_that_outlook_noted() {
    let (mut checked, mut wrong) = (0, Vec::new());
    each_message("phish", |name, message| {
        let noted = message
            .first("X-Sender-IP")
            .map(|field| field.text().into_owned());
        let Some(noted) = noted.and_then(|text| text.trim().parse::<IpAddr>().ok()) else {
            return;
        };
        checked += 1;
        let route = Route::of(message, &[]);
        let found = route.boundary.as_ref().and_then(|boundary| boundary.ip);
        if found != Some(unmapped(noted)) && !DAMAGED.iter().any(|(damaged, _)| *damaged == name) {
            wrong.push(format!("{name}: noted {noted}, found {found:?}"));
        }
    });
    assert!(
        checked > 280 && wrong.is_empty(),
        "{} of {checked} are the noted address\n{}",
        checked - wrong.len(),
        wrong.join("\n")
    );
}
