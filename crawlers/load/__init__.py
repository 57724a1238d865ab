"""Load: a batch into Postgres, all or nothing. Running it twice changes nothing."""

from crawlers.load.load import LoadError, load

__all__ = ["LoadError", "load"]
