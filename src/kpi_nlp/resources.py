"""Where packaged data lives: inside the wheel, or in a checkout beside `src/`."""

from pathlib import Path

_PACKAGED = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parents[2]


def data(name: str) -> Path:
    """Return the path of a packaged file or folder such as `lexicons/units.toml`.

    Raises FileNotFoundError where neither the installed package nor the checkout holds it.
    """
    for root in (_PACKAGED, _CHECKOUT):
        if (path := root / name).exists():
            return path
    message = f"packaged data is missing: {name}"
    raise FileNotFoundError(message)
