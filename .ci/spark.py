#!/usr/bin/env python3
"""hdrtrace on Spark gives what the program gives: spark.py HDRTRACE CORPUS WORK BARE-PYTHON.

The corpus and 20,000 messages made of it are packed and traced in `local[2]`, and in `local-cluster[2,1,1024]`, whose
executors have Python without the package and get it as an archive. The multiset of reports must be the program's, to the
byte: as packed, repartitioned to one and to seven parts, and with an executor killed under way. Rows with errors count.
At last both are timed.
"""

import collections
import hashlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import pyarrow.parquet as pq
from hdrtrace import spark as hdr
from pyspark.sql import SparkSession

sys.path.insert(0, "python/tests")
from zone import SPF, Zone  # noqa: E402

PROGRAM, CORPUS, WORK, BARE = sys.argv[1], *map(pathlib.Path, sys.argv[2:5])
AT = "2026-11-01T00:00:00Z"
COPIES = 20_000


def fail_unless(what, why):
    if not what:
        sys.exit(why)


def program(*arguments):
    """What the program prints of a scan, and how long it took."""
    command = [PROGRAM, "--no-config", "scan", "--at", AT, "--format", "json", *map(str, arguments)]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, check=False)
    took = time.monotonic() - start
    fail_unless(done.returncode in (0, 2), f"{command}: {done.stderr[:2000]}")
    return collections.Counter(done.stdout.splitlines()), took


def changed(folder):
    """Messages of the corpus with changes that make each another one, as a mailbox."""
    chance = random.Random(20)
    originals = [file.read_bytes() for file in sorted(CORPUS.rglob("*")) if file.is_file()]
    path = folder / "copies.mbox"
    with path.open("wb") as out:
        for number in range(COPIES):
            message = chance.choice(originals)
            header, gap, body = message.partition(b"\n\n")
            if not gap:
                header, gap, body = message.partition(b"\r\n\r\n")
            lines = header.splitlines(keepends=True)
            kind = number % 4
            if kind == 0:
                lines.append(b"\nX-Copy: %d" % number)
            elif kind == 1:
                body = body[: chance.randrange(len(body) + 1)]
            elif kind == 2:
                lines.insert(0, b"Received: from c%d.example ([192.0.2.%d]) by mx.example.net; Sat, 02 May 2026 10:00:09 +0000\n"
                             % (number, number % 250))
            else:
                at = chance.randrange(len(body) + 1)
                body = body[:at] + b"%d" % number + body[at:]
            text = b"".join(lines) + gap + body
            text = b"\n".join(b">" + line if line.startswith(b"From ") else line for line in text.split(b"\n"))
            out.write(b"From a@example.org Sat May  2 10:00:00 2026\n" + text + b"\n\n")
    return path


def session(master):
    builder = (
        SparkSession.builder.master(master)
        .appName("hdrtrace")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.files.maxPartitionBytes", str(8 << 20))
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.log.level", "ERROR")
    )
    # Which Python the workers are.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    if master.startswith("local-cluster"):
        os.environ["PYSPARK_PYTHON"] = str(BARE)
        builder = builder.config("spark.archives", f"{WORK / 'site.zip'}#hdrtrace-site").config(
            "spark.executor.extraJavaOptions", "-Dhdrtrace.test=1"
        )
    spark = builder.getOrCreate()
    hdr.configure(spark)
    return spark


def counted(frame):
    """The multiset of reports, and the errors: written by the executors, and read here."""
    reports, errors = collections.Counter(), []
    folder = tempfile.mkdtemp(dir=WORK)
    frame.select("input", "report", "error").write.mode("overwrite").parquet(folder)
    for part in sorted(pathlib.Path(folder).glob("*.parquet")):
        for batch in pq.ParquetFile(part).iter_batches(1000):
            for row in batch.to_pylist():
                if row["report"] is None:
                    errors.append((row["input"], row["error"]))
                else:
                    reports[row["report"].encode()] += 1
    shutil.rmtree(folder)
    return reports, sorted(errors, key=str)


def same(found, expected, what):
    missing, surplus = expected - found, found - expected
    if missing or surplus:
        sys.exit(f"{what}: {missing.total()} reports are missing, {surplus.total()} are not the program's")
    print(f"{what}: {found.total()} reports, the program's to the byte", flush=True)


def executors():
    """The processes of executors that this one began."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if b"CoarseGrainedExecutorBackend" in command and b"-Dhdrtrace.test=1" in command:
                found.append((int(entry.name), parent))
    return [pid for pid, _ in found]


def killed(spark, packed, expected):
    """An executor dies while it works; its rows come from another."""
    frame = hdr.reports(spark.read.parquet(str(packed)).repartition(24), at=AT)
    result = {}
    work = threading.Thread(target=lambda: result.update(found=counted(frame)))
    before = executors()
    fail_unless(before, "there are no executors to kill")
    work.start()
    time.sleep(4)
    fail_unless(work.is_alive(), "it was done before an executor could be killed")
    os.kill(before[0], signal.SIGKILL)
    work.join()
    fail_unless("found" in result, "a killed executor ended the query")
    same(result["found"][0], expected, "with an executor killed")
    fail_unless(before[0] not in executors(), "the executor lives")


def dns(spark, folder):
    """Questions are gathered, asked once, and answered from a broadcast."""
    mailbox = folder / "spf.mbox"
    with mailbox.open("w") as out:
        for number in range(40):
            out.write(
                "From a@example.org Sat May  2 10:00:00 2026\n"
                f"Return-Path: <x{number}@a.example>\n"
                f"Received: from m.a.example ([192.0.2.7]) by mx.example.net with ESMTPS id {number};\n"
                f"\tSat, 02 May 2026 10:00:09 +0000\nFrom: x{number}@a.example\nSubject: {number}\n\nHello\n\n"
            )
    hdr.pack(mailbox, folder / "spf")
    frame = spark.read.parquet(str(folder / "spf")).repartition(3)
    with Zone(SPF) as zone:
        first = hdr.wanted(frame).count()
        recording = hdr.answers(frame, nameserver=zone.address)
    asked = zone.asked
    fail_unless(max(asked.values()) == 1, f"a question was asked twice: {asked}")
    fail_unless(len(asked) > first, "answers led to no further questions")
    rows = hdr.reports(frame, replay_dns=recording, at=AT).select("spf", "dmarc", "error").collect()
    fail_unless({(row.spf, row.dmarc, row.error) for row in rows} == {("pass", "pass", None)}, f"{rows[:2]}")
    capsule = folder / "spf.json"
    capsule.write_bytes(recording)
    expected, _ = program("--replay-dns", capsule, mailbox)
    same(counted(hdr.reports(frame, replay_dns=recording, at=AT))[0], expected, f"replayed, {len(asked)} questions asked once")


def bad_rows(spark):
    """What cannot be traced is a row with an error."""
    rows = [("a", b"From: a@example.org\n\nx"), ("b", None), ("c", b""), ("d", b"\x1f\x8b\x08cut"), ("e", bytes(100))]
    frame = spark.createDataFrame(rows, "path string, content binary").repartition(2)
    found = {row.input: (row.report is not None, row.error) for row in hdr.reports(frame, keep=["path"]).collect()}
    fail_unless(set(found) == {"a", "b", "c", "d", "e"}, f"rows are missing: {found}")
    fail_unless(found["a"] == (True, None), f"{found}")
    fail_unless(all(not found[name][0] and found[name][1] for name in "bcde"), f"{found}")
    print(f"bad rows: {sorted(error for _, error in found.values() if error)}")


def timed(spark, mailbox, packed, cores):
    """The same messages by the program and by Spark, in turns. The session is there, and its workers have begun."""
    def written():
        start = time.monotonic()
        hdr.reports(spark.read.parquet(str(packed)), at=AT).write.format("noop").mode("overwrite").save()
        return time.monotonic() - start

    ratios = []
    written()
    for _ in range(3):
        _, alone = program("--offline", "--jobs", cores, mailbox)
        on_spark = written()
        ratios.append(on_spark / alone)
        print(f"{COPIES} messages: the program {alone:.1f} s, Spark {on_spark:.1f} s, {on_spark / alone:.2f} times", flush=True)
    return sorted(ratios)[1]


def main():
    (WORK / "made").mkdir()
    copies = changed(WORK / "made")
    real = hdr.pack(CORPUS, WORK / "real")
    made = hdr.pack(copies, WORK / "packed", rows_per_shard=2500)
    fail_unless((real.messages, real.errors) == (911, 0), f"{real}")
    fail_unless((made.messages, made.errors) == (COPIES, 0), f"{made}")
    print(f"{made.shards} shards of {made.messages} messages")
    for row in pq.read_table(WORK / "real", columns=["content", "sha256"]).slice(0, 50).to_pylist():
        fail_unless(hashlib.sha256(row["content"]).hexdigest() == row["sha256"], "bytes were changed")
    expected_real, _ = program("--offline", CORPUS)
    expected_made, _ = program("--offline", copies)

    start = time.monotonic()
    spark = session("local[2]")
    print(f"local[2]: a session after {time.monotonic() - start:.1f} s")
    same(counted(hdr.reports(spark.read.parquet(str(WORK / "real")), at=AT))[0], expected_real, "local[2], the corpus")
    frame = spark.read.parquet(str(WORK / "packed"))
    for parts in (None, 1, 7):
        repartitioned = frame if parts is None else frame.repartition(parts)
        found, errors = counted(hdr.reports(repartitioned, at=AT))
        fail_unless(not errors, f"{errors[:3]}")
        same(found, expected_made, f"local[2], repartition({parts})")
    binary = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(str(CORPUS))
    fail_unless(hdr.reports(binary, depth="headers").where("report is not null").count() == 911, "files are missing")
    bad_rows(spark)
    dns(spark, WORK / "made")
    ratio = timed(spark, copies, WORK / "packed", 2)
    spark.stop()

    start = time.monotonic()
    spark = session("local-cluster[2,1,1024]")
    print(f"local-cluster: a session after {time.monotonic() - start:.1f} s")
    same(counted(hdr.reports(spark.read.parquet(str(WORK / "real")), at=AT))[0], expected_real, "executors, the corpus")
    same(counted(hdr.reports(spark.read.parquet(str(WORK / "packed")), at=AT))[0], expected_made, "executors")
    killed(spark, WORK / "packed", expected_made)
    spark.stop()
    # Told, not required: how long something takes is no matter of right or wrong on a machine with others.
    print(f"Spark takes {ratio:.2f} times as long as the program, without start-up")


main()
