"""The reports of a mailbox by a pool of processes: processes.py MAILBOX."""

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hdrtrace.pack import pack
from hdrtrace.rows import packed_reports


def main(mailbox: str) -> None:
    folder = Path(tempfile.mkdtemp())
    pack(mailbox, folder / "packed", rows_per_shard=2)
    shards = [pq.read_table(shard) for shard in sorted((folder / "packed").iterdir())]
    with ProcessPoolExecutor() as pool:
        reports = pa.concat_tables(pool.map(partial(packed_reports, depth="verdict"), shards))
    print(f"{len(reports)} messages, {reports['error'].null_count} of them traced")


if __name__ == "__main__":
    main(sys.argv[1])
