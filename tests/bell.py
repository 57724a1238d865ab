"""A notifier of Airflow for tests: writes its message to a file, a line for each."""

from pathlib import Path
from typing import Any

from airflow.sdk import BaseNotifier


class Bell(BaseNotifier):
    """Appends `text` to `file`."""

    template_fields = ("text",)

    def __init__(self, file: str, text: str) -> None:
        super().__init__()
        self.file, self.text = file, text

    def notify(self, context: Any) -> None:
        """Ring."""
        with Path(self.file).open("a", encoding="utf-8") as lines:
            lines.write(f"{self.text}\n")
