"""An endpoint of OpenAI's protocol on this machine, which answers as it is told to, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Asked"], Any]  # claims, or bytes, or an HTTP status, or a number of seconds to wait (float)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the passage in it, and how often it was asked before."""

    passage: str
    ids: dict[str, str]
    body: dict[str, Any]
    before: int


@dataclass(slots=True)
class Stub:
    """What was asked of the endpoint."""

    url: str = ""
    questions: list[Asked] = field(default_factory=list)


def complete(content: str) -> bytes:
    """A chat completion with this content."""
    message = {"role": "assistant", "content": content}
    return json.dumps(
        {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "stub",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
    ).encode()


@contextmanager
def serving(reply: Reply) -> Iterator[Stub]:
    """Serve on a free port of this machine until the block ends."""
    stub = Stub()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            given = json.loads(body["messages"][-1]["content"])
            with lock:
                before = sum(asked.passage == given["passage"] for asked in stub.questions)
                asked = Asked(given["passage"], given["ids"], body, before)
                stub.questions.append(asked)
            said = reply(asked)
            if isinstance(said, float):
                time.sleep(said)
                said = []
            status = said if isinstance(said, int) else 200
            data = said if isinstance(said, bytes) else complete(json.dumps({"claims": said}, ensure_ascii=False))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if status == 429:
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
