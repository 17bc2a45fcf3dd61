"""Blocks are converted by as many processes as there are cores, while the database writes."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from queue import Empty, Queue
from threading import Thread
from typing import IO

from data.errors import ImportRejected
from data.osm.convert import Converted, convert
from data.osm.reader import CHECKOUT
from data.osm.worker import LENGTH

MOST_WORKERS = 8
Answer = Converted | BaseException | None


def converted(blocks: Iterator[bytes], *, institutions: bool, many: bool) -> Iterator[Converted]:
    """What each block holds, in any order. Raises whatever came in the way."""
    count = min(os.cpu_count() or 1, MOST_WORKERS)
    if many and count > 1:
        yield from _by_workers(blocks, institutions, count)
    else:
        for block in blocks:
            yield convert(block, institutions=institutions)


def _by_workers(blocks: Iterator[bytes], institutions: bool, count: int) -> Iterator[Converted]:
    work: Queue[bytes | None] = Queue(count)
    answers: Queue[Answer] = Queue(2 * count)
    command = [sys.executable, "-m", "data.osm.worker", "yes" if institutions else "no"]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=CHECKOUT
                )
            )
            for _ in range(count)
        ]
        threads = [Thread(target=_feed, args=(blocks, work, answers, count), daemon=True)]
        threads += [
            Thread(target=_attend, args=(process, work, answers), daemon=True)
            for process in processes
        ]
        for thread in threads:
            thread.start()
        try:
            yield from _gather(answers, count)
        finally:
            for process in processes:
                process.kill()
            _release(threads, work, answers)


def _feed(
    blocks: Iterator[bytes], work: "Queue[bytes | None]", answers: "Queue[Answer]", count: int
) -> None:
    try:
        for block in blocks:
            work.put(block)
    except Exception as error:
        answers.put(error)
    for _ in range(count):
        work.put(None)


def _attend(
    process: "subprocess.Popen[bytes]", work: "Queue[bytes | None]", answers: "Queue[Answer]"
) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        while (block := work.get()) is not None:
            process.stdin.write(len(block).to_bytes(LENGTH) + block)
            process.stdin.flush()
            answers.put(_answer(process.stdout))
        answers.put(None)
    except Exception as error:
        answers.put(error)


def _answer(stream: IO[bytes]) -> Converted | ImportRejected:
    length = stream.read(LENGTH)
    if not length:
        raise RuntimeError("a worker of the import died")
    answer = pickle.loads(stream.read(int.from_bytes(length)))
    assert isinstance(answer, Converted | ImportRejected)
    return answer


def _gather(answers: "Queue[Answer]", workers: int) -> Iterator[Converted]:
    while workers:
        answer = answers.get()
        if answer is None:
            workers -= 1
        elif isinstance(answer, BaseException):
            raise answer
        else:
            yield answer


def _release(threads: list[Thread], work: "Queue[bytes | None]", answers: "Queue[Answer]") -> None:
    """Nobody may wait for a full queue when all is over."""
    while any(thread.is_alive() for thread in threads):
        for queue in (work, answers):
            try:
                queue.get(timeout=0.01)
            except Empty:
                continue
