"""What the tests share: samples of this repository, the program to compare with, and the corpus where there is one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
AT = "2026-11-01T00:00:00Z"
"""A few messages have no time of receipt, and are judged by the present."""


@pytest.fixture(scope="session")
def program() -> Callable[..., bytes]:
    """Runs the program with some arguments; gives what it prints."""
    path = Path(os.environ.get("HDRTRACE_PROGRAM", ROOT / "target/release/hdrtrace"))
    assert path.is_file(), f"{path}: build it, or name it with HDRTRACE_PROGRAM"

    def run(*arguments: object, codes: tuple[int, ...] = (0,), input: bytes | None = None) -> bytes:
        command = [str(path.absolute()), "--no-config", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, input=input)
        assert done.returncode in codes, (command, done.stderr)
        return done.stdout

    return run


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real messages."""
    path = Path(os.environ.get("HDRTRACE_SHARED", ROOT.parent / "shared")) / "corpus"
    assert path.is_dir(), f"{path} is missing: HDRTRACE_SHARED must name the folder that holds corpus/"
    return path


@pytest.fixture
def clean() -> bytes:
    return (SAMPLES / "clean.eml").read_bytes()


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    """A mailbox of three samples."""
    path = tmp_path / "inbox.mbox"
    with path.open("wb") as out:
        for name in ("clean", "spoofed-bank", "list-arc"):
            out.write(b"From a@example.org Sat May  2 10:00:00 2026\n")
            out.write((SAMPLES / f"{name}.eml").read_bytes().replace(b"\r\n", b"\n"))
            out.write(b"\n")
    return path
