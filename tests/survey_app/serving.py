"""The pages in a process of their own, as in earnest; some of the parts behind them can be made to fail.

`python -m tests.survey_app.serving FOLDER PORT PROXIES RATE_LIMITS`
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adapters.settings import Settings
from adapters.tokens import SecretTokens
from survey_app.app import create_app
from survey_app.server import server_of
from survey_app.slow_clients import ImpatientProtocol
from tests.survey_app.fakes import House

CURSED = "cursed"
PATIENCE = 0.5


class TalkativeTokens(SecretTokens):
    """Fails with the whole link in its message."""

    def hash(self, token: str) -> str:
        if token.startswith(CURSED):
            raise ValueError(f"cannot hash {token}")
        return super().hash(token)


class TalkativeDocuments:
    """Fails with all that it was given in its message."""

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:
        raise ValueError(f"cannot typeset {data}")


def main(folder: str, port: str, proxies: str, rate_limits: str) -> None:
    house = House(Path(folder))
    house.base_url = f"http://127.0.0.1:{port}"
    house.tokens = TalkativeTokens(b"s" * 32)
    house.documents = TalkativeDocuments()
    ImpatientProtocol.seconds_for_the_head = PATIENCE
    settings = Settings(_env_file=None, web_port=int(port), web_trusted_proxies=proxies)
    server_of(create_app(house, float(rate_limits)), settings).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
