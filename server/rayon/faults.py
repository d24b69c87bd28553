"""Named instants at which a rehearsal may cut the power or let somebody else go first.

Nothing happens at them unless ``rehearse`` was called, which only the fault laboratory does.
"""

from collections.abc import Callable

Hook = Callable[[str], None]
_hooks: list[Hook] = []


def crash_point(name: str) -> None:
    """This instant has come. Whatever the hook raises goes through like a loss of power."""
    for hook in _hooks:
        hook(name)


def rehearse(hook: Hook) -> Callable[[], None]:
    """Call ``hook`` with the name of every instant from now on; how to end it comes back."""
    _hooks.append(hook)
    return lambda: _hooks.remove(hook)
