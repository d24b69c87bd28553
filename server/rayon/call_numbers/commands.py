"""`rayon call-numbers`: keys and shelf order on standard input, one call number a line."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from rayon.call_numbers import SCHEMES, key

_takes_scheme = click.option("--scheme", type=click.Choice(SCHEMES), required=True)


@click.group("call-numbers")
def call_numbers_cli() -> None:
    """Sort keys of call numbers."""


@call_numbers_cli.command("key")
@_takes_scheme
def print_keys(scheme: str) -> None:
    """Print the key, a tab and the call number, for each line of standard input."""
    output = sys.stdout.buffer
    for line in _lines(sys.stdin.buffer):
        output.write(_key_of(scheme, line) + b"\t" + line + b"\n")


@call_numbers_cli.command("sort")
@_takes_scheme
def print_in_shelf_order(scheme: str) -> None:
    """Print the lines of standard input in shelf order."""
    lines = list(_lines(sys.stdin.buffer))
    lines.sort(key=lambda line: (_key_of(scheme, line), line))
    sys.stdout.buffer.writelines(line + b"\n" for line in lines)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Bytes, so that a line which is not UTF-8 comes out as it went in."""
    return (line.removesuffix(b"\n").removesuffix(b"\r") for line in stream)


def _key_of(scheme: str, line: bytes) -> bytes:
    return key(scheme, line.decode("utf-8", errors="surrogateescape")).encode("ascii")
