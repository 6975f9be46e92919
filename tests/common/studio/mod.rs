//! The making of the samples: scenes are played, their letters signed and stamped, their zones recorded.

mod clock;
mod ids;
mod keys;
mod letter;
mod mta;
mod readme;
mod scenes;
mod sign;
mod zone;

use letter::Letter;
use zone::Zone;

/// A sample as a scene tells it.
pub struct Scene {
    /// The name of its files, without extension.
    pub name: &'static str,
    /// One line: what it is.
    pub title: &'static str,
    /// What it shows and where to look, in Markdown.
    pub look: &'static str,
    /// The message as delivered.
    pub letter: Letter,
    /// The DNS that a full evaluation asks.
    pub zone: Zone,
}

/// A file of the folder.
pub struct File {
    /// Its name in the folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    fn new(name: String, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { name, bytes }
    }
}

/// Every file that is generated: a message and its capsule for each scene, and the README.
pub fn files() -> Vec<File> {
    let scenes = scenes::all();
    let readme = File::new("README.md".to_owned(), readme::text(&scenes));
    scenes
        .iter()
        .flat_map(|scene| {
            [
                File::new(format!("{}.eml", scene.name), scene.letter.text()),
                File::new(format!("{}.dns.json", scene.name), scene.zone.capsule()),
            ]
        })
        .chain([readme])
        .collect()
}
