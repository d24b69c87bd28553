"""Logs are lines of JSON on standard error, and never hold a value that somebody typed."""

import sys
import traceback
from typing import Any

import structlog


def configure() -> None:
    """From here on every logger writes like this."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            _where_it_failed,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _where_it_failed(_logger: Any, _method: str, event: Any) -> Any:
    """The kind of an exception and the lines it came through; its message may quote a patron."""
    if event.pop("exc_info", None):
        kind, _error, trace = sys.exc_info()
        event["exception"] = kind.__name__ if kind else ""
        event["at"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
        ]
    return event
