"""A headless Chromium, driven over the DevTools protocol: what a person clicks, types and sees.

The protocol runs through a pipe (`--remote-debugging-pipe`: JSON messages that end in NUL), so it
takes neither a port nor a library. See https://chromedevtools.github.io/devtools-protocol/.
"""

import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
SECONDS = 60
"""To wait for what is to come."""
WIDTH, HEIGHT = 1280, 1400
_SWITCHES = ("--headless", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe")
_AT_ITS_PIPE = """
import fcntl, os, sys
end = fcntl.fcntl(int(sys.argv[1]), fcntl.F_DUPFD_CLOEXEC, 10)
os.dup2(end, 3)
os.dup2(end, 4)
os.execv(sys.argv[2], sys.argv[2:])
"""
"""The browser reads messages from descriptor 3 and writes them to 4."""
_ASKED = """
(async (page) => {
    const found = await (%(expression)s);
    return found?.nodeType ? true : found;
})(%(frame)s)
"""
_POINT = """
(async () => {
    const found = [...page.querySelectorAll(%s)].find((one) => one.textContent.includes(%s));
    found.scrollIntoView({ block: "center", behavior: "instant" });
    const box = () => found.getBoundingClientRect();
    const before = box();
    await new Promise((done) => setTimeout(done, 150));
    const { left, top, width, height } = box();
    const [x, y] = [left + Math.min(width / 2, 200), top + height / 2];
    if (!width || left !== before.left || top !== before.top) return null;
    if (!found.contains(page.elementFromPoint(x, y))) return null;
    window.wasHit = false;
    found.addEventListener("click", () => { window.wasHit = true; }, { capture: true, once: true });
    const frame = page.defaultView.frameElement?.getBoundingClientRect();
    return [x + (frame?.left ?? 0), y + (frame?.top ?? 0)];
})()
"""
"""Where to click on the first such element, once it stands still and nothing covers it."""


class Tab:
    """A tab of the browser, and all that it asked for and complained of."""

    def __init__(self, pipe: socket.socket, downloads: Path) -> None:
        self.requests: list[str] = []
        """Addresses, in order."""
        self.complaints: list[str] = []
        """Errors of the console, and scripts that failed."""
        self.frame = "document"
        """The document that is looked at, as an expression."""
        self._pipe, self._downloads = pipe, downloads
        self._unread = b""
        self._numbers = itertools.count(1)
        self._session: dict[str, str] = {}
        pipe.settimeout(SECONDS)
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        self._call("Emulation.setDeviceMetricsOverride", **size)
        allowed = {"behavior": "allow", "downloadPath": str(downloads)}
        self._call("Browser.setDownloadBehavior", **allowed)

    def open(self, url: str) -> None:
        """Go to an address, and look at its own document."""
        self.frame = "document"
        assert "errorText" not in self._call("Page.navigate", url=url), url

    def run(self, expression: str) -> Any:
        """What an expression gives, in which `page` is the document that is looked at; true for an
        element."""
        asked = _ASKED % {"expression": expression, "frame": self.frame}
        answer = self._call(
            "Runtime.evaluate", expression=asked, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise ValueError(
                str(answer["exceptionDetails"].get("exception", {}).get("description"))
            )
        return answer["result"].get("value")

    def until(self, expression: str) -> Any:
        """What it gives as soon as that is something, whatever is missing until then."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                if found := self.run(expression):
                    return found
            except (ValueError, LookupError):
                pass
            time.sleep(0.1)
        raise AssertionError(f"it did not come: {expression}\n{self.complaints}")

    def click(self, selector: str, text: str = "") -> None:
        """Press the mouse on the first element that has the text; again, where it moved away."""
        for _ in range(5):
            x, y = self.until(_POINT % (json.dumps(selector), json.dumps(text)))
            for kind in ("mousePressed", "mouseReleased"):
                button = {"type": kind, "button": "left", "clickCount": 1}
                self._call("Input.dispatchMouseEvent", x=x, y=y, **button)
            if self.run("window.wasHit") is not False:
                return
        raise AssertionError(f"it does not stand still: {selector}")

    def type(self, selector: str, text: str) -> None:
        """Put text where it is asked for, in place of what stands there."""
        self.until(f"page.querySelector({json.dumps(selector)})")
        self.run(f"page.querySelector({json.dumps(selector)}).select()")
        self._call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press a key by its name, such as Enter."""
        code = {"Enter": 13, "Escape": 27, "Tab": 9}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            more = {"key": key, "code": key, "windowsVirtualKeyCode": code, **text}
            self._call("Input.dispatchKeyEvent", type=kind, **more)

    def choose(self, name: str, value: str) -> None:
        """Set a control of the form by its name."""
        found = f"page.querySelector('[name={name}]')"
        self.until(
            f"({found}.value = {json.dumps(value)}) && {found}.value === {json.dumps(value)}"
        )
        self.run(f"{found}.dispatchEvent(new Event('change', {{ bubbles: true }}))")

    def download(self, selector: str) -> Path:
        """The file that a click brings."""
        before = set(self._downloads.iterdir())
        self.click(selector)
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            new = set(self._downloads.iterdir()) - before
            if new and not [path for path in new if path.suffix == ".crdownload"]:
                return new.pop()
            time.sleep(0.1)
        raise AssertionError(f"no file came of {selector}\n{self.requests[-3:]}")

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": params, **self._session}
        self._pipe.sendall(json.dumps(asked).encode() + b"\0")
        while (said := self._next()).get("id") != number:
            self._note(said)
        if "error" in said:
            raise LookupError(f"{method}: {said['error']['message']}")
        answer: dict[str, Any] = said["result"]
        return answer

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            part = self._pipe.recv(1 << 16)
            assert part, "the browser ended"
            self._unread += part
        text, _, self._unread = self._unread.partition(b"\0")
        said: dict[str, Any] = json.loads(text)
        return said

    def _note(self, said: dict[str, Any]) -> None:
        told = said.get("params", {})
        match said.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(told["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(told["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if told["type"] in ("error", "assert"):
                self.complaints.append(str(told["args"]))
            case "Log.entryAdded" if told["entry"]["level"] == "error":
                self.complaints.append(f"{told['entry']['text']} {told['entry'].get('url', '')}")


@contextmanager
def browsing(folder: Path) -> Iterator[Tab]:
    """A tab of a browser that keeps its profile and its downloads in an empty folder."""
    downloads = folder / "downloads"
    downloads.mkdir()
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    words = [str(BROWSER), *_SWITCHES, *root, f"--user-data-dir={folder / 'profile'}"]
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-c", _AT_ITS_PIPE, str(theirs.fileno()), *words],
        pass_fds=(theirs.fileno(),),
        stderr=subprocess.DEVNULL,
    )
    theirs.close()
    try:
        yield Tab(ours, downloads)
    finally:
        ours.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
