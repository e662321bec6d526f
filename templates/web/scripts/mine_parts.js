// The small parts of a comparison: elements with text in them, a bar, help. Nothing is ever read as HTML.
"use strict";

const MineParts = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const SAFE_LINK = /^(https?:|mailto:|tel:)/;

  // `children` are strings or elements; empty ones are left out.
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children.filter(Boolean));
    return made;
  }

  function headerCell(scope, ...children) {
    const cell = element("th", "", ...children);
    cell.scope = scope;
    return cell;
  }

  // `length` is 0 to 1. The number stands beside it, so it is for the eye only.
  function bar(length) {
    const drawing = document.createElementNS(SVG, "svg");
    const filled = document.createElementNS(SVG, "rect");
    for (const [name, value] of [["viewBox", "0 0 100 10"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) {
      drawing.setAttribute(name, value);
    }
    filled.setAttribute("width", String(Math.round(length * 1000) / 10));
    filled.setAttribute("height", "10");
    drawing.append(filled);
    return drawing;
  }

  function link(address, words) {
    if (!SAFE_LINK.test(address)) return document.createTextNode(words);
    const made = element("a", "", words);
    made.href = address;
    return made;
  }

  function help(blocks, contacts) {
    const list = element("ul", "contacts", ...contacts.map(contactCard));
    return element("section", "help", element("h2", "", "Hvis du har brug for hjælp"), ...blocks.map(block), list);
  }

  function contactCard(one) {
    return element(
      "li",
      "",
      element("strong", "", one.organisation),
      one.person && one.person !== one.organisation && element("span", "", one.person),
      one.email && link(`mailto:${one.email}`, one.email),
      one.phone && link(`tel:+45${one.phone.replace(/ /g, "")}`, one.phone),
    );
  }

  function block(one) {
    if (one.kind === "heading") return element("h3", "", ...one.spans.map(span));
    if (one.kind === "list") {
      const items = one.items.map((blocks) => element("li", "", ...listed(blocks)));
      return element(one.numbered ? "ol" : "ul", "", ...items);
    }
    if (one.kind === "quote") return element("blockquote", "", ...one.blocks.map(block));
    return element("p", "", ...one.spans.map(span));
  }

  // A point of one paragraph stands close to its neighbours.
  function listed(blocks) {
    const isPlain = blocks.length === 1 && blocks[0].kind === "paragraph";
    return isPlain ? blocks[0].spans.map(span) : blocks.map(block);
  }

  function span(one) {
    const words = one.link ? link(one.link, one.text) : document.createTextNode(one.text);
    return one.strong ? element("strong", "", words) : one.em ? element("em", "", words) : words;
  }

  return { element, headerCell, bar, help };
})();
