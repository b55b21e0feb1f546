"""Trains the default embedder from the lexicons and a seed: `python tools/train_static.py FOLDER`."""

import sys
import time
from pathlib import Path

from kpi_nlp.training.static import store, train

_COUNT, _EPOCHS, _SEED = 30_000, 2, 20
_CARD = f"""---
library_name: sentence-transformers
tags: [sentence-similarity, StaticEmbedding]
language: zh
license: apache-2.0
---

# 绩效指标名称的静态向量

kpi-nlp 的默认向量模型：把指标名称的词和字映射到一张 int8 表，逐项相加后归一化，只用 numpy 即可读取。它只给候选行排序，从不单独决定两行是否为同一指标。

- 来源：由本项目词库（`lexicons/`）生成的 {_COUNT:,} 组名称训练，不含任何真实报告或标注样本；重做：`python tools/train_static.py models/static`（种子 {_SEED}）。
- 训练：sentence-transformers 的 `MultipleNegativesRankingLoss`，每组一个原名、一个换写和六个形近而义不同的名称。
- 输入：不是文字本身，而是 `kpi_nlp.align.embedders.pieces.buckets` 给出的桶号（空格分隔）。
- 局限：不看目标值、计量单位和级别；多出一个限定词（学校卫生监督检查、监督检查）或主客互换（教师对学生、学生对教师）时分不清。
"""

if __name__ == "__main__":
    folder, started = Path(sys.argv[1]), time.perf_counter()
    store(train(count=_COUNT, epochs=_EPOCHS, seed=_SEED), folder, card=_CARD)
    print(f"written: {folder} in {time.perf_counter() - started:.0f} s")
