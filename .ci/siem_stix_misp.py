"""siem_stix_misp.py PROGRAM CORPUS: STIX bundles and MISP events of every input, by their own validators; then that each fault is
caught. See .ci/siem. `stix` and `misp` take a file with one JSON value a line and raise `Invalid`."""

import contextlib
import copy
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import pymisp
import stix2
import stix2validator
from pymisp import MISPEvent, MISPObject

DESCRIBED = json.loads((pathlib.Path(pymisp.__file__).parent / "data/describeTypes.json").read_text())["result"]


class Invalid(Exception):
    """What a validator found."""


def values(path):
    found = [json.loads(line) for line in pathlib.Path(path).read_text().splitlines()]
    if not found:
        raise Invalid("nothing was written")
    return found


def stix(path):
    """stix2-validator, ids recomputed by stix2, patterns by its own validator, references and extensions."""
    for bundle in values(path):
        options = stix2validator.ValidationOptions(version="2.1")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            results = stix2validator.validate_parsed_json(bundle, options)
        results = results if isinstance(results, list) else [results]
        for result in results:
            if not result.is_valid:
                raise Invalid(f"not valid: {[str(error) for error in result.errors][:3]}")
            doubts = [str(doubt) for doubt in result.warnings or []]
            # What the id of a message is made of is not what the standard names: two with one author and subject are two.
            doubts = [doubt for doubt in doubts if not doubt.startswith("email-message--") or "{103}" not in doubt]
            if doubts:
                raise Invalid(f"doubtful: {doubts[:3]}")
        ids = [one["id"] for one in bundle["objects"]]
        if len(set(ids)) != len(ids):
            raise Invalid("an id stands twice")
        for one in bundle["objects"]:
            made = recomputed(one)
            if made is not None and made != one["id"]:
                raise Invalid(f"{one['id']} is not {made}")
            for reference in [*one.get("object_refs", []), *filter(None, [one.get("from_ref"), one.get("created_by_ref")])]:
                if reference not in ids:
                    raise Invalid(f"{reference} is not in the bundle")
            for extension in one.get("extensions", {}):
                if extension not in ids:
                    raise Invalid(f"{extension} is not defined")
        stix2.parse(bundle, allow_custom=True, version="2.1")


def recomputed(one):
    """The id that the stix2 library makes of an observable object."""
    kinds = {
        "ipv4-addr": stix2.v21.IPv4Address,
        "ipv6-addr": stix2.v21.IPv6Address,
        "domain-name": stix2.v21.DomainName,
        "email-addr": stix2.v21.EmailAddress,
        "url": stix2.v21.URL,
        "file": stix2.v21.File,
    }
    made = kinds.get(one["type"])
    if made is None:
        return None
    return made(**{key: value for key, value in one.items() if key not in ("type", "id", "spec_version")})["id"]


def misp(path):
    """PyMISP in strict mode, describeTypes for each type and category, and what is marked for detection."""
    for value in values(path):
        event = value["Event"]
        loaded = MISPEvent()
        loaded.from_dict(**copy.deepcopy(event))
        attributes = list(event["Attribute"])
        for one in event["Object"]:
            rebuilt = MISPObject(one["name"], strict=True)
            if rebuilt.template_uuid != one["template_uuid"] or str(rebuilt.template_version) != one["template_version"]:
                raise Invalid(f"{one['name']}: another template than PyMISP's")
            if rebuilt._definition["meta-category"] != one["meta-category"]:
                raise Invalid(f"{one['name']}: meta-category")
            for attribute in one["Attribute"]:
                try:
                    rebuilt.add_attribute(attribute["object_relation"], value=attribute["value"])
                except Exception as error:
                    raise Invalid(f"{one['name']}: {attribute['object_relation']}: {error!r}") from error
                if rebuilt._definition["attributes"][attribute["object_relation"]]["misp-attribute"] != attribute["type"]:
                    raise Invalid(f"{one['name']}: {attribute['object_relation']} has the type {attribute['type']}")
            try:
                rebuilt.to_json(strict=True)
            except Exception as error:
                raise Invalid(f"{one['name']}: {error!r}") from error
            attributes.extend(one["Attribute"])
        ids = [one["uuid"] for one in [*attributes, *event["Object"], event]]
        if len(set(ids)) != len(ids):
            raise Invalid("a uuid stands twice")
        for one in attributes:
            if one["type"] not in DESCRIBED["category_type_mappings"].get(one["category"], []):
                raise Invalid(f"{one['type']} is no type of {one['category']}")
            if one["to_ids"] and ("sender-supplied" in one["comment"] or "not to be blocked" in one["comment"]):
                raise Invalid(f"{one['value']!r} is marked for detection, and is not proven")
            if one["value"] != one["value"].strip() and not one["value"].strip():
                raise Invalid("a value of blanks")


def first(bundle, kind):
    return next(one for one in bundle["objects"] if one["type"] == kind)


def spoil_value(bundle):
    first(bundle, "domain-name")["value"] = "another.example"


def spoil_time(bundle):
    first(bundle, "observed-data")["first_observed"] = "2026-11-01 00:00"


def spoil_property(bundle):
    first(bundle, "email-message")["spf"] = "pass"


def spoil_reference(bundle):
    first(bundle, "observed-data")["object_refs"].append("domain-name--00000000-0000-5000-8000-000000000000")


def spoil_pattern(bundle):
    first(bundle, "indicator")["pattern"] = "[ipv4-addr:value = '192.0.2.7"


def spoil_definition(bundle):
    bundle["objects"].remove(first(bundle, "extension-definition"))


def spoil_relation(value):
    email = value["Event"]["Object"][0]
    email["Attribute"][0]["object_relation"] = "spf"


def spoil_category(value):
    value["Event"]["Attribute"][0]["category"] = "Financial fraud"


def spoil_type(value):
    value["Event"]["Attribute"][0]["type"] = "address"


def spoil_template(value):
    value["Event"]["Object"][0]["template_version"] = "1"


def spoil_mark(value):
    shared = next(one for one in value["Event"]["Attribute"] if not one["to_ids"] and "sender-supplied" in one["comment"])
    shared["to_ids"] = True


def spoil_uuid(value):
    attributes = value["Event"]["Attribute"]
    attributes[1]["uuid"] = attributes[0]["uuid"]


# A row a format: its word, what checks a file, and deliberate faults.
FORMATS = [
    ("stix", stix, [spoil_value, spoil_time, spoil_property, spoil_reference, spoil_pattern, spoil_definition]),
    ("misp", misp, [spoil_relation, spoil_category, spoil_type, spoil_template, spoil_mark, spoil_uuid]),
]


def run(program, *arguments):
    done = subprocess.run([program, "--no-config", *map(str, arguments)], capture_output=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{arguments}: {done.stderr.decode(errors='replace')[:1000]}")
    return done.stdout


def checked(word, check, path, name):
    raw = path.read_bytes()
    if any(byte < 0x20 and byte != 0x0A or byte == 0x7F for byte in raw):
        raise SystemExit(f"{word} {name}: a control character")
    try:
        check(path)
    except Exception as error:
        raise SystemExit(f"{word} {name}: {error!r}"[:1500]) from error


def main(program, corpus):
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    import siem_inputs

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        inputs = siem_inputs.all_inputs(folder, pathlib.Path(corpus))
        for word, check, faults in FORMATS:
            path = folder / f"out.{word}"
            kept = []
            for one in inputs:
                for command in [[], ["iocs"]]:
                    raw = run(program, *command, *one.options, "--format", word, one.path)
                    path.write_bytes(raw)
                    checked(word, check, path, f"{' '.join(command)} {one.name}")
                    kept.append(raw)
            together = [one.path for one in inputs if one.name.startswith("corpus-")]
            path.write_bytes(run(program, "iocs", "--offline", "--at", siem_inputs.AT, "--format", word, *together))
            checked(word, check, path, f"iocs of {len(together)} messages")
            print(f"{word:7} {len(inputs)} inputs are valid, as reports and as indicators", flush=True)
            for spoil in faults:
                for raw in kept:
                    value = json.loads(raw)
                    try:
                        spoil(value)
                    except (StopIteration, IndexError):
                        continue
                    path.write_text(json.dumps(value))
                    break
                else:
                    raise SystemExit(f"{word}: nothing to spoil with {spoil.__name__}")
                try:
                    check(path)
                except Exception:
                    continue
                raise SystemExit(f"{word}: {spoil.__name__} is not caught")
            print(f"{word:7} {len(faults)} faults are caught", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
