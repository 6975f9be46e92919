"""The reports of a mailbox on Ray: on_ray.py MAILBOX."""

import sys
import tempfile

import ray
from hdrtrace.pack import pack
from hdrtrace.ray import reports as traced


def main(mailbox: str) -> None:
    folder = tempfile.mkdtemp()
    pack(mailbox, folder)
    messages = ray.data.read_parquet(folder)
    reports = messages.map_batches(traced, batch_format="pyarrow", batch_size=64, fn_kwargs={"depth": "verdict"})
    print(f"{reports.count()} messages")


if __name__ == "__main__":
    main(sys.argv[1])
