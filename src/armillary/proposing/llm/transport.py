"""Connections to an endpoint that may send as much and as slowly as it likes, of which only so much is taken."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx2


class TooLarge(httpx2.TransportError):
    """More bytes than an answer can have, or bytes that would have to be unpacked."""


class _Bounded(httpx2.SyncByteStream):
    """The body of an answer, up to a size and a moment."""

    def __init__(self, stream: httpx2.SyncByteStream, until: float, most: int, request: httpx2.Request) -> None:
        self._stream = stream
        self._until = until
        self._left = most
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            self._left -= len(part)
            if self._left < 0:
                raise TooLarge("the answer is too large", request=self._request)
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the answer takes too long", request=self._request)
            yield part

    def close(self) -> None:
        self._stream.close()


class _Transport(httpx2.HTTPTransport):
    """Gives an answer `seconds` from first to last byte, where httpx2 alone counts anew with each."""

    def __init__(self, seconds: float, most: int) -> None:
        super().__init__(limits=httpx2.Limits(max_keepalive_connections=0))  # each is opened anew, and can be cut off
        self._seconds = seconds
        self._most = most

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        until = time.monotonic() + self._seconds
        response = self._answered(request, until)
        if response.headers.get("content-encoding", "identity") != "identity":
            response.close()
            raise TooLarge("a packed answer was not asked for", request=request)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        stream = _Bounded(response.stream, until, self._most, request)
        return httpx2.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )

    def _answered(self, request: httpx2.Request, until: float) -> httpx2.Response:
        """The head of an answer; one that drips is cut off when its time is over, by closing what it comes through."""
        opened: list[socket.socket] = []

        def trace(event: str, told: dict[str, Any]) -> None:
            if event == "connection.connect_tcp.complete":
                opened.append(told["return_value"].get_extra_info("socket"))

        def cut_off() -> None:
            for one in opened:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

        request.extensions = {**request.extensions, "trace": trace}
        timer = threading.Timer(self._seconds, cut_off)
        timer.daemon = True
        timer.start()
        try:
            return super().handle_request(request)
        except httpx2.TransportError:
            if time.monotonic() < until:
                raise
            raise httpx2.ReadTimeout("the answer takes too long", request=request) from None
        finally:
            timer.cancel()


def client(seconds: float, most: int) -> httpx2.Client:
    """A client whose answers are not packed, have at most so many bytes and take at most so long."""
    return httpx2.Client(
        transport=_Transport(seconds, most), headers={"Accept-Encoding": "identity"}, timeout=seconds, trust_env=True
    )
