"""``{{ point|printed }}``: notation for people who only read it."""

from __future__ import annotations

import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html, format_html_join

register = template.Library()

SIGNS = re.compile(r"\\(.)|(?<![A-Za-z0-9])_([^_]+)_(?![A-Za-z0-9])")


@register.filter
@stringfilter
def printed(notation: str) -> str:
    r"""A line of a mark scheme as boards print it: essential words underlined, and no backslashes.

    >>> printed(r"_Nixon_ met Mao \(1972\)")
    '<u>Nixon</u> met Mao (1972)'
    """
    parts: list[str] = []
    end = 0
    for sign in SIGNS.finditer(notation):
        parts += [notation[end : sign.start()], sign[1] or format_html("<u>{}</u>", sign[2])]
        end = sign.end()
    return format_html_join("", "{}", ((part,) for part in (*parts, notation[end:])))
