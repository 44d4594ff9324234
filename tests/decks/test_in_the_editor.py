"""The schema in a real editor's server: completion, hover texts and errors on their line, with no network.

Runs where yaml-language-server is installed (npm install -g yaml-language-server), or where TRAINER_YAML_SERVER names it.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trainer.decks.describing import schema_text
from trainer.decks.making import SCHEMA_FILE, SCHEMA_LINE

SERVER = os.environ.get("TRAINER_YAML_SERVER") or shutil.which("yaml-language-server")
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed"),
]
DECK = f"""{SCHEMA_LINE}
format: 1
title: Soups
version: 1.0
cards:
  - A bare sentence is fine.
  - complaint: Too thick.
    dificulty: 3
    channel: phone
    hi
"""


class Editor:
    """Just enough of the language server protocol."""

    def __init__(self, folder: Path) -> None:
        assert SERVER is not None
        (folder / SCHEMA_FILE).write_text(schema_text(), encoding="utf-8")
        self.uri = (folder / "deck.yaml").as_uri()
        environment = {**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
        self.server = subprocess.Popen(
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self.asked = 0
        self.diagnostics: list[dict[str, Any]] = []
        capabilities = {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "completion": {}}}
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self.tell("initialized", {})

    def open(self, text: str) -> None:
        document = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def problems(self) -> list[tuple[int, str]]:
        """Line (from 1) and message of each, once the server has said them."""
        while not self.diagnostics:
            self._read()
        return [(each["range"]["start"]["line"] + 1, each["message"]) for each in self.diagnostics]

    def at(self, what: str, line: int, column: int) -> Any:
        place = {"textDocument": {"uri": self.uri}, "position": {"line": line - 1, "character": column - 1}}
        return self.ask(f"textDocument/{what}", place)

    def ask(self, method: str, params: Any) -> Any:
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self.asked and "method" not in message:
                return message.get("result")

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def close(self) -> None:
        self.server.kill()
        self.server.wait()
        for stream in (self.server.stdin, self.server.stdout):
            assert stream is not None
            stream.close()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        stream = self.server.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line, "the server is gone"
            name, _colon, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["diagnostics"]:
            self.diagnostics = message["params"]["diagnostics"]
        if "method" in message and "id" in message:  # what it asks of an editor: settings, registrations
            wanted = message.get("params") or {}
            answer: Any = (
                [{} for _item in wanted.get("items", [])] if message["method"] == "workspace/configuration" else None
            )
            self._send({"id": message["id"], "result": answer})
        return message


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    editor = Editor(tmp_path)
    yield editor
    editor.close()


def test_completion_offers_what_a_card_may_say(editor: Editor) -> None:
    editor.open(DECK)
    offered = editor.at("completion", 10, 7)
    labels = {each["label"] for each in (offered["items"] if isinstance(offered, dict) else offered)}
    assert {"hidden_interest", "persona", "gold", "twists"} <= labels
    assert "title" not in labels


def test_a_misspelt_key_is_flagged_on_its_line_and_nothing_sound_is(editor: Editor) -> None:
    editor.open(DECK.replace("    hi\n", ""))
    problems = editor.problems()
    assert [line for line, _message in problems] == [8]
    assert "dificulty" in problems[0][1]


def test_hovering_over_a_key_tells_what_it_is(editor: Editor) -> None:
    editor.open(DECK.replace("    hi\n", ""))
    told = editor.at("hover", 9, 6)
    assert "How the customer reaches us" in json.dumps(told)
