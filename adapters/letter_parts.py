"""One markdown text becomes the two parts of a mail: calm HTML and plain text that says the same."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

WIDTH = 76
RULE = "-" * 40
LINE, ACCENT = "#d9e1e4", "#0b5f6b"
STYLES = {
    "p": "margin:0 0 16px;",
    "h2": f"margin:28px 0 8px;font-size:18px;line-height:1.35;color:{ACCENT};",
    "ul": "margin:0 0 16px;padding-left:22px;",
    "ol": "margin:0 0 16px;padding-left:22px;",
    "li": "margin:0 0 8px;",
    "a": f"color:{ACCENT};overflow-wrap:anywhere;",
    "blockquote": f"margin:0 0 16px;padding:18px 20px 4px;background:#f1f5f6;border-left:4px solid {LINE};",
    "hr": f"border:0;border-top:1px solid {LINE};margin:24px 0;",
}
BUTTON = (
    f"display:inline-block;padding:13px 22px;border-radius:8px;background:{ACCENT};color:#ffffff;"
    "font-weight:bold;text-decoration:none;"
)
MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable("linkify")


if MARKDOWN.linkify:
    MARKDOWN.linkify.set({"fuzzy_link": False})


def parse(markdown: str) -> list[Token]:
    return MARKDOWN.parse(markdown)


def as_html(tokens: Sequence[Token]) -> str:
    """HTML with the styles in each tag; a link alone in a paragraph of the mail becomes a button."""
    for token in tokens:
        _style(token)
        children = token.children or []
        for child in children:
            _style(child)
        if token.level == 1 and _is_button(children):
            children[0].attrSet("style", BUTTON)
    return str(MARKDOWN.renderer.render(list(tokens), MARKDOWN.options, {}))


def as_plain(tokens: Sequence[Token]) -> str:
    """Wrapped paragraphs, headings underlined, bullets with dashes, links written out.

    A quotation stands between two rules, so that it can be copied as it is.
    """
    blocks: list[str] = []
    lists: list[int | None] = []
    listed, mark = False, ""
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append(None if token.tag == "ul" else int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
                listed = False
            case "list_item_open":
                mark = _mark(lists)
            case "hr" | "blockquote_open" | "blockquote_close":
                blocks.append("\n\n" + RULE)
            case "inline":
                blocks.append(("\n" if listed and mark else "\n\n") + _wrapped(token, mark, _indent(lists)))
                listed, mark = bool(lists), ""
            case "heading_close":
                blocks.append("\n" + "-" * len(blocks[-1].strip()))
    return "".join(blocks).strip() + "\n"


def _style(token: Token) -> None:
    if token.nesting >= 0 and token.tag in STYLES:
        token.attrSet("style", STYLES[token.tag])


def _is_button(children: Sequence[Token]) -> bool:
    """Whether words, and not the address itself, are linked and stand alone."""
    if [child.type for child in children] != ["link_open", "text", "link_close"]:
        return False
    return str(children[0].attrGet("href")).removeprefix("mailto:") != children[1].content


def _mark(lists: list[int | None]) -> str:
    """The next item's dash or number; counts the innermost list on."""
    indent, number = _indent(lists[:-1]), lists[-1]
    if number is None:
        return f"{indent}- "
    lists[-1] = number + 1
    return f"{indent}{number}. "


def _indent(lists: list[int | None]) -> str:
    return "".join("  " if number is None else "   " for number in lists)


def _wrapped(token: Token, mark: str, indent: str) -> str:
    lines = _words(token.children or []).split("\n")
    wrapped = [textwrap.fill(one, WIDTH, break_long_words=False, break_on_hyphens=False) for one in lines]
    block = textwrap.indent("\n".join(wrapped), indent)
    return mark + block.removeprefix(indent) if mark else block


def _words(children: Iterable[Token]) -> str:
    words: list[str] = []
    href = ""
    for child in children:
        match child.type:
            case "link_open":
                href = str(child.attrGet("href"))
            case "link_close":
                if words[-1] != href.removeprefix("mailto:"):
                    words.append(f":\n{href}")
            case "softbreak":
                words.append(" ")
            case "hardbreak":
                words.append("\n")
            case _:
                words.append(child.content)
    return "".join(words)
