"""The reports of messages on Ray: `dataset.map_batches(hdrtrace.ray.reports, batch_format="pyarrow", batch_size=64)`.

The dataset is what `pack` wrote. The function takes a table and gives one, and needs nothing of Ray.
"""

from .rows import packed_reports as reports

__all__ = ["reports"]
