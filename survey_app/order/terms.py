"""The version of the terms that an order is given on; their text is templates/web/order/terms.html.j2."""

# Kept with each order. Another text is another version: a test holds the two together.
VERSION = "2026-11"
