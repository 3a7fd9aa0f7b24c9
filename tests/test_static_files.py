"""Scripts under the names that browsers keep for good."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from kwexam.storage import StaticFilesStorage

OURS = Path(__file__).resolve().parent.parent / "questions" / "static" / "kwexam"


def test_a_script_imports_another_by_the_name_of_its_content(tmp_path: Path) -> None:
    shutil.copytree(OURS, tmp_path / "kwexam")
    storage = StaticFilesStorage(location=tmp_path, base_url="/static/")
    scripts = {f"kwexam/{name}.js": (storage, f"kwexam/{name}.js") for name in ("author", "lines", "token")}
    list(storage.post_process(scripts))
    author, lines, token = (tmp_path / storage.hashed_files[name] for name in scripts)
    assert re.findall(r"^import .*$", author.read_text(), re.MULTILINE) == [
        f'import "./{lines.name}";',
        f'import {{ token }} from "./{token.name}";',
    ]
