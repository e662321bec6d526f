"""A member's own comparison: the cluster's released figures for the page that computes in the browser."""

from __future__ import annotations

from fastapi import APIRouter

from domain.ports import Services


def own_comparison_pages(services: Services) -> APIRouter:  # noqa: ARG001
    return APIRouter(prefix="/mine")
