"""The sort key of a copy, made as its shelving location orders its shelves."""

from typing import Any

from rayon.call_numbers import Policy, key


def policy_of(stored: dict[str, Any]) -> Policy | None:
    """The policy of a location from its JSON; None for the common choices."""
    if not stored:
        return None
    values: Any = {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items()}
    return Policy(**values)


def shelf_key(scheme: str, policy: Policy | None, call_number: str) -> str:
    """Key of a call number in one location."""
    return key(scheme, call_number, policy)
