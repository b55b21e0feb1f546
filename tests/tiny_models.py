"""Models of two layers with random weights, of the real classes and in the real folders, made where a test wants them."""

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, BertTokenizerFast

MOST_TOKENS = 48
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_LETTERS = (*map(chr, range(0x4E00, 0x9FA6)), *"0123456789abcdefghijklmnopqrstuvwxyz%≥≤()（）")


def sentence_model(
    folder: Path, *, seed: int = 0, hidden: int = 32, layers: int = 2, pooling: str = "mean", dense: bool = False
) -> Path:
    """Save a sentence-transformers model: BERT over single characters, pooling, rows of length 1 or a dense layer."""
    bare = folder.with_name(f"{folder.name}-bert")
    bare.mkdir(parents=True)
    (bare / "vocab.txt").write_text("\n".join((*_SPECIAL, *_LETTERS)), encoding="utf-8")
    torch.manual_seed(seed)
    BertModel(
        BertConfig(
            vocab_size=len(_SPECIAL) + len(_LETTERS), hidden_size=hidden, num_hidden_layers=layers,
            num_attention_heads=hidden // 16, intermediate_size=4 * hidden, max_position_embeddings=64, initializer_range=0.3,
        )
    ).save_pretrained(bare)  # fmt: skip
    BertTokenizerFast(str(bare / "vocab.txt"), model_max_length=MOST_TOKENS).save_pretrained(bare)
    modules = [Transformer(str(bare)), Pooling(hidden, pooling_mode=pooling)]
    modules += [Dense(hidden, hidden)] if dense else [Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    return folder


def export(folder: Path) -> Path:
    """Write the transformer of a folder as model.onnx into it."""
    bert = BertModel.from_pretrained(folder, attn_implementation="eager").eval()
    names = ("input_ids", "attention_mask", "token_type_ids")
    example = (
        torch.ones(3, 5, dtype=torch.int64),
        torch.tensor([[1] * 5, [1] * 5, [1, 1, 1, 0, 0]]),
        torch.zeros(3, 5, dtype=torch.int64),
    )
    size = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens")}
    torch.onnx.export(
        _Letters(bert), example, str(folder / "model.onnx"), input_names=names, output_names=["last_hidden_state"],
        dynamic_shapes=(size, size, size), dynamo=True, verbose=False,
    )  # fmt: skip
    return folder


class _Letters(torch.nn.Module):
    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        found: torch.Tensor = self.bert(ids, mask, types).last_hidden_state
        return found
