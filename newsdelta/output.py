"""The file that a person named for what a command writes."""

from pathlib import Path

from upath import UPath

from crawlers.asked import RunError
from crawlers.batch import replacing


def foresee(file: Path) -> None:
    """Before long work: refuse a file whose folder is not there.

    Raises:
        RunError: it could not be written.
    """
    if not file.parent.is_dir():
        raise RunError(f"{file} cannot be written: there is no folder {file.parent}")


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
