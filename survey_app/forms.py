"""Reads a posted form within limits, wholly in memory: nothing a doctor posts touches a temporary file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

from fastapi import HTTPException, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

MOST_FIELDS = 200
LONGEST_NUMBER = 12
# For a whole form, over the poorest of connections.
SECONDS_TO_ARRIVE = 60.0


@dataclass(frozen=True)
class Upload:
    filename: str
    content: bytes


@dataclass(frozen=True)
class PostedForm:
    """Fields in the order posted, repeated names kept apart, and at most one file."""

    fields: tuple[tuple[str, str], ...]
    upload: Upload | None = None

    def get(self, name: str) -> str:
        return next((value for key, value in self.fields if key == name), "")

    def with_prefix(self, prefix: str) -> tuple[tuple[str, str], ...]:
        return tuple((name, value) for name, value in self.fields if name.startswith(prefix))

    def __repr__(self) -> str:
        return f"PostedForm({len(self.fields)} fields)"


def posted_form(
    most_bytes: int, most_fields: int = MOST_FIELDS
) -> Callable[[Request], Awaitable[PostedForm]]:
    """A dependency that answers 413 to more than `most_bytes`, 400 to what is no form, 408 to a slow one."""

    async def read(request: Request) -> PostedForm:
        try:
            async with asyncio.timeout(SECONDS_TO_ARRIVE):
                return await read_whole(request)
        except TimeoutError:
            raise HTTPException(408) from None

    async def read_whole(request: Request) -> PostedForm:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = _limited(request, most_bytes)
        try:
            if kind == "multipart/form-data":
                return await _multipart(request, body, most_bytes, most_fields)
            if kind == "application/x-www-form-urlencoded":
                parser = FormParser(request.headers, body, max_fields=most_fields, max_part_size=most_bytes)
                return await _posted(await parser.parse())
        except MultiPartException:
            raise HTTPException(400) from None
        raise HTTPException(400)

    return read


async def _multipart(
    request: Request, body: AsyncGenerator[bytes, None], most_bytes: int, most_fields: int
) -> PostedForm:
    parser = MultiPartParser(
        request.headers, body, max_files=1, max_fields=most_fields, max_part_size=most_bytes
    )
    parser.spool_max_size = most_bytes + 1
    return await _posted(await parser.parse())


async def _posted(form: FormData) -> PostedForm:
    fields: list[tuple[str, str]] = []
    upload = None
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            upload = Upload(value.filename or "", await value.read()) if value.filename else None
        else:
            fields.append((name, value))
    await form.close()
    return PostedForm(tuple(fields), upload)


async def _limited(request: Request, most_bytes: int) -> AsyncGenerator[bytes, None]:
    told = request.headers.get("content-length", "0")
    if not re.fullmatch("[0-9]+", told):
        raise HTTPException(400)
    if len(told) > LONGEST_NUMBER or int(told) > most_bytes:
        raise HTTPException(413)
    arrived = 0
    async for chunk in request.stream():
        arrived += len(chunk)
        if arrived > most_bytes:
            raise HTTPException(413)
        yield chunk
