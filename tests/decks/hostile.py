"""Files made to hurt: each with the rule and line that it must end in. Run as a program, it reads them all and prints what
became of it, so that a crash, a hang or a hunger for memory hurts nobody else."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from trainer.decks.reading import read_deck_text

CPU_SECONDS = 2.0
"""What reading any of them may take."""
READINGS = 5
"""A machine that does much else counts its own trouble as seconds of a process: what comes near is read again, and the best
counts. What is too slow is so every time."""
HEAD = "title: T\ncards:\n"
File = tuple[Callable[[], bytes], str, int]
"""What makes the bytes (they are made one after the other: together they fill the memory), the rule, the line."""
FILES: dict[str, File] = {
    "alias bomb": (
        lambda: (
            b"a: &a [x,x,x,x,x,x,x,x,x]\n"
            + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9))
        ),
        "anchor",
        1,
    ),
    "merge bomb": (
        lambda: (
            b"a0: &a0 {k: v}\n"
            + b"".join(b"a%d: &a%d\n  <<: [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 29))
        ),
        "anchor",
        1,
    ),
    "merge key": (lambda: b"title: T\n<<: {a: b}\ncards: [a]\n", "merge-key", 2),
    "recursive alias": (lambda: b"title: T\ncards: &c\n  - *c\n", "anchor", 2),
    "50 KB of brackets": (lambda: b"[" * 50_000, "too-deep", 1),
    "25,000 flow lists, closed": (lambda: b"[" * 25_000 + b"]" * 25_000, "too-deep", 1),
    "25,000 flow mappings": (lambda: b"{a: " * 25_000, "too-deep", 1),
    "deep lists in a card": (lambda: HEAD.encode() + b"  - tags: " + b"[" * 25_000 + b"]" * 25_000, "too-deep", 3),
    "deep dashes": (lambda: b"- " * 25_000 + b"a", "too-deep", 1),
    "deep block mappings": (lambda: b"".join(b" " * n + b"a:\n" for n in range(2_000)), "too-deep", 13),
    "10 MB and a byte": (lambda: b"#" * 10_000_001, "too-big", 1),
    "10 MB of one word": (lambda: b"title: " + b"x" * 9_999_000, "too-long", 1),
    "10 MB in quotes, never closed": (lambda: b'title: "' + b"x\n" * 4_999_000, "too-big", 400_000),
    "10 MB of escapes": (lambda: b'title: "' + b"\\x1b" * 2_400_000 + b'"', "too-long", 1),
    "10 MB of empty lists": (lambda: b"cards: [" + b"[]," * 3_300_000 + b"]", "too-big", 1),
    "10 MB of dashes": (lambda: b"cards:\n" + b"- a\n" * 399_000, "too-big", 10_002),
    "10 MB of one key": (lambda: b"a: 1\n" * 399_000, "duplicate-key", 2),
    "10 MB of keys": (lambda: b"".join(b"a%d: 1\n" % n for n in range(399_000)), "too-big", 201),
    "10 MB of line ends": (lambda: b"\n" * 9_999_999, "too-big", 400_000),
    "10 MB of carriage returns": (lambda: b"\r" * 9_999_999, "too-big", 400_000),
    "10 MB of aliases": (lambda: b"a: [" + b"*a," * 3_300_000 + b"]", "alias", 1),
    "10 MB of braces in a text": (lambda: HEAD.encode() + b"  - '" + b"{" * 9_999_000 + b"'", "too-long", 3),
    "10,000 cards of unknown keys": (
        lambda: HEAD.encode() + b"  - {complaint: a, b1: 1, b2: 2, b3: 3, b4: 4}\n" * 9_999,
        "unknown-key",
        3,
    ),
    "10,000 long texts full of braces": (
        lambda: HEAD.encode() + (b"  - '" + b"{a}" * 300 + b"'\n") * 9_000,
        "duplicate-complaint",
        4,
    ),
    "10,000 broken lines": (lambda: HEAD.encode() + b"  - complaint: it is: late\n" * 9_999, "colon-in-text", 3),
    "one long broken line": (lambda: b"title: " + b"a: " * 90_000, "colon-in-text", 1),
    "latin-1": (lambda: "title: Café\ncards: [Überall Sand]\n".encode("latin-1"), "encoding", 1),
    "latin-1 further down": (lambda: b"title: T\ncards:\n  - fine\n  - na\xefve\n", "encoding", 4),
    "UTF-16": (lambda: "title: T\ncards: [a]\n".encode("utf-16"), "encoding", 1),
    "UTF-16 without a mark": (lambda: "title: T\ncards: [a]\n".encode("utf-16-le"), "encoding", 1),
    "UTF-32": (lambda: "title: T\ncards: [a]\n".encode("utf-32"), "encoding", 1),
    "NUL": (lambda: b"title: T\ncards: [a\0b]\n", "encoding", 2),
    "surrogates in UTF-8": (lambda: b"title: T\ncards: [a\xed\xa0\x80b]\n", "encoding", 2),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "encoding", 1),
    "ESC": (lambda: b"title: T\ncards:\n  - \x1b[31mred\x1b[0m\n", "control-character", 3),
    "ESC as an escape": (lambda: b'title: T\ncards:\n  - "\\x1b]52;c;cHduZWQ=\\x07"\n', "control-character", 3),
    "NUL as an escape": (lambda: b'title: T\ncards: ["a\\0b"]\n', "control-character", 2),
    "C1 as it is": ("title: T\ncards: [a\x9bb]\n".encode, "control-character", 2),
    "surrogate escape": (lambda: b'title: T\ncards: ["a\\ud800b"]\n', "bad-escape", 2),
    "escape beyond Unicode": (lambda: b'title: T\ncards: ["a\\U00110000b"]\n', "bad-escape", 2),
    "python tag": (lambda: b"title: !!python/object/apply:os.system ['true']\ncards: [a]\n", "tag", 1),
    "binary tag": (lambda: b"title: !!binary aGVsbG8=\ncards: [a]\n", "tag", 1),
    "set tag": (lambda: b"title: T\ncards: !!set {a, b}\n", "tag", 2),
    "int tag": (lambda: b"title: !!int abc\ncards: [a]\n", "tag", 1),
    "timestamp tag": (lambda: b"title: !!timestamp 2024-13-45\ncards: [a]\n", "tag", 1),
    "own tag": (lambda: b"%TAG !e! tag:e,1:\n---\ntitle: !e!x T\ncards: [a]\n", "tag", 3),
    "a mapping as a key": (lambda: b"title: T\n{a: b}: c\n", "key-not-text", 2),
    "a list as a key": (lambda: b"title: T\n? [a]\n: b\n", "key-not-text", 2),
    "two documents": (lambda: b"title: T\ncards: [a]\n---\ntitle: U\n", "second-document", 3),
    "an unknown directive": (lambda: b"%FOO\n---\ntitle: T\n", "leading-character", 1),
    "U+2028": ("title: T\u2028x\ncards: [a]\n".encode, "invisible-character", 1),
    "right-to-left override": ("title: T\ncards:\n  - abc\u202efed\n".encode, "invisible-character", 3),
}


def main() -> None:
    """Prints, for each file, the problems' places and rules and the CPU seconds; at the end the peak of memory in MB."""
    for name, (make, _rule, _line) in FILES.items():
        data = make()
        best = float("inf")
        for _reading in range(READINGS):
            start = time.process_time()
            found = [(problem.line, problem.rule) for problem in read_deck_text(data).problems]
            best = min(best, time.process_time() - start)
            if best < CPU_SECONDS / 2:
                break
        sys.stdout.write(json.dumps([name, found, best]) + "\n")
    status = Path("/proc/self/status")
    peak = 0
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        peak = int(line.split()[1]) // 1024
    sys.stdout.write(json.dumps(["peak", peak, 0]) + "\n")


if __name__ == "__main__":
    main()
