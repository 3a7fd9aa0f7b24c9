"""Static files as they are served: named by their content, also where one script imports another."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    # Django's own switch would read other people's scripts too, some of which import what they do not bring.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "kwexam/*.js",
            ((r'(?P<matched>import (?P<names>[^"]*)"(?P<url>\./[^"]+)";)', 'import %(names)s"%(url)s";'),),
        ),
    )
