"""An editor, as far as a language server can tell: it speaks LSP to the real
binary, keeps the text of what is open, and applies edits.

    with Editor(sys.argv[1]) as editor:
        main = editor.open("main.cpp", TEXT)
        main.wait_for_findings(1)

The project is an empty folder of its own, far from this one and its settings.
Everything on the server's standard output must be LSP; the server must end with
0 when it is asked to.
"""

import json
import os
import pathlib
import queue
import subprocess
import tempfile
import threading
import time

TIMEOUT = 120  # seconds; the machine may be busy

CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "codeDescriptionSupport": True,
        },
        "codeAction": {
            "codeActionLiteralSupport": {
                "codeActionKind": {"valueSet": ["quickfix", "refactor"]}
            },
            "isPreferredSupport": True,
        },
    },
    "general": {"positionEncodings": ["utf-8"]},
    "offsetEncoding": ["utf-8"],  # the same for clangd before 20
}


class Editor:
    def __init__(self, program, arguments=(), environment=None):
        self.program = os.path.abspath(program)
        self.arguments, self.environment = arguments, environment or {}
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name).resolve()
        self.files = {}
        self.replies = {}
        self.incoming = queue.Queue()

    def __enter__(self):
        environment = dict(os.environ, **self.environment)
        # No settings of the person who runs this. Names of the standard library
        # that nothing includes take long to index and are not what is looked at.
        environment["XDG_CONFIG_HOME"] = str(self.folder / "config")
        environment["XDG_CACHE_HOME"] = str(self.folder / "cache")
        self.write("config/clangd/config.yaml", "Index: {StandardLibrary: false}\n")
        self.log = open(self.folder / "server.log", "w+", encoding="utf-8")
        self.server = subprocess.Popen(
            [self.program, "--background-index=0", *self.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=environment,
            cwd=self.folder,
        )
        threading.Thread(target=self._read, daemon=True).start()
        self.initialized = self.request(
            "initialize",
            processId=os.getpid(),
            rootUri=self.folder.as_uri(),
            capabilities=CAPABILITIES,
        )
        self.notify("initialized")
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is None:
                self.request("shutdown")
                self.notify("exit")
                code = self.server.wait(TIMEOUT)
                assert code == 0, f"the server ended with {code}"
                rest = self._take()
                assert rest is None, f"after the end there is {rest}"
        except BaseException:
            kind = True
            raise
        finally:
            self.server.kill()
            if kind is not None:
                self.log.seek(0)
                print(self.log.read()[-8000:])
            self.log.close()
            self.temporary.cleanup()

    # --- the protocol

    def request(self, method, **parameters):
        """The result; an error fails the test."""
        identity = len(self.replies) + 1
        self.replies[identity] = None
        self._send({"id": identity, "method": method, "params": parameters})
        while self.replies[identity] is None:
            self._handle(self._take())
        reply = self.replies[identity]
        assert "error" not in reply, reply
        return reply["result"]

    def notify(self, method, **parameters):
        self._send({"method": method, "params": parameters})

    def wait(self, until, what):
        """Reads on until `until()` gives something."""
        deadline = time.monotonic() + TIMEOUT
        while not (found := until()):
            assert time.monotonic() < deadline, f"no {what} in {TIMEOUT} s"
            self._handle(self._take())
        return found

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def _read(self):
        """Splits standard output into messages; what is none ends the test."""
        stream = self.server.stdout
        while header := stream.readline():
            name, _, length = header.partition(b": ")
            if name != b"Content-Length" or stream.readline() != b"\r\n":
                self.incoming.put(f"standard output has {header!r}, which is not LSP")
                return
            self.incoming.put(json.loads(stream.read(int(length))))
        self.incoming.put(None)

    def _take(self):
        message = self.incoming.get(timeout=TIMEOUT)
        assert not isinstance(message, str), message
        return message

    def _handle(self, message):
        assert message is not None, "the server ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            file = self.files.get(message["params"]["uri"])
            if file:
                file.shown(message["params"])
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif "id" in message:
            self.replies[message["id"]] = message

    # --- the project

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def database(self, *files, flags="-std=c++20"):
        """A compilation database that has `files`."""
        commands = [
            {
                "directory": str(self.folder),
                "file": name,
                "command": f"clang++ {flags} -c {name}",
            }
            for name in files
        ]
        self.write("compile_commands.json", json.dumps(commands))

    def open(self, name, text):
        """Writes a file of the project and opens it."""
        return self.open_there(self.write(name, text), text)

    def open_there(self, path, text):
        file = File(self, path, text)
        self.files[file.uri] = file
        self.notify(
            "textDocument/didOpen",
            textDocument={
                "uri": file.uri,
                "languageId": "cpp",
                "version": 1,
                "text": text,
            },
        )
        return file


class File:
    """An open file. Versions count its edits; so does the server."""

    def __init__(self, editor, path, text):
        self.editor, self.path, self.text = editor, path, text
        self.uri = path.as_uri()
        self.version = 1
        self.diagnostics = None  # those of this version, or None

    def shown(self, parameters):
        if parameters.get("version", self.version) == self.version:
            self.diagnostics = parameters["diagnostics"]

    def change(self, text, at_once=False):
        """`at_once`: clangd does not wait for the typing to pause."""
        self.text = text
        self.version += 1
        self.diagnostics = None
        self.editor.notify(
            "textDocument/didChange",
            textDocument={"uri": self.uri, "version": self.version},
            contentChanges=[{"text": text}],
            **({"wantDiagnostics": True} if at_once else {}),
        )

    def replace(self, old, new):
        assert old in self.text, f"{old!r} is not in the text"
        self.change(self.text.replace(old, new))

    def close(self):
        self.editor.notify("textDocument/didClose", textDocument={"uri": self.uri})

    def findings(self):
        """Our diagnostics, or None before there are any news of this version."""
        if self.diagnostics is None:
            return None
        return [d for d in self.diagnostics if is_ours(d)]

    def wait_for_findings(self, count):
        """Ours, when there are `count` of them. What the server shows first may
        be of an old preamble: only the last word counts."""

        def right():
            found = self.findings()
            return found is not None and len(found) == count and [found]

        try:
            return self.editor.wait(right, f"{count} findings")[0]
        except (AssertionError, queue.Empty):
            print("the last diagnostics:", json.dumps(self.diagnostics, indent=1))
            raise

    def actions(self, *findings):
        """The quick fixes from the first finding's start to the last one's end."""
        place = {
            "start": findings[0]["range"]["start"],
            "end": findings[-1]["range"]["end"],
        }
        return self.editor.request(
            "textDocument/codeAction",
            textDocument={"uri": self.uri},
            range=place,
            context={"diagnostics": findings, "only": ["quickfix"]},
        )

    def apply(self, action):
        """What an editor does with a quick fix that the user chose."""
        edit = action["edit"]
        assert list(edit["changes"]) == [self.uri], edit
        self.change(apply_edits(self.text, edit["changes"][self.uri]))


def is_ours(diagnostic):
    return str(diagnostic.get("code", "")).startswith("cohazard-")


def apply_edits(text, edits):
    lines = text.encode().splitlines(keepends=True)

    def offset(place):
        return sum(map(len, lines[: place["line"]])) + place["character"]

    data = text.encode()
    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        begin, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        data = data[:begin] + edit["newText"].encode() + data[end:]
    return data.decode()


def expect(condition, what):
    """Like assert, with what was found."""
    if not condition:
        raise AssertionError(json.dumps(what, indent=1, default=str))
