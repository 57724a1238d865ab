"""A batch: everything one run of one source made, in one folder of the data root."""

from crawlers.batch.archive import ArchiveWriter, read_record
from crawlers.batch.batch import Batch, BatchError

__all__ = ["ArchiveWriter", "Batch", "BatchError", "read_record"]
