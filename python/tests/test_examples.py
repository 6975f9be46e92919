"""The examples run, and the pages say what is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import hdrtrace
import nbformat
import pytest
from conftest import ROOT, SAMPLES
from nbclient import NotebookClient

EXAMPLES = ROOT / "python/examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    assert all(not cell.get("outputs") for cell in notebook.cells), "it is committed without outputs"
    client = NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.execute()
    tables = [cell for cell in client.nb.cells if cell.source.rstrip().endswith('("messages", ascending=False)')]
    shown = tables[0].outputs[0].data["text/plain"]
    assert re.search(r"203\.0\.113\.\S*\s+example-bank\.test\s+our domain, DMARC fail\s+6", shown), shown
    assert re.search(r"examp1e-bank\.test\s+lookalike domain\s+4", shown), shown
    assert re.search(r"bulk\.example\s+our address as a display name\s+2", shown), shown
    charts = [output for cell in client.nb.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    assert len(charts) == 1


@pytest.mark.parametrize("page", ["docs/python.md", "python/README.md", "README.md"])
def test_the_first_lines_work(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text()
    first = text.split("```python\n", 1)[1].split("```", 1)[0]
    assert len(first.splitlines()) == 3
    (tmp_path / "invoice.eml").write_bytes((SAMPLES / "spoofed-bank.eml").read_bytes())
    done = subprocess.run([sys.executable, "-c", first], cwd=tmp_path, capture_output=True, check=True, text=True)
    summary = hdrtrace.analyze((SAMPLES / "spoofed-bank.eml").read_bytes())["verdict"]["summary"]
    assert done.stdout == summary + "\n"


def test_every_option_is_on_the_page() -> None:
    text = (ROOT / "docs/python.md").read_text()
    for name in [*hdrtrace._hdrtrace.SETTINGS, *hdrtrace._hdrtrace.MESSAGE_OPTIONS]:
        assert f"`{name}`" in text, name
    for name in hdrtrace.__all__:
        assert name.startswith("__") or f"`{name}" in text, name


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_a_program(path: Path, mailbox: Path) -> None:
    if path.stem == "on_ray":
        pytest.importorskip("ray")
    done = subprocess.run([sys.executable, path, mailbox], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert "3 messages" in done.stdout
