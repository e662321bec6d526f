"""Says before the tests which real parts this machine lacks, and which tests it therefore skips."""

from __future__ import annotations

import shutil

PARTS = {
    "chromium": "the browser tests (apt-get install chromium)",
    "soffice": "the tests that look at every slide in LibreOffice (apt-get install libreoffice-impress)",
    "npm": "in `make long`, the check of the decks against the OOXML schema (apt-get install nodejs npm)",
}

if __name__ == "__main__":
    for program, what in PARTS.items():
        if shutil.which(program) is None:
            print(f"NOTE: {program} is absent, so these are skipped: {what}")
