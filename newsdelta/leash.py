"""Run `python -m MODULE …` so that it ends when the program that started it dies, however it dies.

    python -m newsdelta.leash MODULE ARGUMENT…

Linux only (prctl(2), PR_SET_PDEATHSIG); elsewhere it just runs the module.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent and become the module."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.execv(sys.executable, [sys.executable, "-m", *sys.argv[1:]])


if __name__ == "__main__":
    main()
