"""``{{ answer|unturned }}``: for every answer, challenge and reason that a page prints; a field has it as it is."""

from __future__ import annotations

from django import template
from django.template.defaultfilters import stringfilter

from questions import directions

register = template.Library()
register.filter("unturned", stringfilter(directions.unturned))
