"""Work in equal shares: one done here, the others by copies of this process, which have in memory all that it has."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Result = TypeVar("Result")


def share_work(do: Callable[[int], Result], shares: int) -> list[Result] | None:
    """What `do` gives for each of so many shares, counted from 0; None where one share failed, or nothing can be shared.

    Whoever is told None does the whole by himself, and meets the error, if there is one, where it belongs. Copies are
    only made on Linux: the system libraries of macOS do not stand it.
    """
    if shares < 2 or sys.platform != "linux":
        return None
    context = multiprocessing.get_context("fork")
    copies, answers = [], []
    try:
        for share in range(1, shares):
            here, there = context.Pipe(duplex=False)
            answers.append(here)
            copies.append(context.Process(target=_answer, args=(there, do, share), daemon=True))
            copies[-1].start()
            there.close()
        return [do(0), *(answer.recv() for answer in answers)]
    except Exception:
        return None
    finally:
        for copy, answer in zip(copies, answers, strict=False):
            answer.close()
            copy.kill()
            copy.join()


def _answer(there: Connection, do: Callable[[int], Any], share: int) -> None:
    """Send what comes of a share; a copy that fails ends, and its pipe with it."""
    with contextlib.suppress(Exception):
        there.send(do(share))
