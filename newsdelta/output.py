"""The file that a person named for what a command writes."""

from pathlib import Path

from upath import UPath

from crawlers.asked import RunError
from crawlers.batch import replacing


def write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all. What is no plain file, such as a pipe, is written to.

    Raises:
        RunError: it cannot be written.
    """
    try:
        if file.is_symlink() or (file.exists() and not file.is_file()):
            file.write_bytes(content)
            return
        with replacing(UPath(file)) as raw:
            raw.write(content)
    except OSError as error:
        raise RunError(f"{file} cannot be written: {error.strerror}") from error
