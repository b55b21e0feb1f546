"""Pictures as arrays: rows, columns and, where coloured, blue, green and red."""

from typing import Any, TypeAlias

from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[Any]
