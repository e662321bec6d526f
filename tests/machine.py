"""Says before the tests which real parts this machine lacks, and which tests it therefore skips."""

from __future__ import annotations

import shutil

PARTS = {
    "chromium": "the browser tests (apt-get install chromium)",
    "soffice": "the tests that open the deck in LibreOffice (apt-get install libreoffice-impress)",
}

if __name__ == "__main__":
    for program, what in PARTS.items():
        if shutil.which(program) is None:
            print(f"NOTE: {program} is absent, so these are skipped: {what}")
