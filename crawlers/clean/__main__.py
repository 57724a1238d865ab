"""A process that reads pages for `crawlers.clean.cores`: a line of input each, a line of output."""

import sys

from crawlers.batch import Batch, BatchError
from crawlers.clean.cores import LOST
from crawlers.clean.reading import understand
from crawlers.model import Fresh
from crawlers.sources import Source


def main() -> None:
    """Answer until the input ends."""
    lines = iter(sys.stdin)
    source = Source.model_validate_json(next(lines))
    batch = Batch(next(lines).rstrip("\n"))
    for line in lines:
        try:
            answer = understand(Fresh.model_validate_json(line), source, batch).model_dump_json()
        except BatchError as error:
            answer = LOST + " ".join(str(error).split())
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
