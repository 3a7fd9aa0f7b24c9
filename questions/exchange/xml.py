"""XML from people we do not know: no entities, no document type, nothing fetched, and only so much of it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from questions.exchange.converted import Refused

MOST_ELEMENTS = 200_000
DEEPEST = 40

FORBIDDEN = (
    "This XML declares entities or a document type of its own. No export has that, and it can be used to attack a "
    "server, so the file is not read. Export the questions anew."
)
BROKEN = "This XML breaks off or is damaged in line {0}: {1}. Export the questions anew."
ENCODING = "This XML is in an encoding that cannot be read ({0}). Save it as UTF-8."
TOO_DEEP = f"This XML nests more than {DEEPEST} elements in each other. No export does that, so it is not read."
TOO_MANY = f"This XML has more than {MOST_ELEMENTS:,} elements. Export fewer questions at a time."


class _Limited(ET.TreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0

    def start(self, tag: Any, attrs: Any, /) -> Any:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            raise Refused(TOO_DEEP)
        if self.count > MOST_ELEMENTS:
            raise Refused(TOO_MANY)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Any:
        self.depth -= 1
        return super().end(tag)


def tree(data: bytes) -> ET.Element:
    """The root of the XML. Raises Refused."""
    parser = DefusedXMLParser(target=_Limited(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except DefusedXmlException as error:
        raise Refused(FORBIDDEN) from error
    except ET.ParseError as error:
        raise Refused(BROKEN.format(error.position[0], str(error).partition(":")[0])) from error
    except (LookupError, UnicodeError) as error:
        raise Refused(ENCODING.format(error)) from error
    except ValueError as error:
        if isinstance(error, Refused):
            raise
        raise Refused(ENCODING.format(error)) from error
    return root
