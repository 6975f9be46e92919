//! The description of the interface, and answers that are as it says.

use super::client::Answer;
use super::{MESSAGE, Serving};
use jsonschema::Validator;
use serde_json::{Value, json};

struct Described(Value);

impl Described {
    fn by(serving: &Serving) -> Self {
        let answer = serving.get("/api/v1/openapi.json");
        assert_eq!(answer.status, 200);
        assert_eq!(answer.field("content-type"), Some("application/json"));
        Self(answer.json())
    }

    /// Holds an answer to what is said of its operation.
    fn assert_fits(&self, method: &str, path: &str, answer: &Answer) {
        let operation = &self.0["paths"][path][method];
        assert!(operation.is_object(), "{method} {path}");
        let media = answer.field("content-type").expect("a media type");
        let schema = if answer.status == 200 {
            &operation["responses"]["200"]["content"][media]["schema"]
        } else {
            assert_eq!(
                operation["responses"]["default"]["$ref"],
                "#/components/responses/Problem"
            );
            &self.0["components"]["responses"]["Problem"]["content"][media]["schema"]
        };
        assert!(schema.is_object(), "{method} {path}: {media}");
        let is_json = media == "application/json" || media.contains("+json");
        let value = if is_json {
            answer.json()
        } else {
            Value::String(answer.text().to_owned())
        };
        let validator = self.validator(schema);
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{method} {path}: {errors:?}");
    }

    fn validator(&self, schema: &Value) -> Validator {
        let whole = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": [schema],
            "components": self.0["components"],
        });
        jsonschema::validator_for(&whole).expect("a schema")
    }
}

#[test]
fn answers_are_as_they_are_described() {
    let serving = Serving::start(|_| {});
    let described = Described::by(&serving);
    let mailbox = format!(
        "From a@b.example Sat May  2 10:00:09 2026\n{MESSAGE}\nFrom a@b.example Sat May  2 10:00:09 2026\n{MESSAGE}\n"
    );
    for path in ["/api/v1/reports", "/api/v1/iocs"] {
        for body in [MESSAGE, &mailbox, ""] {
            described.assert_fits("post", path, &serving.post(path, body.as_bytes()));
        }
        let wrong = serving.post(&format!("{path}?x=1"), MESSAGE.as_bytes());
        described.assert_fits("post", path, &wrong);
    }
    for format in ["html", "markdown", "terminal", "csv", "ocsf", "sarif"] {
        let answer = serving.post(
            &format!("/api/v1/reports?format={format}"),
            MESSAGE.as_bytes(),
        );
        described.assert_fits("post", "/api/v1/reports", &answer);
    }
    for (path, query, sent) in [
        (
            "spf",
            "ip=192.0.2.7&helo=a.example",
            json!({"ip": "192.0.2.7", "helo": "a.example"}),
        ),
        (
            "dmarc",
            "from=a.example&dkim-pass=a.example",
            json!({"from": "a.example", "dkim-pass": ["a.example"]}),
        ),
        (
            "dkim-key",
            "selector=s1&domain=a.example",
            json!({"selector": "s1", "domain": "a.example"}),
        ),
        ("domain", "domain=a.example", json!({"domain": "a.example"})),
    ] {
        let path = format!("/api/v1/check/{path}");
        let got = serving.get(&format!("{path}?{query}"));
        assert_eq!(got.status, 200, "{}", got.text());
        described.assert_fits("get", &path, &got);
        let form = serving
            .ask("POST", &path)
            .with("Content-Type", "application/x-www-form-urlencoded");
        let form = form.body(query.as_bytes()).send();
        let object = serving
            .ask("POST", &path)
            .with("Content-Type", "application/json");
        let object = object.body(sent.to_string().as_bytes()).send();
        assert_eq!(form.body, got.body);
        assert_eq!(object.body, got.body, "{}", object.text());
        described.assert_fits("get", &path, &serving.get(&path));
        let body =
            &described.0["paths"][&path]["post"]["requestBody"]["content"]["application/json"];
        assert!(
            described.validator(&body["schema"]).is_valid(&sent),
            "{path}"
        );
        let text = serving
            .ask("GET", &format!("{path}?{query}"))
            .with("Accept", "text/plain")
            .send();
        described.assert_fits("get", &path, &text);
    }
    for term in ["SFV:SPM", "dmarc-fail", "451%204.7.1", "nothing-like-that"] {
        let answer = serving.get(&format!("/api/v1/explain/{term}"));
        described.assert_fits("get", "/api/v1/explain/{term}", &answer);
    }
    for path in ["/healthz", "/metrics", "/api/v1/openapi.json"] {
        described.assert_fits("get", path, &serving.get(path));
    }
}

#[test]
fn the_description_names_what_is_served_and_no_more() {
    let serving = Serving::start(|_| {});
    let described = Described::by(&serving);
    let paths = described.0["paths"].as_object().expect("paths");
    let mut ids = Vec::new();
    for (path, operations) in paths {
        let target = path.replace("{term}", "spf");
        for (method, operation) in operations.as_object().expect("operations") {
            ids.push(operation["operationId"].as_str().expect("a name"));
            let answer = serving
                .ask(&method.to_uppercase(), &target)
                .body(b"")
                .send();
            assert!(
                !matches!(answer.status, 404 | 405),
                "{method} {path}: {}",
                answer.status
            );
        }
        let answer = serving.ask("DELETE", &target).send();
        assert_eq!(answer.status, 405, "{path}");
        let allowed = answer.field("allow").expect("methods");
        assert_eq!(
            allowed.contains("POST"),
            operations.get("post").is_some(),
            "{path}"
        );
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(serving.get("/api/v1/nothing").status, 404);
    assert_eq!(serving.get("/api/v1/explain/").status, 404);
    let head = serving.ask("HEAD", "/healthz").send();
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn requests_are_counted() {
    let serving = Serving::start(|_| {});
    serving.post("/api/v1/reports", MESSAGE.as_bytes());
    serving.get("/healthz");
    serving.get("/nowhere");
    let metrics = serving.get("/metrics");
    for line in [
        "hdrtrace_http_requests_total{method=\"POST\",route=\"/api/v1/reports\",status=\"200\"} 1",
        "hdrtrace_http_requests_total{method=\"GET\",route=\"other\",status=\"404\"} 1",
        "hdrtrace_messages_total 1",
        "hdrtrace_requests_under_way 0",
    ] {
        assert!(
            metrics.text().lines().any(|known| known == line),
            "{line}\n{}",
            metrics.text()
        );
    }
}
