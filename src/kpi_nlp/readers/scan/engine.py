"""The door to character recognition: rapidocr with the models that lie in its wheel, never with any from the network."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kpi_nlp.readers.errors import ToolMissing
from kpi_nlp.readers.scan.pixels import Pixels

_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """A recognised line: its letters, and how sure the recognition was of each, 0 to 1."""

    text: str
    confidences: tuple[float, ...]

    @property
    def weakest(self) -> float:
        """How sure it was of the letter that it was least sure of; 0 where nothing was read."""
        return min(self.confidences, default=0.0)

    @property
    def mean(self) -> float:
        """How sure it was on average; 0 where nothing was read."""
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0


def refuse_without_extra(name: str) -> None:
    """Raise ToolMissing where the extra `ocr` is not installed, or where its models do not lie in its wheel."""
    if any(find_spec(package) is None for package in ("cv2", "onnxruntime", "PIL", "rapidocr")) or not all(
        model.is_file() for model in _models()
    ):
        raise ToolMissing(
            name,
            "这是扫描件（图片），需要文字识别组件",
            "请安装：pip install 'kpi-nlp[ocr]'；不联网的电脑，先在联网的电脑上 pip download -d 组件 'kpi-nlp[ocr]'，"
            "拷来后 pip install --no-index --find-links 组件 'kpi-nlp[ocr]'；或提供 Word、Excel 原件",
        )


def _models() -> tuple[Path, Path]:
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    return folder / _DETECTION, folder / _RECOGNITION


@cache
def _engine() -> Any:  # noqa: ANN401 - the library ships no types
    """Return the engine, built once; with the paths of its models given it never looks for them elsewhere.

    onnxruntime reports its use to Microsoft unless it is told not to before it is loaded.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from rapidocr import RapidOCR

    detection, recognition = _models()
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,  # it turns 90% into %06
            "Global.text_score": 0.0,
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": 2600,
            "Global.return_word_box": True,
            "Det.model_path": str(detection),
            "Rec.model_path": str(recognition),
            "Rec.rec_batch_num": 1,  # a line is read the same whatever stands beside it, and none is padded
            "Rec.rec_img_shape": [3, 48, 96],
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def read_lines(crops: Sequence[Pixels]) -> list[Reading]:
    """Return what is written in pictures of one line each."""
    if not crops:
        return []
    found = _engine().recognize_txt(list(crops))
    return [
        Reading(text, tuple(map(float, word.confs)) if text else ())
        for text, word in zip(found.txts, found.word_results, strict=True)
    ]


def find_lines(bitmap: Pixels) -> list[tuple[int, int, int, int]]:
    """Return the boxes of the lines of text in a picture: left, top, right, bottom."""
    found = _engine()(bitmap, use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return []
    return [
        (int(box[:, 0].min()), int(box[:, 1].min()), int(box[:, 0].max()), int(box[:, 1].max())) for box in found.boxes
    ]
