"""Titles as nobody should ever write them: each is shown as it is, and does nothing."""

from itertools import product

from rayon.catalogue.files.text import clean

#: Whatever becomes an element, or runs, bears this mark.
MARK = "data-hostile"
RUN = "hostile()"
VECTORS = (
    f"<script {MARK}>{RUN}</script>",
    f"<img {MARK} src=x onerror={RUN}>",
    f"<svg {MARK} onload={RUN}>",
    f"<iframe {MARK} srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<details {MARK} open ontoggle={RUN}>",
    f"<a {MARK} href=javascript:{RUN}>x</a>",
    f"<style {MARK}>*{{display:none}}</style>",
    f"<base {MARK} href=//evil.example/>",
    f"<meta {MARK} http-equiv=refresh content=0;url=//evil.example>",
    f"<form {MARK} action=//evil.example><input {MARK} autofocus onfocus={RUN}>",
    f"<math><mtext><table><mglyph><style><img {MARK} src=x onerror={RUN}>",
    f"<template {MARK}><script>{RUN}</script></template>",
)
#: What one may have to get out of first.
OUT_OF = ("", '">', "'>", "</title>", "</textarea></style></script>", "--><!--", "]]>", "`", '\\">')
TEMPLATES = (
    "{{ 7*7 }}",
    "{{ config }}",
    "{{ ''.__class__.__mro__ }}",
    "{% include '/etc/passwd' %}",
    "{# note #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "@(7*7)",
    "{0}",
    "{count}",
    "{title}",
    "%s %d %n",
    "%(name)s",
    "$1 $& \\1",
    "{}{{}}{",
)
FORMULAS = (
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    '";=1+1;"',
    '"\n=1+1',
)
DIRECTIONS = tuple(
    f"abc{mark}gnp.exe" for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f\u061c"
)
INVISIBLE = tuple(
    f"a{mark}b{mark}c"
    for mark in "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\u115f\u2800\ufffc"
)
BREAKS = tuple(
    f"one{mark}two"
    for mark in ("\n", "\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029", "\t", "\x1b[2J")
)
ENTITIES = (
    "&lt;script&gt;",
    "&amp;lt;b&amp;gt;",
    "&#60;img src=x&#62;",
    "&#x3c;svg&#x3e;",
    "&nbsp;&nbsp;",
    "&notin;&copy",
    "&#0;&#xD800;",
    "&NewLine;&Tab;",
    "&quot;&apos;&#39;",
)
NOTHINGS = (
    "null",
    "undefined",
    "NaN",
    "None",
    "[object Object]",
    "0",
    "false",
    "-",
    ".",
    "\u200b",
    "%00",
    "\\0",
    "\ufffd",
)
STACKS = tuple(
    letter + "".join(chr(0x300 + (start + i) % 0x70) for i in range(many))
    for letter, start, many in (
        ("Z", 0, 30),
        ("o", 20, 80),
        ("ا", 40, 60),
        ("é", 60, 200),
        ("W", 5, 12),
    )
)
UNBROKEN = (
    "W" * 400,
    "/".join(["usr"] * 150),
    "\u00a0".join(["mot"] * 120),
    "漢" * 300,
    "👩‍👩‍👧‍👦" * 80,
    "﷽" * 40,
    "𒐫" * 60,
    "_" * 300,
    "https://evil.example/" + "a" * 400,
)
SHORT = (
    *(way + vector for way, vector in product(OUT_OF, VECTORS)),
    *TEMPLATES,
    *FORMULAS,
    *DIRECTIONS,
    *INVISIBLE,
    *BREAKS,
    *ENTITIES,
    *NOTHINGS,
    *STACKS,
    *UNBROKEN,
)
HUGE = ("A" * 100_000, "mot " * 25_000, "<b>" * 33_000, "\u202e" * 50_000, "e" + "\u0301" * 50_000)
TITLES = (*SHORT, *HUGE)


#: So many of the short ones go by from one title to the next.
STRIDE = 17


def as_kept(number: int) -> str:
    """The title of one record, as an import keeps it: as many short ones as it has room for, or
    each fifth time a huge one.
    """
    if number % 5 == 4:
        return clean(HUGE[number // 5 % len(HUGE)]) or "-"
    first = number * STRIDE % len(SHORT)
    return clean(" ".join((*SHORT[first:], *SHORT[:first])))
