"""A batch: everything one run of one source made, in one folder of the data root."""

from crawlers.batch.batch import Batch, BatchError, replacing
from crawlers.batch.encoding import decode
from crawlers.batch.importing import import_archive
from crawlers.batch.reading import read_record, records
from crawlers.batch.record import LIMIT, Exchange, Original, Record
from crawlers.batch.salvage import salvage
from crawlers.batch.sniff import why_not_html
from crawlers.batch.writing import ArchiveWriter

__all__ = [
    "LIMIT",
    "ArchiveWriter",
    "Batch",
    "BatchError",
    "Exchange",
    "Original",
    "Record",
    "decode",
    "import_archive",
    "read_record",
    "records",
    "replacing",
    "salvage",
    "why_not_html",
]
