"""Drives a headless Chromium, as a reader of a page would: opens PAGE, takes the
steps in turn, and prints what they ask for.

  press KEY        a key, by its name in the DOM: j, /, ArrowDown, Escape
  type TEXT        into what has the focus
  click SELECTOR   the middle of the first element that matches
  go HASH          to another place in the page
  text SELECTOR    print the visible text of every match, one line each
  count SELECTOR   print how many match
  focus            print the text of what has the focus
  eval SCRIPT      print what an expression gives
  shot FILE        write a picture of the window
  pdf FILE         print to a file

Speaks the browser's own protocol through a pipe: no network, no driver to install.
An error of the page, such as a violation of its content security policy, fails.
"""

import argparse
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

FLAGS = [
    "--headless",
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]
LIMIT = 60  # seconds that a step may take


class Browser:
    def __init__(self, program, profile):
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def at_three_and_four():
            # Out of the way first: one may be a number that the other needs.
            to_read, to_write = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(to_read, 3)
            os.dup2(to_write, 4)

        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=at_three_and_four,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.replies = os.fdopen(ours_in, "rb", buffering=0)
        self.requests = os.fdopen(ours_out, "wb", buffering=0)
        self.pending = b""
        self.number = 0
        self.session = None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call(
            "Target.attachToTarget", targetId=target, flatten=True
        )["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def receive(self):
        while b"\0" not in self.pending:
            more = self.replies.read(1 << 16)
            if not more:
                sys.exit("error: the browser ended")
            self.pending += more
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        request = {"id": self.number, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        self.requests.write(json.dumps(request).encode() + b"\0")
        while True:
            reply = self.receive()
            if reply.get("id") == self.number:
                if "error" in reply:
                    sys.exit(f"error: {method}: {reply['error']['message']}")
                return reply["result"]
            self.events.append(reply)

    def evaluate(self, script):
        result = self.call(
            "Runtime.evaluate",
            expression=script,
            returnByValue=True,
            awaitPromise=True,
        )
        if "exceptionDetails" in result:
            sys.exit(f"error: {script}: {result['result'].get('description')}")
        return result["result"].get("value")

    def settle(self):
        """Waits until what the page put off for a frame or two is done."""
        self.evaluate(
            "new Promise(done => requestAnimationFrame(() => setTimeout(() =>"
            " requestAnimationFrame(() => setTimeout(done)))))"
        )

    def open(self, address):
        self.call("Page.navigate", url=address)
        deadline = time.monotonic() + LIMIT
        while self.evaluate("document.readyState") != "complete":
            if time.monotonic() > deadline:
                sys.exit(f"error: {address} does not open")
            time.sleep(0.02)
        self.settle()

    def errors(self):
        for event in self.events:
            params = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                yield details.get("exception", {}).get("description", details["text"])
            elif event.get("method") == "Log.entryAdded":
                if params["entry"]["level"] == "error":
                    yield params["entry"]["text"]

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        finally:
            self.process.wait(LIMIT)


def press(browser, key):
    event = {"key": key, "code": key if len(key) > 1 else ""}
    codes = {"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38}
    codes.update({"ArrowRight": 39, "ArrowDown": 40, "Tab": 9, " ": 32})
    if key in codes:
        event["windowsVirtualKeyCode"] = codes[key]
    text = {"Enter": "\r"}.get(key, key if len(key) == 1 else None)
    if text:
        event["text"] = text
    browser.call("Input.dispatchKeyEvent", type="keyDown", **event)
    browser.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=event["code"])


def click(browser, selector):
    x, y = browser.evaluate(
        f"(box => [box.x + box.width / 2, box.y + box.height / 2])"
        f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
    )
    for kind in ("mousePressed", "mouseReleased"):
        browser.call(
            "Input.dispatchMouseEvent",
            type=kind, x=x, y=y, button="left", clickCount=1,
        )  # fmt: skip


def take(browser, step):
    verb, _, rest = step.partition(" ")
    chosen = f"[...document.querySelectorAll({json.dumps(rest)})]"
    if verb == "press":
        press(browser, rest)
    elif verb == "type":
        browser.call("Input.insertText", text=rest)
    elif verb == "click":
        click(browser, rest)
    elif verb == "go":
        browser.evaluate(f"void (location.hash = {json.dumps(rest)})")
    elif verb == "text":
        for text in browser.evaluate(f"{chosen}.map(e => e.innerText)"):
            print(" ".join(text.split()))
    elif verb == "count":
        print(browser.evaluate(f"{chosen}.length"), rest)
    elif verb == "focus":
        print("focus:", " ".join(browser.evaluate(
            "document.activeElement.id + ' ' + document.activeElement.innerText").split()))  # fmt: skip
    elif verb == "eval":
        print(browser.evaluate(rest))
    elif verb == "shot":
        picture = browser.call("Page.captureScreenshot", format="png")["data"]
        pathlib.Path(rest).write_bytes(base64.b64decode(picture))
    elif verb == "pdf":
        paper = browser.call("Page.printToPDF", printBackground=True)["data"]
        pathlib.Path(rest).write_bytes(base64.b64decode(paper))
    else:
        sys.exit(f"error: no step '{verb}'")
    browser.settle()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--browser", required=True)
    options.add_argument("--size", default="1280x800", help="WIDTHxHEIGHT")
    options.add_argument("--dark", action="store_true")
    options.add_argument("page", help="a file, with a #hash if wanted")
    options.add_argument("steps", nargs="*")
    given = options.parse_args()
    file, _, hash = given.page.partition("#")
    address = pathlib.Path(file).resolve().as_uri() + (f"#{hash}" if hash else "")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(given.browser, profile)
        width, height = map(int, given.size.split("x"))
        browser.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme"}
        scheme["value"] = "dark" if given.dark else "light"
        browser.call("Emulation.setEmulatedMedia", features=[scheme])
        browser.open(address)
        for step in given.steps:
            take(browser, step)
        wrong = list(browser.errors())
        browser.close()
    sys.exit("\n".join(f"error: {text}" for text in wrong) or 0)


main()
