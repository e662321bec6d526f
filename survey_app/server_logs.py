"""How the web server logs: JSON lines that say what and where, never a message that could quote a visitor."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.settings import PROJECT
from survey_app.access_log import HOUR

# The only ones whose own words are written down: their messages are constant or ours.
TRUSTED = ("uvicorn", "klyngeflow")
# A fault on a member's page tells no finer time than a visit does.
MEMBERS_CODE = ("survey_app/member/", "survey_app/mine/")


class JsonLines(logging.Formatter):
    """An error is told by its class and the lines of code it passed, never by its words."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"level": record.levelname.lower(), "log": record.name, **_what(record)}
        if "hour" not in line:
            line = {"time": _time(record.created, to_the_hour=_is_a_members(line)), **line}
        return json.dumps(line, ensure_ascii=True)


def logging_config(file: Path | None) -> dict[str, Any]:
    """For `logging.config`: everything from warnings on, and visits, to stderr or to the end of `file`."""
    to: dict[str, Any] = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
    if file is not None:
        to = {"class": "logging.handlers.WatchedFileHandler", "filename": str(file), "delay": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"out": {**to, "formatter": "json"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {"klyngeflow": {"level": "INFO"}, "uvicorn.access": {"level": "CRITICAL"}},
    }


def _what(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] | None = getattr(record, "told", None)
    if told is not None:
        return told
    if record.exc_info and record.exc_info[0]:
        passed = [
            f"{_place(frame.filename)}:{frame.lineno}" for frame in traceback.extract_tb(record.exc_info[2])
        ]
        return {"error": record.exc_info[0].__name__, "passed": passed}
    if record.name.partition(".")[0] in TRUSTED:
        # The message before its values are put in.
        return {"says": str(record.msg)[:200]}
    return {"at": f"{_place(record.pathname)}:{record.lineno}"}


def _is_a_members(line: dict[str, Any]) -> bool:
    return any(place.startswith(MEMBERS_CODE) for place in line.get("passed", ()))


def _place(file: str) -> str:
    """Without the machine's own folders."""
    path = Path(file)
    if path.is_relative_to(PROJECT) and "site-packages" not in path.parts:
        return str(path.relative_to(PROJECT))
    return "/".join(path.parts[-3:])


def _time(created: float, *, to_the_hour: bool) -> str:
    when = datetime.fromtimestamp(created, UTC)
    return when.strftime(HOUR) if to_the_hour else when.isoformat(timespec="seconds")
