"""The pictures of the docs: made here anew, of every page, at both widths."""

from pathlib import Path

import pytest
from papers.office import soffice
from visiting import chromium

pytest.importorskip("selenium", reason="selenium is not installed")
import write_images
from PIL import Image

DOCS = Path(__file__).parents[2] / "docs"


def sizes(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in folder.glob("*.png"):
        with Image.open(path) as picture:
            found[path.name] = picture.size
    return found


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_every_page_is_pictured_and_the_docs_hold_each_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chromium().quit()  # skips where there is none
    monkeypatch.setattr(write_images, "IMAGES", tmp_path)
    write_images.main()
    made, kept = sizes(tmp_path), sizes(DOCS / "images")
    assert made == kept
    assert {name.split("-")[1] for name in made} >= {"findings", "login", *write_images.PAGES}


def test_every_picture_that_a_text_shows_is_there() -> None:
    texts = [*DOCS.glob("*.md"), *DOCS.parent.glob("README*.md")]
    shown = {
        (text.parent / link.split(")")[0])
        for text in texts
        for link in text.read_text(encoding="utf-8").split("](")[1:]
        if link.split(")")[0].endswith(".png")
    }
    assert shown
    assert [path.name for path in shown if not path.is_file()] == []
