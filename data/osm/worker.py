"""A process that converts blocks: they come on standard input, what they hold goes back.

    python -m data.osm.worker yes|no

Before each block and each answer stands its length in eight bytes. It ends when its input does,
so that nothing stays behind when the importer is killed.
"""

import pickle
import sys

from data.errors import ImportRejected
from data.osm.convert import Converted, convert

LENGTH = 8


def main(institutions: str) -> None:
    while length := sys.stdin.buffer.read(LENGTH):
        block = sys.stdin.buffer.read(int.from_bytes(length))
        answer: Converted | ImportRejected
        try:
            answer = convert(block, institutions=institutions == "yes")
        except ImportRejected as rejected:
            answer = rejected
        said = pickle.dumps(answer)
        sys.stdout.buffer.write(len(said).to_bytes(LENGTH) + said)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
