"""What every one of thousands of tests would pay for anew: compiled routes, slow hashes of PINs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from werkzeug.routing import Rule

from rayon.staff import pins

Builder = Callable[..., tuple[str, str]]


@pytest.fixture(scope="session", autouse=True)
def routes_compiled_once() -> Iterator[None]:
    """Apps of the same routes share the code that builds their addresses."""
    compile_builder: Callable[[Rule, bool], Builder] = Rule._compile_builder
    known: dict[tuple[Any, ...], Builder] = {}

    def shared(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (*rule._trace, append_unknown, repr(rule.defaults))
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", shared)
        yield


@pytest.fixture(scope="session", autouse=True)
def pins_hashed_quickly() -> Iterator[None]:
    """The same hash at the least cost. Servers in processes of their own pay the true one."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(pins, "_hasher", quick)
        yield
