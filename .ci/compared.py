"""The work of .ci/compared: median CPU time of each program over all messages, in one process each, and beside sha256sum."""

import importlib.metadata
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys

PROGRAM, FOLDER, ROUNDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
FILES = sorted(str(path) for path in pathlib.Path(FOLDER).rglob("*") if path.is_file())

MAIL_PARSER = """
import logging, sys, mailparser
logging.disable(logging.CRITICAL)
failed = 0
for path in sys.stdin.read().split("\\n"):
    try:
        mail = mailparser.parse_from_file(path)
        mail.received, mail.headers, mail.body, mail.attachments
    except Exception:
        failed += 1
print(failed, file=sys.stderr)
"""

EML_PARSER = """
import logging, sys, eml_parser
logging.disable(logging.CRITICAL)
parser = eml_parser.EmlParser()
failed = 0
for path in sys.stdin.read().split("\\n"):
    try:
        parser.decode_email(path)
    except Exception:
        failed += 1
print(failed, file=sys.stderr)
"""

SPAMASSASSIN = """
use Mail::SpamAssassin;
my $sa = Mail::SpamAssassin->new({local_tests_only => 1, dont_copy_prefs => 1, userprefs_filename => '/dev/null'});
while (my $path = <STDIN>) {
    chomp $path;
    open my $file, '<', $path or die;
    local $/;
    my $mail = $sa->parse(<$file>);
    my $status = $sa->check($mail);
    $status->finish;
    $mail->finish;
    $/ = "\\n";
}
print STDERR "0\\n";
"""


def version(package):
    return importlib.metadata.version(package)


def line(command):
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0]


def measured(command):
    """CPU seconds of one run, and what it says of messages that it could not read."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command,
        input="\n".join(FILES),
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "HDRTRACE_CONFIG": "", "LC_ALL": "C.UTF-8"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime), done


def scan(depth):
    return [PROGRAM, "scan", "--offline", "--jobs", "1", "--format", "csv", "--depth", depth, "--files-from", "-"]


def main():
    own = line([PROGRAM, "--version"])
    rows = [
        ("sha256sum", ["xargs", "-d", "\\n", "sha256sum"]),
        (f"{own}, headers", scan("headers")),
        (f"{own}, verdict", scan("verdict")),
        (f"{own}, full", scan("full")),
        (f"mail-parser {version('mail-parser')}", [sys.executable, "-c", MAIL_PARSER]),
        (f"eml_parser {version('eml_parser')}", [sys.executable, "-c", EML_PARSER]),
    ]
    if shutil.which("spamassassin"):
        own = line(["spamassassin", "--version"])
        rows.append((f"{own}, -L", ["perl", "-e", SPAMASSASSIN]))
    size = sum(os.path.getsize(path) for path in FILES)
    print(f"{len(FILES)} messages, {size / 1e6:.1f} MB, median of {ROUNDS} rounds (SpamAssassin: one)\n")
    times = {name: [] for name, _ in rows}
    failed = {}
    # By turns, so that what else the machine does meets all of them.
    for turn in range(ROUNDS):
        for name, command in rows:
            # It takes a thousand times as long: once will do.
            if command[0] == "perl" and turn > 0:
                continue
            seconds, done = measured(command)
            times[name].append(seconds)
            last = done.stderr.strip().splitlines()[-1:] or [""]
            failed[name] = last[0] if last[0].isdigit() else "0"
            if done.returncode not in (0, 1, 2):
                sys.exit(f"{name}: {done.returncode}: {done.stderr[-500:]}")
    base = statistics.median(times["sha256sum"])
    print("| program | CPU | times sha256sum | ms a message | not read |\n|---|---|---|---|---|")
    for name, _ in rows:
        median = statistics.median(times[name])
        each = 1000 * median / len(FILES)
        print(f"| {name} | {median:.2f} s | {median / base:.1f} | {each:.2f} | {failed[name]} |")


main()
