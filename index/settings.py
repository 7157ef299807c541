"""Settings of the library and of answering: read once, handed down as a value.

Order: what the command line says, then environment variables (REPORT_QA_…), then `settings.toml` in the data home, then
the defaults below. An unknown name or a value that cannot be used is an error that names it.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.errors import SettingsError

PREFIX = "REPORT_QA_"


class Settings(BaseSettings):
    """What an operator can set.

    `model` is a sentence-transformers model: "default" (all-MiniLM-L6-v2 from its package), a folder, or a name that is
    already in the local cache. `reranker` is "default" (the reader model that ships with the program), "off", or the
    folder or cached name of a sentence-transformers CrossEncoder. `false_refusals` is the share of answerable questions
    that may be refused in exchange for refusing more of the unanswerable ones; see docs/answering.md.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("report-qa", appauthor=False)))
    model: str = "default"
    reranker: str = "default"
    candidates: int = Field(default=12, ge=1, le=200)
    false_refusals: float = Field(default=0.05, ge=0.0, le=0.5)
    readers: int = Field(default_factory=lambda: max(1, min(8, os.cpu_count() or 1)), ge=1, le=64)

    @field_validator("home")
    @classmethod
    def _whole_home(cls, home: Path) -> Path:
        return _expanded(home)

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource, **named: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then environment, then the file in the data home that these two name."""
        init, env = named["init_settings"], named["env_settings"]
        home = (
            init().get("home") or env().get("home") or cls.model_fields["home"].get_default(call_default_factory=True)
        )
        file = TomlConfigSettingsSource(settings_cls, _expanded(Path(home)) / "settings.toml")
        if "home" in file():
            raise SettingsError("The file settings.toml lies in the data home and cannot name another one. Use --home.")
        return init, env, file

    @classmethod
    def load(cls, home: Path | str | None = None, **given: Any) -> Settings:
        """The settings in force; `home` and `given` come from the command line, None meaning "not given".

        Raises SettingsError naming the setting and what is wrong with it.
        """
        values = {k: v for k, v in {"home": home, **given}.items() if v is not None}
        _refuse_unknown_environment(cls)
        try:
            return cls(**values)
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"]) or "settings"
            raise SettingsError(f"The setting “{name}” cannot be used: {first['msg']}. {_where()}") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise SettingsError(f"The file settings.toml in the data home cannot be read: {error}.") from None


def _expanded(home: Path) -> Path:
    """`home` with ~ as the folder it stands for, which no shell has put in where quotation marks or a service name it."""
    try:
        return home.expanduser()
    except RuntimeError:
        raise SettingsError(f"The data home {home} names a user that this machine does not know.") from None


def _refuse_unknown_environment(cls: type[Settings]) -> None:
    for name in os.environ:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in cls.model_fields:
            known = ", ".join(PREFIX + field.upper() for field in cls.model_fields)
            raise SettingsError(f"The environment variable {name} is not a setting of this program. Known: {known}.")


def _where() -> str:
    return "Settings come from REPORT_QA_… environment variables, then from settings.toml in the data home."
