"""Numbers of pages in a message."""

from collections.abc import Iterable


def listed(pages: Iterable[int]) -> str:
    """Return page numbers as a reader would write them: 「1-3、7」."""
    stretches: list[list[int]] = []
    for page in pages:
        if stretches and page == stretches[-1][-1] + 1:
            stretches[-1][1:] = [page]
        else:
            stretches.append([page])
    return "、".join("-".join(map(str, stretch)) for stretch in stretches)
