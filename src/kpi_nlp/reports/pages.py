"""Pages: one file each, without scripts and without anything from elsewhere; jinja2 escapes whatever a document holds."""

import base64
import hashlib
from pathlib import Path
from typing import TextIO

from kpi_nlp import __version__
from kpi_nlp.model import CREATOR

_TEMPLATES = Path(__file__).parent / "templates"


def render(name: str, stream: TextIO, **views: object) -> None:
    """Write the page of a template; its style is what all pages share and what is its own."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = "".join((_TEMPLATES / f"{sheet}.css").read_text(encoding="utf-8") for sheet in ("page", name))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = environment.get_template(f"{name}.html")
    stream.writelines(page.generate(creator=CREATOR, version=__version__, style=style, digest=digest, **views))
