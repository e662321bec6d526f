"""Markdown texts as blocks and spans that a typst template can draw: plain data, never code."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

PARSER = MarkdownIt("commonmark", {"html": False})
LITERAL = ("text", "code_inline")


def markdown_blocks(text: str) -> list[dict[str, Any]]:
    """Blocks in order, each {"kind": "heading" | "paragraph" | "quote" | "list", …}; others are left out."""
    return _blocks(SyntaxTreeNode(PARSER.parse(text)).children)


def _blocks(nodes: list[SyntaxTreeNode]) -> list[dict[str, Any]]:
    return [block for node in nodes if (block := _block(node)) is not None]


def _block(node: SyntaxTreeNode) -> dict[str, Any] | None:
    if node.type == "heading":
        return {"kind": "heading", "level": int(node.tag[1:]), "spans": _spans(node)}
    if node.type == "paragraph":
        return {"kind": "paragraph", "spans": _spans(node)}
    if node.type == "blockquote":
        return {"kind": "quote", "blocks": _blocks(node.children)}
    if node.type in ("bullet_list", "ordered_list"):
        items = [_blocks(item.children) for item in node.children]
        return {"kind": "list", "numbered": node.type == "ordered_list", "items": items}
    if node.type in ("code_block", "fence", "html_block"):
        return {"kind": "paragraph", "spans": [_span(node.content)]}
    return None


def _spans(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    return [span for child in node.children for span in _inline(child, {})]


def _inline(node: SyntaxTreeNode, style: dict[str, Any]) -> list[dict[str, Any]]:
    if node.type in LITERAL:
        return [_span(node.content, style)]
    if node.type == "softbreak":
        return [_span(" ", style)]
    if node.type == "hardbreak":
        return [_span("\n", style)]
    if node.type == "link":
        style = {**style, "link": str(node.attrs.get("href", ""))}
    elif node.type in ("strong", "em"):
        style = {**style, node.type: True}
    return [span for child in node.children for span in _inline(child, style)]


def _span(text: str, style: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"text": text, "strong": False, "em": False, "link": ""} | (style or {})
