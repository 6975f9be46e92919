"""The validators of .ci/siem. Each takes files and gives the problems of each file; a file may have one JSON value a line."""

import contextlib
import datetime
import io
import ipaddress
import json
import os
import pathlib
import stat
import subprocess
import sys

import jsonschema
import ocsf_json_schema
from cortexutils.analyzer import Analyzer


def values(path):
    found = [json.loads(line) for line in path.read_text().splitlines()]
    if not found:
        raise SystemExit(f"{path}: nothing was written")
    return found


def by_file(check):
    """Of a check of one value: the problems of files."""

    def checked(self, paths):
        return {path: [problem for value in values(path) for problem in check(self, value)] for path in paths}

    return checked


def is_time(text):
    try:
        datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except (ValueError, AttributeError):
        return False
    return text.endswith("Z")


def is_ip(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class Checks:
    def __init__(self, tools):
        self.tools = tools
        schemas = ocsf_json_schema.OcsfJsonSchemaEmbedded(ocsf_json_schema.get_ocsf_schema("1.8.0"))
        schema = schemas.get_class_schema("email_activity")
        self.ocsf_schema = jsonschema.validators.validator_for(schema)(schema)
        self.ecs_fields = json.loads((tools / "ecs.json").read_text())
        models = tools / "splunk/pytest_splunk_addon/data_models/Email.json"
        self.cim_fields = {}
        for part in walk_objects(json.loads(models.read_text())["objects"]):
            for field in part["fields"]:
                self.cim_fields.setdefault(field["name"], field)

    @by_file
    def ocsf(self, event):
        for error in self.ocsf_schema.iter_errors(event):
            yield f"{error.json_path}: {error.message}"
        if event.get("type_uid") != event.get("class_uid", 0) * 100 + event.get("activity_id", 0):
            yield "type_uid is not class_uid * 100 + activity_id"

    @by_file
    def ecs(self, event):
        yield from self.ecs_object("", event)
        for field in ("@timestamp", "ecs.version", "event.kind"):
            if dotted(event, field) is None:
                yield f"{field} is missing"

    def ecs_object(self, prefix, value):
        for key, inner in value.items():
            name = prefix + key
            if name == "hdrtrace":
                continue
            field = self.ecs_fields.get(name)
            if field is None and isinstance(inner, dict):
                if not any(known.startswith(name + ".") for known in self.ecs_fields):
                    yield f"{name} is no field of ECS"
                yield from self.ecs_object(name + ".", inner)
                continue
            if field is None:
                yield f"{name} is no field of ECS"
                continue
            is_list = "array" in field["normalize"]
            if is_list != isinstance(inner, list):
                yield f"{name}: {'no list' if is_list else 'a list'}"
                continue
            for one in inner if is_list else [inner]:
                if field["type"] in ("nested", "object") and isinstance(one, dict):
                    yield from self.ecs_object(name + ".", one)
                elif not ECS_TYPES[field["type"]](one):
                    yield f"{name}: {one!r} is no {field['type']}"
                allowed = [value["name"] for value in field.get("allowed_values", [])]
                if allowed and one not in allowed:
                    yield f"{name}: {one!r} is not one of {allowed}"

    @by_file
    def asim(self, event):
        for name, value in event.items():
            kind = ASIM.get(name)
            if kind is None:
                yield f"{name} is no field of EmailEvent"
            elif isinstance(kind, tuple):
                if value not in kind:
                    yield f"{name}: {value!r} is not one of {kind}"
            elif not kind(value):
                yield f"{name}: {value!r} has another type"
        for name in ASIM_MANDATORY:
            # The host of the destination is known only where a hop of the receiver's side names it.
            is_unknown = name == "Dst" and "host" not in event.get("AdditionalFields", {}).get("receiver", {})
            if name not in event and not is_unknown:
                yield f"{name} is missing"

    @by_file
    def cim(self, event):
        for name, field in self.cim_fields.items():
            value = event.get(name)
            if value is None:
                known = CIM_KNOWN.get(name)
                if field["type"] == "required" and (known is None or dotted(event, known) not in (None, [])):
                    yield f"{name} is missing"
                continue
            several = value if isinstance(value, list) else [value]
            expected = field.get("expected_values")
            if expected and any(one not in expected for one in several):
                yield f"{name}: {value!r} is not one of {expected}"
            if "isnum" in field.get("validity", "") and any(not is_number(one) for one in several):
                yield f"{name}: {value!r} is no number"
        for name in event:
            if name not in self.cim_fields and name not in CIM_OTHERS:
                yield f"{name} is no field of CIM's Email"
        if "recipient" in event and event.get("recipient_count") != len(event["recipient"]):
            yield "recipient_count is not the number of recipients"

    def sarif(self, paths):
        """All in one run: the program that checks takes its time to start."""
        log = paths[0].parent / "multitool.json"
        log.unlink(missing_ok=True)
        program = self.tools / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        command = [str(program), "validate", "--rule-kind", "Sarif;Ghas", *map(str, paths), "--output", str(log), "--log", "ForceOverwrite"]
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
        said = done.stdout.decode(errors="replace")
        if not log.exists() or f"Done. {len(paths):,} files scanned" not in said:
            raise SystemExit(f"Sarif.Multitool did not check: {said}\n{done.stderr.decode(errors='replace')}")
        problems = {path: [] for path in paths}
        names = {path.name: path for path in paths}
        run = json.loads(log.read_text())["runs"][0]
        read = set()
        for result in run["results"]:
            where = result["locations"][0]["physicalLocation"]["artifactLocation"]
            uri = where.get("uri") or run["artifacts"][where["index"]]["location"]["uri"]
            path = names[uri.rsplit("/", 1)[-1]]
            read.add(path)
            if result["ruleId"] in SARIF_ACCEPTED or result.get("level", "warning") not in ("error", "warning"):
                continue
            message = result["message"]
            arguments = message.get("arguments", [])
            problems[path].append(f"{result['ruleId']} {message.get('id', message.get('text'))} {arguments}")
        # Of a log that it cannot read it says nothing at all; of all others it misses the tool's page (SARIF2005).
        for path in set(paths) - read:
            problems[path].append("the validator cannot read it")
        for invocation in run.get("invocations", []):
            for notice in invocation.get("toolExecutionNotifications", []) + invocation.get("toolConfigurationNotifications", []):
                if notice.get("level") == "error":
                    raise SystemExit(f"Sarif.Multitool: {notice}")
        for path in paths:
            if not problems[path]:
                problems[path] += full_stops(json.loads(path.read_text()))
        return problems

    @by_file
    def cortex(self, output):
        """The same objects as cortexutils itself makes of the same values."""
        if set(output) != {"success", "summary", "artifacts", "operations", "full"}:
            yield f"the keys are {sorted(output)}"
        if output.get("success") is not True:
            yield "success is not true"
        for one in output.get("summary", {}).get("taxonomies", [{}]):
            made = Analyzer.build_taxonomy(None, *(one.get(key) for key in ("level", "namespace", "predicate", "value")))
            if made != one or not isinstance(one["value"], str):
                yield f"a taxonomy of Cortex is {made}, not {one}"
        for one in output.get("artifacts", [{}]):
            made = Analyzer.build_artifact(None, one.get("dataType"), one.get("data"), tags=one.get("tags"))
            if made != one or not one["data"] or one["dataType"] not in CORTEX_TYPES:
                yield f"an artifact of Cortex is {made}, not {one}"


def each(check):
    """Of a check of one file, which gives its problems or raises: the problems of files."""

    def checked(paths):
        problems = {}
        for path in paths:
            try:
                problems[path] = list(check(path) or [])
            except (ValueError, AssertionError) as error:
                problems[path] = [str(error)]
        return problems

    return checked


def walk_objects(parts):
    for part in parts:
        yield part
        yield from walk_objects(part.get("child_dataset", []))


def dotted(value, path):
    for key in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def full_stops(log):
    for run in log["runs"]:
        texts = [result["message"]["text"] for result in run["results"]]
        texts += [rule[part]["text"] for rule in run["tool"]["driver"].get("rules", []) for part in ("shortDescription", "fullDescription")]
        for text in texts:
            if not text.endswith("."):
                yield f"no full stop: {text!r}"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_text(value):
    return isinstance(value, str)


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_texts(value):
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


ECS_TYPES = {
    "keyword": is_text,
    "wildcard": is_text,
    "match_only_text": is_text,
    "text": is_text,
    "constant_keyword": is_text,
    "date": is_time,
    "ip": lambda value: is_text(value) and is_ip(value),
    "long": is_whole,
    "float": is_number,
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "nested": lambda value: isinstance(value, dict),
    "flattened": lambda value: isinstance(value, dict),
    "geo_point": lambda value: isinstance(value, dict),
}

# Microsoft publishes no validator; these are the fields of its documentation that are written, with their values or type.
RESULTS = ("Pass", "Fail", "None", "TemporaryError", "PermanentError")
ASIM_MANDATORY = (
    "EventCount EventStartTime EventEndTime EventType EventResult EventProduct EventVendor EventSchema EventSchemaVersion Dvc Dst"
).split()
ASIM = {
    "TimeGenerated": is_time,
    "EventCount": is_whole,
    "EventStartTime": is_time,
    "EventEndTime": is_time,
    "EventType": ("EmailInspection", "EmailDelivery"),
    "EventSubType": ("EmailSent", "EmailReceived"),
    "EventResult": ("Success", "Partial", "Failure", "NA"),
    "EventSeverity": ("Informational", "Low", "Medium", "High"),
    "EventMessage": is_text,
    "EventOriginalUid": is_text,
    "EventOriginalSeverity": is_text,
    "EventProduct": is_text,
    "EventProductVersion": is_text,
    "EventVendor": is_text,
    "EventSchema": ("EmailEvent",),
    "EventSchemaVersion": ("1.0.0",),
    "Dvc": is_text,
    "DvcAction": ("Delivered", "Modified", "Redirected", "Blocked", "Quarantined", "Deleted", "Purged", "NA"),
    "Dst": is_text,
    "DstIpAddr": is_ip,
    "Src": is_text,
    "SrcIpAddr": is_ip,
    "SrcFQDN": is_text,
    "EmailProtocolName": ("SMTP", "IMAP", "POP3"),
    "EmailDirection": ("Inbound", "Outbound", "Internal", "Local", "Unknown"),
    "EmailDeliveryLocation": ("Inbox", "Junk", "Quarantine", "DeletedItems"),
    "EmailFromAddress": is_text,
    "EmailFromDomain": is_text,
    "EmailMailFromAddress": is_text,
    "EmailMailFromDomain": is_text,
    "EmailReplyToAddress": is_text,
    "EmailReplyToDomain": is_text,
    "EmailToRecipients": is_texts,
    "EmailCCRecipients": is_texts,
    "EmailSubject": is_text,
    "EmailSizeBytes": is_whole,
    "EmailFileCount": is_whole,
    "EmailFiles": lambda value: isinstance(value, list),
    "EmailUrlCount": is_whole,
    "EmailUrls": is_texts,
    "EmailSpfResult": (*RESULTS, "SoftFail", "Neutral"),
    "EmailSpfOriginalResult": is_text,
    "EmailDkimResult": RESULTS,
    "EmailDkimOriginalResult": is_text,
    "EmailDkimDomain": is_text,
    "EmailDmarcResult": ("Pass", "Fail", "BestGuessPass", "None"),
    "EmailDmarcOriginalResult": is_text,
    "EmailDmarcPolicy": ("Quarantine", "Reject", "None"),
    "RuleName": is_text,
    "RuleDescription": is_text,
    "AdditionalFields": lambda value: isinstance(value, dict),
}

# What the data model requires and a message may not say: it must stand where our own part shows that it is known.
CIM_KNOWN = {
    "action": "hdrtrace.delivery",
    "dest": "hdrtrace.receiver.host",
    "internal_message_id": "hdrtrace.route.queue_id",
    "message_id": "hdrtrace.message_id",
    "protocol": "hdrtrace.route.protocol",
    "recipient": "hdrtrace.route.envelope_to",
    "recipient_count": "recipient",
    "recipient_domain": "hdrtrace.no_such",
    "return_addr": "hdrtrace.route.mail_from",
    "src": "hdrtrace.route.client_ip",
    "src_user": "src_user_domain",
    "src_user_domain": "hdrtrace.no_such",
    "signature": "hdrtrace.findings",
}
# Fields of events as such.
CIM_OTHERS = ("time", "severity", "hdrtrace")

CORTEX_TYPES = ("ip", "mail", "domain", "url", "hash", "filename", "fqdn", "other")

# There is no page of the tool that could be named, and no region where no bytes show a finding: what is missing has no place.
SARIF_ACCEPTED = ("SARIF2005", "SARIF2017")


def put(path, value):
    """A fault: this value there."""

    def spoil(event):
        *way, last = path
        for key in way:
            event = event[key]
        event[last] = value

    return spoil


def drop(*path):
    """A fault: nothing there."""

    def spoil(event):
        *way, last = path
        for key in way:
            event = event[key]
        del event[last]

    return spoil


OCSF_FAULTS = [
    ("no time", drop("time")),
    ("an attribute of another name", put(["spf_result"], "pass")),
    ("a severity that there is not", put(["severity_id"], 42)),
    ("a time as text", put(["time"], "2026-11-01T00:00:00Z")),
    ("an address in angle brackets", put(["email", "from"], "<a@client.example>")),
    ("another activity than its type", put(["activity_id"], 2)),
    ("an address that is none", put(["src_endpoint", "ip"], "client.example")),
]
ECS_FAULTS = [
    ("a field that there is not", put(["email", "spf"], "pass")),
    ("a kind that there is not", put(["event", "kind"], "finding")),
    ("one address that is no list", put(["email", "from", "address"], "a@client.example")),
    ("a name as an address", put(["source", "ip"], "client.example")),
    ("no time", drop("@timestamp")),
    ("a number as text", put(["event", "severity"], "73")),
]
ASIM_FAULTS = [
    ("a word of RFC 8601", put(["EmailSpfResult"], "pass")),
    ("no device", drop("Dvc")),
    ("no destination though it is known", drop("Dst")),
    ("a field that there is not", put(["EmailMessageId"], "a@client.example")),
    ("another severity", put(["EventSeverity"], "Warning")),
    ("a time without zone", put(["EventStartTime"], "2026-11-01 00:00:00")),
]
CIM_FAULTS = [
    ("an action that there is not", put(["action"], "junked")),
    ("a wrong count", put(["recipient_count"], 99)),
    ("no source though it is known", drop("src")),
    ("no destination though it is known", drop("dest")),
    ("a size as text", put(["size"], "2985")),
    ("a field that there is not", put(["spf"], "pass")),
]
SARIF_FAULTS = [
    ("a level that there is not", put(["runs", 0, "results", 0, "level"], "fatal")),
    ("a rule that there is not", put(["runs", 0, "results", 0, "ruleIndex"], 99)),
    ("a line before the first", put(["runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"], 0)),
    ("an end before the start", put(["runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "endLine"], 1)),
    ("no tool", drop("runs", 0, "tool")),
    ("a message without a full stop", put(["runs", 0, "results", 0, "message", "text"], "no full stop")),
]
CORTEX_FAULTS = [
    ("a level that there is not", put(["summary", "taxonomies", 0, "level"], "high")),
    ("no data", drop("artifacts", 0, "data")),
    ("a type that there is not", put(["artifacts", 0, "dataType"], "email")),
    ("no success", drop("success")),
    ("a key of another name", put(["summary", "taxonomies", 0, "name"], "x")),
]


def cortex_jobs(folder, program):
    """A job as Cortex gives it, read by cortexutils too: allowed, refused, and out of its folder."""
    secret = folder / "secret.eml"
    secret.write_bytes(pathlib.Path("samples/clean.eml").read_bytes())
    count = 0
    for name, changes, success in (
        ("plain", {}, True),
        ("red", {"tlp": 3, "config": {"check_tlp": True, "max_tlp": 3}}, True),
        ("above", {"tlp": 3, "config": {"check_tlp": True, "max_tlp": 2}}, False),
        ("pap", {"pap": 3, "config": {"check_pap": True, "max_pap": 2}}, False),
        ("type", {"dataType": "ip", "data": "192.0.2.1"}, False),
        ("climbs", {"file": "../../secret.eml"}, False),
        ("absolute", {"file": str(secret)}, False),
        ("link", {"file": "link"}, False),
        ("missing", {"file": "missing"}, False),
    ):
        job = folder / f"job-{name}"
        (job / "input").mkdir(parents=True)
        (job / "output").mkdir()
        (job / "input/attachment").write_bytes(secret.read_bytes())
        (job / "input/link").symlink_to(secret)
        wanted = {"dataType": "file", "file": "attachment", "filename": "mail.eml", "tlp": 2, "pap": 2, "config": {"api_key": "hunter2"}}
        wanted.update(changes)
        wanted["config"] = {"api_key": "hunter2", **wanted["config"]}
        (job / "input/input.json").write_text(json.dumps(wanted))
        done = subprocess.run([program, "--no-config", "cortex", "--offline", str(job)], capture_output=True, check=False)
        output = json.loads((job / "output/output.json").read_text())
        if (done.returncode, output["success"]) != (0 if success else 1, success) or "hunter2" in json.dumps(output):
            raise SystemExit(f"the job {name}: exit code {done.returncode}, {output}, {done.stderr.decode()}")
        if not success and set(output) != {"success", "errorMessage", "input"}:
            raise SystemExit(f"the job {name}: {sorted(output)}")
        if success and output["full"]["input"]["name"] != "mail.eml":
            raise SystemExit(f"the job {name}: {output['full']['input']}")
        # What cortexutils itself makes of the same job: it refuses the same levels.
        if name in ("plain", "red", "above", "pap") and refused(job) == success:
            raise SystemExit(f"the job {name}: cortexutils has it otherwise")
        count += 1
    print(f"cortex: {count} jobs")


def refused(job):
    """Whether cortexutils refuses a job; it writes to output/ itself, where ours is read already."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            Analyzer(str(job))
    except SystemExit:
        return True
    return False
