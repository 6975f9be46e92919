//! A message on its way: fields are put on top of it, as transport does.

/// A message, or its header alone.
#[derive(Clone)]
pub struct Letter {
    /// Whole fields with their line ends, topmost first.
    fields: Vec<String>,
    /// `None` for a header without the empty line that ends it.
    body: Option<String>,
}

/// Text with the line ends of mail.
fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

impl Letter {
    /// What the author's program writes: fields as lines without folding, and the body.
    pub fn new(fields: &[&str], body: &str) -> Self {
        Self {
            fields: fields.iter().map(|field| crlf(field) + "\r\n").collect(),
            body: Some(crlf(body)),
        }
    }

    /// Puts a field on top. Lines after the first begin with a blank or tab.
    pub fn stamp(&mut self, field: &str) {
        self.fields.insert(0, crlf(field) + "\r\n");
    }

    /// Exchanges the value of a field for what `change` makes of it.
    pub fn edit_field(&mut self, name: &str, change: impl Fn(&str) -> String) {
        let prefix = format!("{name}: ");
        for field in &mut self.fields {
            if let Some(value) = field.strip_prefix(&prefix) {
                *field = format!("{prefix}{}\r\n", change(value.trim_end()));
            }
        }
    }

    /// Puts text behind the body.
    pub fn append(&mut self, footer: &str) {
        if let Some(body) = &mut self.body {
            body.push_str(&crlf(footer));
        }
    }

    /// Takes the body off, with the empty line before it.
    pub fn behead(&mut self) {
        self.body = None;
    }

    /// The fields, topmost first.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// The body, empty if there is none.
    pub fn body(&self) -> &str {
        self.body.as_deref().unwrap_or_default()
    }

    /// The whole message.
    pub fn text(&self) -> String {
        let header = self.fields.concat();
        match &self.body {
            Some(body) => format!("{header}\r\n{body}"),
            None => header,
        }
    }
}
