"""The order page, open to everyone: a form, its faults, and a receipt."""

from __future__ import annotations

from fastapi import APIRouter

from domain.ports import Services
from survey_app.background import Background


def order_pages(services: Services, background: Background) -> APIRouter:  # noqa: ARG001
    return APIRouter(prefix="/bestil")
