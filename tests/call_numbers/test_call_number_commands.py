"""Keys and shelf order at the command line."""

from click.testing import CliRunner

from rayon.call_numbers import key
from rayon.call_numbers.commands import call_numbers_cli


def run(command: str, scheme: str, lines: bytes) -> bytes:
    done = CliRunner().invoke(call_numbers_cli, [command, "--scheme", scheme], input=lines)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def test_each_line_comes_back_behind_its_key() -> None:
    answer = run("key", "fr", "R ŒUV\n\nBD AST 12".encode())
    keys = [key("fr", label).encode() for label in ("R ŒUV", "BD AST 12")]
    assert answer == keys[0] + "\tR ŒUV\n\t\n".encode() + keys[1] + b"\tBD AST 12\n"


def test_lines_are_put_in_shelf_order() -> None:
    answer = run("sort", "dewey", b"641.5 WOL\n641.5945 FOO\r\n641 BET\n641.555 RAY\n")
    assert answer == b"641 BET\n641.5 WOL\n641.555 RAY\n641.5945 FOO\n"


def test_bytes_that_are_not_utf8_come_out_as_they_went_in() -> None:
    broken = b"R \xff\xed\xb3\xbf BAL"
    assert run("sort", "fr", broken + b"\nR ABE\n") == b"R ABE\n" + broken + b"\n"
    assert run("key", "fr", broken).endswith(b"\t" + broken + b"\n")


def test_no_lines_make_no_lines() -> None:
    assert run("key", "lc", b"") == b""


def test_an_unknown_scheme_is_refused_with_the_known_ones() -> None:
    done = CliRunner().invoke(call_numbers_cli, ["key", "--scheme", "colon"], input=b"")
    assert done.exit_code == 2
    assert "sudoc" in done.stderr
