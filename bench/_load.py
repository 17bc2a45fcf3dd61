"""Many requests over a few open connections, from a process of its own: `python -m bench._load`.

Reads a JSON object from standard input: host, port, paths, connections. Asks for every path once
and prints how many were answered 200 and in how many seconds.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from api.settings import CHECKOUT


class Answered(NamedTuple):
    number: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.number / self.seconds


def load(url: str, paths: Sequence[str], connections: int = 4) -> Answered:
    """Ask a server for all paths. Raises RuntimeError where one was not answered 200."""
    host = urlsplit(url)
    job = {
        "host": host.hostname,
        "port": host.port,
        "paths": list(paths),
        "connections": connections,
    }
    said = subprocess.run(
        [sys.executable, "-m", "bench._load"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        cwd=CHECKOUT,
    ).stdout
    answered = Answered(*json.loads(said))
    if answered.number != len(paths):
        raise RuntimeError(f"{len(paths) - answered.number} of {len(paths)} were not answered")
    return answered


def _ask(host: str, port: int, paths: Sequence[str], counts: list[int]) -> None:
    good = 0
    with socket.create_connection((host, port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = connection.makefile("rb")
        for path in paths:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            good += stream.readline().split()[1] == b"200"
            length = 0
            while (line := stream.readline()) != b"\r\n":
                if line.lower().startswith(b"content-length:"):
                    length = int(line[15:])
            stream.read(length)
    counts.append(good)


def main() -> None:
    job = json.load(sys.stdin)
    counts: list[int] = []
    threads = [
        threading.Thread(
            target=_ask,
            args=(
                job["host"],
                job["port"],
                list(islice(job["paths"], n, None, job["connections"])),
                counts,
            ),
        )
        for n in range(job["connections"])
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps([sum(counts), time.perf_counter() - begun]))


if __name__ == "__main__":
    main()
