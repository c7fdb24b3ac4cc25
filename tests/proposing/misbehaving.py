"""An endpoint made of a bare socket, which can send whatever bytes it likes, as slowly as it likes."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Send = Callable[[socket.socket, int], None]  # what is sent to one caller, and how many came before


def http(body: bytes, status: str = "200 OK", kind: str = "application/json", *headers: str) -> bytes:
    """A whole HTTP answer."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def completion(content: Any, **more: Any) -> bytes:
    """A chat completion with whatever content, and other keys in place of the usual ones."""
    said = {
        "choices": [{"message": {"role": "assistant", "content": content}, "index": 0}],
        "object": "chat.completion",
    }
    return http(json.dumps(said | {"usage": {"prompt_tokens": 10, "completion_tokens": 5}} | more).encode())


@contextmanager
def listening(send: Send) -> Iterator[tuple[str, list[int]]]:
    """Serve until the block ends; gives the address and the moments at which somebody asked, in milliseconds."""
    server = socket.create_server(("127.0.0.1", 0))
    asked: list[int] = []
    over = threading.Event()

    def serve(caller: socket.socket, number: int) -> None:
        with caller:
            try:
                data = b""
                while b"\r\n\r\n" not in data:
                    data += caller.recv(65536)
                head, _, body = data.partition(b"\r\n\r\n")
                length = next(
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length")
                )
                while len(body) < length:
                    body += caller.recv(65536)
                send(caller, number)
            except OSError:
                pass  # the caller has had enough

    def listen() -> None:
        while not over.is_set():
            try:
                caller, _ = server.accept()
            except OSError:
                return
            asked.append(int(time.monotonic() * 1000))
            threading.Thread(target=serve, args=(caller, len(asked) - 1), daemon=True).start()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/v1", asked
    finally:
        over.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def drip(data: bytes, seconds: float) -> Send:
    """Send byte by byte."""

    def send(caller: socket.socket, _: int) -> None:
        for at in range(len(data)):
            caller.sendall(data[at : at + 1])
            time.sleep(seconds)

    return send


def whole(data: bytes) -> Send:
    """Send all of it at once."""
    return lambda caller, _: caller.sendall(data)


def endless(head: bytes, part: bytes) -> Send:
    """Send a head, then the same without end."""

    def send(caller: socket.socket, _: int) -> None:
        caller.sendall(head)
        while True:
            caller.sendall(part)

    return send
