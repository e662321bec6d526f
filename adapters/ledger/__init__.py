"""The ledger, one file per part."""

from adapters.ledger.engine import open_engine
from adapters.ledger.ledger import SqlLedger

__all__ = ["SqlLedger", "open_engine"]
