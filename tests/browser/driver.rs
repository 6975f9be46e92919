//! A browser that is driven: as much of `WebDriver` (W3C) as the tests need, spoken to chromedriver over HTTP.

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// How `WebDriver` names an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that are not characters (`WebDriver`, 17.4.2).
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const CONTROL: &str = "\u{e009}";
pub const ESCAPE: &str = "\u{e00c}";

/// How a browser is started.
#[derive(Clone, Copy)]
pub struct Look {
    pub width: u32,
    pub is_dark: bool,
    pub has_script: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            width: 1280,
            is_dark: false,
            has_script: true,
        }
    }
}

/// A browser with a profile of its own, and its driver.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    folder: PathBuf,
}

impl Browser {
    pub fn start(look: Look) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("hdrtrace-browser-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("downloads")).expect("a folder");
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut driver = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "{}: {error}; install chromium-driver or set CHROMEDRIVER",
                    program.display()
                )
            });
        let port = port(driver.stdout.take().expect("its output"));
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
            folder,
        };
        let answer = browser.ask("POST", "/session", &capabilities(&browser.folder, look));
        answer["sessionId"]
            .as_str()
            .expect("a session")
            .clone_into(&mut browser.session);
        browser.command(
            "Browser.setDownloadBehavior",
            &json!({"behavior": "allow", "downloadPath": browser.folder.join("downloads")}),
        );
        browser.resize(look.width);
        browser
    }

    /// Makes the page so wide.
    pub fn resize(&self, width: u32) {
        let size = json!({"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": false});
        self.command("Emulation.setDeviceMetricsOverride", &size);
    }

    /// A command of the `DevTools`.
    pub fn command(&self, name: &str, parameters: &Value) -> Value {
        self.post(
            "/goog/cdp/execute",
            &json!({"cmd": name, "params": parameters}),
        )
    }

    pub fn open(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    pub fn reload(&self) {
        self.post("/refresh", &json!({}));
    }

    pub fn address(&self) -> String {
        let address = self.get("/url");
        address.as_str().expect("an address").to_owned()
    }

    /// The page as it is printed: a PDF, in base64.
    pub fn printed(&self) -> String {
        let pdf = self.post("/print", &json!({}));
        pdf.as_str().expect("a document").to_owned()
    }

    /// What a script gives back; it has `arguments`.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.post(
            "/execute/sync",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// What a script gives to its last argument, a function.
    pub fn script_async(&self, script: &str, arguments: &[Value]) -> Value {
        self.post(
            "/execute/async",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// Waits until a script gives something that is true, and gives that.
    pub fn wait(&self, script: &str) -> Value {
        let since = Instant::now();
        loop {
            let found = self.script(script, &[]);
            if !matches!(found, Value::Null | Value::Bool(false)) {
                return found;
            }
            assert!(since.elapsed() < PATIENCE, "this never came true: {script}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The text that an element shows.
    pub fn text(&self, css: &str) -> String {
        let text = self.get(&format!("/element/{}/text", self.element(css)));
        text.as_str().unwrap_or_default().to_owned()
    }

    pub fn click(&self, css: &str) {
        self.post(&format!("/element/{}/click", self.element(css)), &json!({}));
    }

    /// Types into an element; into a field for files, their paths.
    pub fn type_into(&self, css: &str, text: &str) {
        self.post(
            &format!("/element/{}/value", self.element(css)),
            &json!({ "text": text }),
        );
    }

    /// Presses keys together, wherever the focus is.
    pub fn press(&self, keys: &[&str]) {
        let down = keys
            .iter()
            .map(|key| json!({"type": "keyDown", "value": key}));
        let up = keys
            .iter()
            .rev()
            .map(|key| json!({"type": "keyUp", "value": key}));
        let actions: Vec<Value> = down.chain(up).collect();
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.post("/actions", &json!({ "actions": [keyboard] }));
    }

    /// What the page, or the browser about the page, wrote on the console since the last call.
    pub fn console(&self) -> Vec<String> {
        let lines = self.post("/se/log", &json!({"type": "browser"}));
        let lines = lines.as_array().cloned().unwrap_or_default();
        lines
            .iter()
            .map(|line| line["message"].to_string())
            .collect()
    }

    /// The addresses that were asked for since the last call.
    pub fn requests(&self) -> Vec<String> {
        let lines = self.post("/se/log", &json!({"type": "performance"}));
        let lines = lines.as_array().cloned().unwrap_or_default();
        let event = |line: &Value| serde_json::from_str::<Value>(line["message"].as_str()?).ok();
        let sent = lines.iter().filter_map(event).filter_map(|event| {
            let message = &event["message"];
            let is_request = message["method"] == "Network.requestWillBeSent";
            is_request.then(|| {
                message["params"]["request"]["url"]
                    .as_str()
                    .map(str::to_owned)
            })?
        });
        sent.collect()
    }

    /// The text of a dialog, if one is open.
    pub fn dialog(&self) -> Option<String> {
        let answer = self.send("GET", &self.path("/alert/text"), &Value::Null);
        answer["value"].as_str().map(str::to_owned)
    }

    /// A file that was downloaded, once it is there in full.
    pub fn downloaded(&self, name: &str) -> Vec<u8> {
        let path = self.folder.join("downloads").join(name);
        let since = Instant::now();
        while !path.exists() {
            assert!(since.elapsed() < PATIENCE, "{name} was not downloaded");
            std::thread::sleep(Duration::from_millis(50));
        }
        fs::read(path).expect("a file")
    }

    fn element(&self, css: &str) -> String {
        let found = self.post("/element", &json!({"using": "css selector", "value": css}));
        found[ELEMENT].as_str().expect("an element").to_owned()
    }

    fn path(&self, path: &str) -> String {
        format!("/session/{}{path}", self.session)
    }

    fn get(&self, path: &str) -> Value {
        self.ask("GET", &self.path(path), &Value::Null)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", &self.path(path), body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut answer = self.send(method, path, body);
        let value = answer["value"].take();
        let error = value["error"].as_str();
        assert!(error.is_none(), "{method} {path} {body}: {value}");
        value
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("sent");
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line).expect("an answer");
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body).expect("all of the answer");
        serde_json::from_slice(&body).expect("JSON")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            self.send("DELETE", &self.path(""), &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The port that the driver says it listens on.
fn port(output: impl Read) -> u16 {
    let mut lines = BufReader::new(output).lines();
    let said = lines.find_map(|line| {
        let line = line.ok()?;
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    said.expect("the driver says its port")
}

fn capabilities(folder: &Path, look: Look) -> Value {
    let mut arguments: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!(
        "--user-data-dir={}",
        folder.join("profile").display()
    ));
    arguments.push(format!(
        "--blink-settings=preferredColorScheme={}",
        u8::from(!look.is_dark)
    ));
    // Not the page for new tabs, which asks for more.
    arguments.push("about:blank".to_owned());
    let mut options = json!({ "args": arguments });
    if let Some(program) = std::env::var_os("CHROMIUM") {
        options["binary"] = program.to_string_lossy().into();
    }
    if !look.has_script {
        options["prefs"] = json!({"profile.managed_default_content_settings.javascript": 2});
    }
    json!({"capabilities": {"alwaysMatch": {
        "browserName": "chrome",
        // A dialog is something to be found.
        "unhandledPromptBehavior": "ignore",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    }}})
}
