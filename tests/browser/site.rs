//! A server with the page, a browser before it, and what the program says of the same input.

use super::driver::{Browser, Look};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A server, for as long as it lives.
pub struct Site {
    pub url: String,
    folder: PathBuf,
    server: Child,
}

impl Site {
    /// One that asks no DNS.
    pub fn offline() -> Self {
        Self::with(&["--offline"])
    }

    pub fn with(options: &[&str]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("site-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let mut server = program()
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut url = String::new();
        let output = server.stdout.take().expect("its output");
        BufReader::new(output)
            .read_line(&mut url)
            .expect("its address");
        let url = url.trim().trim_end_matches('/').to_owned();
        Self {
            url,
            folder,
            server,
        }
    }

    /// A browser that shows the page.
    pub fn browser(&self, look: Look) -> Browser {
        let browser = Browser::start(look);
        browser.open(&self.url);
        browser
    }

    /// A file of this folder; its path.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.join(name);
        fs::write(&path, bytes).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    }

    /// What the program prints, in this folder.
    pub fn program(&self, arguments: &[&str]) -> Vec<u8> {
        let output = program()
            .args(arguments)
            .current_dir(&self.folder)
            .output()
            .expect("the program runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The program without a configuration of its user.
fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    program.env("HDRTRACE_CONFIG", "").env("TZ", "UTC");
    program
}

pub fn sample(name: &str) -> Vec<u8> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    fs::read(samples.join(format!("{name}.eml"))).expect("a sample")
}

/// Two messages in the form of a Unix mailbox.
pub fn mailbox() -> Vec<u8> {
    let messages = [sample("spoofed-bank"), sample("clean")];
    let separated = messages.map(|message| {
        let from = b"From sender@client.example Sat May  2 10:00:09 2026\n".to_vec();
        [from, message, b"\n".to_vec()].concat()
    });
    separated.concat()
}

/// The same in a ZIP archive.
pub fn archive() -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["spoofed-bank", "clean"] {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("{name}.eml"), options)
            .expect("a member");
        zip.write_all(&sample(name)).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

/// One message in each further container: its name, and its bytes.
pub fn containers() -> Vec<(&'static str, Vec<u8>)> {
    let clean = sample("clean");
    let outlook = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/outlook/received.msg");
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(clean.len() as u64);
    tar.append_data(&mut header, "clean.eml", clean.as_slice())
        .expect("a member");
    let tar = tar.into_inner().expect("an archive");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, &tar).expect("its bytes");
    let mut seven =
        sevenz_rust2::ArchiveWriter::new(std::io::Cursor::new(Vec::new())).expect("an archive");
    let entry = sevenz_rust2::ArchiveEntry::new_file("clean.eml");
    seven
        .push_archive_entry(entry, Some(clean.as_slice()))
        .expect("a member");
    let emlx = [format!("{}\n", clean.len()).into_bytes(), clean].concat();
    vec![
        ("received.msg", fs::read(outlook).expect("a seed")),
        ("clean.tar", tar),
        ("clean.tgz", gzip.finish().expect("its end")),
        ("clean.7z", seven.finish().expect("an archive").into_inner()),
        ("clean.emlx", emlx),
    ]
}

/// Drops files onto the page, as a person does with a mouse.
pub fn drop_files(browser: &Browser, files: &[(&str, &[u8])]) {
    let files: Vec<Value> = files
        .iter()
        .map(|(name, bytes)| json!({"name": name, "bytes": bytes}))
        .collect();
    browser.script(
        "const data = new DataTransfer();
         for (const { name, bytes } of arguments[0]) data.items.add(new File([new Uint8Array(bytes)], name));
         const given = { dataTransfer: data, bubbles: true, cancelable: true };
         document.body.dispatchEvent(new DragEvent('dragover', given));
         document.body.dispatchEvent(new DragEvent('drop', given));",
        &[files.into()],
    );
}

/// The document in the frame, once it is there and as high as it wants to be.
pub fn report(browser: &Browser) -> String {
    browser.wait(
        "const frame = document.querySelector('iframe.report');
         const body = frame?.contentDocument?.querySelector('.verdict')?.ownerDocument.body;
         return Boolean(body) && Math.abs(frame.clientHeight - body.getBoundingClientRect().height) < 4;",
    );
    let document = browser.script(
        "return document.querySelector('iframe.report').getAttribute('srcdoc')",
        &[],
    );
    document.as_str().expect("a document").to_owned()
}

/// The rows of the table, once there are so many.
pub fn rows(browser: &Browser, count: usize) -> String {
    browser.wait(&format!(
        "return document.querySelectorAll('table.messages tbody tr').length === {count}"
    ));
    browser.text("table.messages tbody")
}
