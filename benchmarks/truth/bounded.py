"""Baselines bounded in time: each in a process of its own, which is ended when its time is up."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

SECONDS = 30.0


def bounded(method: Callable[..., Any], *given: Any, seconds: float = SECONDS) -> Any:
    """What a method returns, or None where it does not in time."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, method, given), daemon=True)
    process.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(seconds) else None
    except EOFError:
        raise SystemExit(f"{method.__name__} failed: see above") from None
    finally:
        process.kill()
        process.join()


def _answer(to: Connection, method: Callable[..., Any], given: tuple[Any, ...]) -> None:
    to.send(method(*given))
    to.close()
