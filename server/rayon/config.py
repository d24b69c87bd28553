"""Every setting of the server: name, default, and one line of reason."""

import re
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

import click
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

NO_DATABASE = "RAYON_DATABASE_URL must begin with postgresql:// or with sqlite:////."


class Settings(BaseSettings):
    """Read from the environment (``RAYON_…``); a file named by ``…_FILE`` is not needed."""

    model_config = SettingsConfigDict(env_prefix="RAYON_", extra="ignore")

    data_dir: Path = Field(default=Path("var"), description="SQLite file, secret key.")
    database_url: str = Field(default="", description="PostgreSQL by one URL; empty: SQLite.")
    secret_key: SecretStr = Field(default=SecretStr(""), description="Empty: kept in data_dir.")
    public_url: str = Field(
        default="http://127.0.0.1:8000", description="How phones and patrons reach the server."
    )
    smtp_url: str = Field(
        default="mailbox:",
        description="smtp://user:password@host:25, smtps://…, or mailbox: (read in the app).",
    )
    mail_from: str = Field(default="", description="Empty: the branch's own address.")
    bounce_address: str = Field(
        default="",
        description="Where mail servers report what they could not deliver, for `rayon bounce`; "
        "empty: to the address that the mail bears.",
    )
    push_test_hosts: list[str] = Field(
        default_factory=list, description="For tests: push services on this very machine."
    )
    worker: Literal["thread", "off"] = Field(
        default="thread", description="off: `rayon worker` runs the jobs elsewhere."
    )
    worker_seconds: float = Field(
        default=2.0, gt=0, description="Pause between two rounds of jobs."
    )
    diary_dir: Path | None = Field(
        default=None,
        description="What a restored backup must not forget; empty: data_dir/diary. "
        "Best on another disk than the database.",
    )
    retention: dict[str, int] = Field(
        default_factory=dict, description='Days, by name: {"patron_links": 3}; see rayon purge.'
    )
    largest_import_mib: int = Field(
        default=2048, gt=0, description="Largest catalogue file that the app sends, in MiB."
    )
    demo: bool = Field(default=False, description="A demo library: says so on the sign-in screen.")
    port: int = Field(default=8000, description="Port of `make run`.")
    trusted_proxies: int = Field(default=0, description="Reverse proxies in front, for client IPs.")

    @field_validator("database_url")
    @classmethod
    def _is_the_same_from_everywhere(cls, url: str) -> str:
        """The server and a command would look for a relative file in two different folders."""
        if not url:
            return url
        try:
            asked = make_url(url)
        except (ArgumentError, ValueError):
            # Of a password with a “:” in it only a part would be known to be one.
            raise ValueError(NO_DATABASE) from None
        if asked.get_backend_name() not in ("sqlite", "postgresql"):
            raise ValueError(NO_DATABASE)
        if asked.get_backend_name() == "postgresql" or Path(asked.database or "").is_absolute():
            return url
        raise ValueError(
            "RAYON_DATABASE_URL must name the whole path of an SQLite file, with four slashes: "
            "sqlite:////srv/rayon/rayon.db. Or leave it out: rayon.db in RAYON_DATA_DIR is served."
        )

    @field_validator("bounce_address")
    @classmethod
    def _has_room_for_what_it_names(cls, address: str) -> str:
        """Each mail has an address of its own: ``name+token@domain``, of which 64 letters count."""
        name, _, domain = address.rpartition("@")
        if not address or (domain and re.fullmatch(r"[A-Za-z0-9._-]{1,25}", name)):
            return address
        raise ValueError(
            "RAYON_BOUNCE_ADDRESS must be an address whose name is letters, digits, dots and "
            "hyphens, at most 25 of them: returns@example.org."
        )

    @model_validator(mode="after")
    def _tests_stay_on_this_machine(self) -> Self:
        hosts = self.push_test_hosts
        ours = urlsplit(self.public_url).hostname or ""
        if hosts and not all(map(_is_this_machine, [*hosts, ours])):
            raise ValueError(
                "RAYON_PUSH_TEST_HOSTS is for tests: it and RAYON_PUBLIC_URL name this machine."
            )
        return self

    def sqlalchemy_url(self) -> str:
        """The database URL, with the driver Rayon uses for PostgreSQL."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'rayon.db').resolve()}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)


def from_environment() -> Settings:
    """What the environment says; where that cannot be, this process ends with why in a sentence."""
    try:
        return Settings()
    except ValidationError as error:
        why = [_sentence(one) for one in error.errors()]
    except SettingsError as error:
        (name,) = re.findall(r'field "(\w+)"', str(error))
        why = [f"RAYON_{name.upper()} is not written as JSON."]
    click.echo("\n".join(why), err=True)
    # At any other number gunicorn would start its worker again, for ever.
    sys.exit(3)


def _sentence(error: ErrorDetails) -> str:
    """Without what was written there: it may be a password."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return f"RAYON_{str(error['loc'][0]).upper()}: {error['msg']}."


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
