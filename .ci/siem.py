"""siem.py PROGRAM CORPUS TOOLS: every format of every input, by its own validator; then that each catches a fault. See .ci/siem."""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import siem_inputs
import siem_checks

PROGRAM, CORPUS, TOOLS = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
check = siem_checks.Checks(TOOLS)

# A row a format: its word, whether scans print it, what checks files of it (a list of problems for each), deliberate faults, and
# where the same texts must stand as in the report.
FORMATS = [
    ("ocsf", True, check.ocsf, siem_checks.OCSF_FAULTS, lambda event: (event["email"].get("subject"), event["unmapped"]["findings"] if "findings" in event["unmapped"] else [])),
    ("ecs", True, check.ecs, siem_checks.ECS_FAULTS, lambda event: (event["email"].get("subject"), event["hdrtrace"].get("findings", []))),
    ("asim", True, check.asim, siem_checks.ASIM_FAULTS, lambda event: (event.get("EmailSubject"), event["AdditionalFields"].get("findings", []))),
    ("cim", True, check.cim, siem_checks.CIM_FAULTS, lambda event: (event.get("subject"), event["hdrtrace"].get("findings", []))),
    ("sarif", False, check.sarif, siem_checks.SARIF_FAULTS, lambda log: (None, [result["properties"] for result in log["runs"][0]["results"]])),
    ("cortex", False, check.cortex, siem_checks.CORTEX_FAULTS, lambda output: (output["full"]["message"]["subject"], output["full"]["findings"])),
]


def run(*arguments, code=0):
    command = [PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != code:
        sys.exit(f"{command}: exit code {done.returncode}: {done.stderr.decode(errors='replace')[:2000]}")
    return done.stdout


def written(folder, one, word):
    """One input in one format; kept where the program may name it."""
    path = folder / word / f"{one.name}.{'sarif' if word == 'sarif' else 'json'}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(run("--no-config", *one.options, "--format", word, one.path))
    return path


def same_texts(report, pick, value, where):
    """What a message says stands in the format as in the report, whatever it is made of."""
    subject, findings = pick(value)
    if subject is not None and subject != report["message"]["subject"]:
        sys.exit(f"{where}: the subject {subject!r} is not {report['message']['subject']!r}")
    details = [one["detail"] for one in findings]
    if details != [one["detail"] for one in report["findings"]]:
        sys.exit(f"{where}: other findings than in the report")


def validated(folder, inputs):
    reports = {one.name: json.loads(run("--no-config", *one.options, "--format", "json", one.path)) for one in inputs}
    valid = {}
    for word, _, checks, _, pick in FORMATS:
        paths = [written(folder, one, word) for one in inputs]
        kept = [path.read_bytes() for path in paths]
        for one, path, bytes_ in zip(inputs, paths, kept):
            if any(byte < 0x20 and byte != 0x0A or byte == 0x7F for byte in bytes_) or bytes_.count(b"\n") != 1:
                sys.exit(f"{word} {one.name}: a control character, or more than one line")
            same_texts(reports[one.name], pick, json.loads(bytes_), f"{word} {one.name}")
        problems = checks(paths)
        for path, found in problems.items():
            for problem in found[:5]:
                print(f"{word} {path.name}: {problem}"[:600], file=sys.stderr)
        if any(problems.values()) or len(problems) != len(paths):
            sys.exit(f"{word}: not valid")
        valid[word] = paths
        print(f"{word:7} {len(paths)} inputs are valid", flush=True)
    return valid


def scanned(folder):
    """A scan's lines are those of its messages one by one, to standard output and to a file."""
    paths = siem_inputs.corpus_paths(CORPUS)[:12]
    for word, lines, checks, _, _ in FORMATS:
        if not lines:
            continue
        common = ["--no-config", "scan", "--offline", "--inner", "no", "--depth", "full", "--at", siem_inputs.AT, "--format", word]
        out = run(*common, *paths)
        file = folder / f"scan-{word}.ndjson"
        run(*common, "--out", file, *paths)
        if file.read_bytes() != out:
            sys.exit(f"{word}: --out writes something else than standard output")
        one_by_one = b"".join(
            run("--no-config", "--offline", "--inner", "no", "--at", siem_inputs.AT, "--format", word, path) for path in paths
        )
        if out != one_by_one:
            sys.exit(f"{word}: a scan prints something else than one message after the other")
        if any(checks([file]).values()):
            sys.exit(f"{word}: the lines of a scan are not valid")
    print(f"scans of {len(paths)} messages: the same events, one a line")


def kept_reports(folder, inputs):
    """A report kept as JSON gives the same event as its message."""
    for one in inputs[:3]:
        report = folder / f"{one.name}.report.json"
        report.write_bytes(run("--no-config", *one.options, "--format", "json", one.path))
        for word, *_ in FORMATS:
            if run("--no-config", "render", report, "--format", word) != written(folder, one, word).read_bytes():
                sys.exit(f"{word}: render gives something else than the message itself")


def faults(folder, valid):
    """Each fault in a valid file must be found."""
    for word, _, checks, made, _ in FORMATS:
        for number, (what, spoil) in enumerate(made):
            for path in valid[word]:
                value = json.loads(path.read_bytes())
                spoiled = copy.deepcopy(value)
                try:
                    spoil(spoiled)
                except (KeyError, IndexError):
                    # It has nothing that could be spoiled so.
                    continue
                if spoiled != value:
                    break
            else:
                sys.exit(f"{word}: no file can be spoiled by: {what}")
            file = folder / word / f"fault-{number}.{'sarif' if word == 'sarif' else 'json'}"
            file.write_text(json.dumps(spoiled))
            if not any(checks([file]).values()):
                sys.exit(f"{word}: a fault was not found: {what}")
        print(f"{word:7} {len(made)} faults were found", flush=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        inputs = siem_inputs.all_inputs(folder, CORPUS)
        valid = validated(folder, inputs)
        faults(folder, valid)
        scanned(folder)
        kept_reports(folder, inputs)
        siem_checks.cortex_jobs(folder, PROGRAM)


main()
