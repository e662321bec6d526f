"""Makes docs/images/*.svg anew from the source: `python docs/make_pictures.py`."""

from __future__ import annotations

from pathlib import Path

from pictures import house, meeting

IMAGES = Path(__file__).resolve().parent / "images"
PICTURES = {"meeting.svg": meeting.picture, "house.svg": house.picture}

if __name__ == "__main__":
    for name, picture in PICTURES.items():
        (IMAGES / name).write_text(picture(), encoding="utf-8")
