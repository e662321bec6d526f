"""A schema of its own for an invented survey's ledger on Postgres; it goes away with the survey."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url, text


@contextmanager
def scratch_ledger(url: str) -> Iterator[str]:
    """The URL of an empty schema in the database at `url`; without a `url` none, which means a file."""
    if not url:
        yield ""
        return
    schema = f"klyngeflow_prove_{secrets.token_hex(4)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        try:
            within = make_url(url).update_query_dict({"options": f"-csearch_path={schema}"})
            yield within.render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
