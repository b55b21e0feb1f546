"""Folders of models that several tests read and none may change."""

import warnings
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model that was exported to ONNX as well."""
    return _made(tmp_path_factory, "mean")


@pytest.fixture(scope="session")
def cls_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the first token standing for the text."""
    return _made(tmp_path_factory, "cls")


def _made(factory: pytest.TempPathFactory, pooling: str) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries that make the model, not the ones that read it
        import tiny_models

        return tiny_models.export(tiny_models.sentence_model(factory.mktemp("models") / pooling, pooling=pooling))
