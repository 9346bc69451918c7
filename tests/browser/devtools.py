"""Drive a Chromium of any age over its DevTools protocol, through a pair of pipes.

Playwright asks more of a browser than Chromium 80 has. The few commands used here are the same
in every version since then.
"""

import base64
import fcntl
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from waiting import LIMIT

Values = dict[str, Any]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
OLD_FLAGS = ("--no-zygote",)
"""What the old builds need besides. They also run with ``--single-process``, but hang at times."""

KEYS = {
    "Enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    "Escape": {"key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27},
    "ArrowDown": {"key": "ArrowDown", "code": "ArrowDown", "windowsVirtualKeyCode": 40},
    "Tab": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
}
"""Keys that are more than the character they type."""

REPORTER = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) =>
  breaches.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
"""
"""Runs in every page before anything of the page does, and collects breaches of the policy."""


class Failure(Exception):
    """A command that the browser refused, or an expression that threw."""


class Browser:
    """One running browser, and the pipes to it."""

    def __init__(self, program: Path, folder: Path) -> None:
        old = (program.parent / "lib").is_dir()
        to_browser, self._commands = _pipe()
        self._answers, from_browser = _pipe()
        flags = [*FLAGS, *(OLD_FLAGS if old else ()), f"--user-data-dir={folder}"]
        libraries = {"LD_LIBRARY_PATH": str(program.parent / "lib")} if old else {}
        with open(folder / "log", "wb") as log:
            self._process = subprocess.Popen(
                _with_pipes([str(program), *flags], to_browser, from_browser),
                env={**os.environ, **libraries},
                stdout=log,
                stderr=log,
                pass_fds=(to_browser, from_browser),
            )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._number = 0
        self.events: list[Values] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._commands)
        os.close(self._answers)

    def send(self, method: str, session: str | None = None, **params: Any) -> Values:
        """Send a command and wait for its result; events that come meanwhile are kept."""
        self._number += 1
        number = self._number
        command = {"id": number, "method": method, "params": params}
        if session:
            command["sessionId"] = session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while (answer := self._read()).get("id") != number:
            self.events.append(answer)
        if "error" in answer:
            raise Failure(f"{method}: {answer['error']['message']}")
        result: Values = answer["result"]
        return result

    def _read(self) -> Values:
        """The next message of the browser."""
        while b"\0" not in self._buffer:
            if not select.select([self._answers], [], [], LIMIT)[0]:
                raise Failure(f"the browser has said nothing for {LIMIT} seconds")
            part = os.read(self._answers, 1 << 16)
            if not part:
                raise Failure("the browser has gone")
            self._buffer += part
        message, _, self._buffer = self._buffer.partition(b"\0")
        values: Values = json.loads(message)
        return values

    def version(self) -> int:
        """The major version, from ``HeadlessChrome/80.0.3987.0``."""
        product: str = self.send("Browser.getVersion")["product"]
        return int(product.partition("/")[2].partition(".")[0])

    def new_tab(self) -> "Tab":
        """Open an empty page and attach to it."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Tab(self, str(target), str(session))


def _pipe() -> tuple[int, int]:
    """A pipe whose descriptors leave 3 and 4 free, which the browser reads and writes."""
    ends = os.pipe()
    high = (fcntl.fcntl(ends[0], fcntl.F_DUPFD, 10), fcntl.fcntl(ends[1], fcntl.F_DUPFD, 10))
    for end in ends:
        os.close(end)
    return high


def _with_pipes(command: list[str], reading: int, writing: int) -> list[str]:
    """A command whose descriptors 3 and 4 are the pipes, as the browser expects them."""
    move = "import os, sys; r, w, *command = sys.argv[1:]; "
    move += "os.dup2(int(r), 3); os.dup2(int(w), 4); os.execv(command[0], command)"
    return [sys.executable, "-c", move, str(reading), str(writing), *command]


class Tab:
    """One page of a browser, and what it complained of."""

    def __init__(self, browser: Browser, target: str, session: str) -> None:
        self._browser = browser
        self._target = target
        self._session = session
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.send("Page.addScriptToEvaluateOnNewDocument", source=REPORTER)

    def send(self, method: str, **params: Any) -> Values:
        return self._browser.send(method, self._session, **params)

    def close(self) -> None:
        self._browser.send("Target.closeTarget", targetId=self._target)

    def resize(self, width: int, height: int = 900, scheme: str = "light") -> None:
        """Set the size of the view in CSS pixels, and the colours that the system prefers."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.prefer(scheme)

    def prefer(self, scheme: str, media: str = "") -> None:
        """Set the colours that the system prefers, and the medium (``print``)."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.send("Emulation.setEmulatedMedia", media=media, features=[feature])

    def open(self, address: str) -> None:
        """Show a page and wait until it has loaded."""
        self.run("window.left = true")
        self.send("Page.navigate", url=address)
        self.wait_for("!window.left && document.readyState === 'complete'")

    def run(self, expression: str) -> Any:
        """The value of an expression, or of the promise that it makes."""
        result = self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise Failure(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def call(self, function: str, *arguments: object) -> Any:
        """The value of a function of JavaScript, given as text, for arguments."""
        return self.run(f"({function})(...{json.dumps(arguments)})")

    def wait_for(self, expression: str, seconds: float = LIMIT) -> None:
        """Wait until an expression holds."""
        poll = f"""new Promise((resolve) => {{
          let left = {int(seconds * 20)};
          const ask = () => {{
            let value = false;
            try {{ value = ({expression}); }} catch (error) {{ /* not yet */ }}
            left -= 1;
            if (value || left <= 0) resolve(Boolean(value)); else setTimeout(ask, 50);
          }};
          ask();
        }})"""
        for _ in range(20):
            try:
                held = self.run(poll)
            except Failure as failure:  # the page went away under the question
                if "context" not in str(failure) and "navigated" not in str(failure):
                    raise
                continue
            assert held, f"not within {seconds} seconds: {expression}"
            return
        raise AssertionError(expression)

    def texts(self, selector: str) -> list[str]:
        """The visible text of each element that a selector finds."""
        found: list[str] = self.call(
            "(all) => [...document.querySelectorAll(all)].map((one) => one.innerText)", selector
        )
        return found

    def click(self, selector: str) -> None:
        """Click with the mouse in the middle of an element."""
        x, y = self.call(
            """(selector) => {
              const element = document.querySelector(selector);
              element.scrollIntoView({ block: "center" });
              const box = element.getBoundingClientRect();
              return [box.left + box.width / 2, box.top + box.height / 2];
            }""",
            selector,
        )
        button = {"x": x, "y": y, "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, **button)

    def press(self, key: str) -> None:
        """Press a key: one of :data:`KEYS`, or a character."""
        known: Mapping[str, object] = KEYS.get(key, {"key": key, "text": key})
        self.send("Input.dispatchKeyEvent", type="keyDown", **known)
        self.send("Input.dispatchKeyEvent", type="keyUp", **known)

    def type(self, text: str) -> None:
        """Type a text character by character."""
        for character in text:
            self.press(character)

    def complaints(self) -> list[str]:
        """What went wrong since the last question: errors, refusals, breaches of the policy."""
        breaches: list[str] = self.run("window.breaches ? breaches.splice(0) : []")
        texts = [_complaint(event) for event in self._browser.events]
        self._browser.events.clear()
        return [*breaches, *(text for text in texts if text)]

    def pdf(self) -> bytes:
        """The page as it prints, by the size that its style names."""
        data = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
        return base64.b64decode(data)

    def picture(self, *, whole: bool = False) -> bytes:
        """What is seen of the page, or the whole of it, as PNG."""
        if whole:
            height = int(self.run("document.documentElement.scrollHeight"))
            self.resize(int(self.run("innerWidth")), height)
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])


def _complaint(event: Values) -> str:
    """What an event complains of; nothing if it is not of that kind."""
    params = event.get("params", {})
    if event.get("method") == "Runtime.exceptionThrown":
        details = params["exceptionDetails"]
        text = details.get("exception", {}).get("description") or details["text"]
        return f"{details.get('url', '')}:{details['lineNumber']}: {text}"
    if event.get("method") == "Runtime.consoleAPICalled" and params["type"] == "error":
        return " ".join(str(one.get("description", one.get("value"))) for one in params["args"])
    if event.get("method") == "Log.entryAdded" and params["entry"]["level"] == "error":
        return f"{params['entry'].get('url', '')}: {params['entry']['text']}"
    return ""


@contextmanager
def running(program: Path) -> Iterator[Browser]:
    """A browser for as long as it is needed."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Browser(program, Path(folder)) as browser,
    ):
        yield browser
