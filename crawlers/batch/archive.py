"""WARC files (ISO 28500): writing responses as they come, and reading one record by its offset.

Each record is a gzip member of its own, so a file cut short by a crash is whole up to its last
record, and any record can be read without the ones before it.
"""
