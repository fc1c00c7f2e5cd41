"""Write the trained network as an 8-bit onnx file that onnxruntime reads quickly on a CPU."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, Value, nn
from torch.onnx._internal.torchscript_exporter.jit_utils import GraphContext

from paperlattice.recogniser.encoding import N_FEATURES
from paperlattice.recogniser.training.network import Block, Network

__all__ = ["export"]

_OUTPUTS = ("tags", "introduced", "roles")


class _Attention(torch.autograd.Function):  # type: ignore[misc]
    """Attention of several heads, in the onnx file one operator of onnxruntime's own.

    The operator never writes the matrix of attention to memory, which makes the whole network a
    quarter faster than the written-out products.
    """

    @staticmethod
    def forward(_: object, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        batch, length, width = q.shape
        parts = [x.view(batch, length, heads, width // heads).transpose(1, 2) for x in (q, k, v)]
        mixed = nn.functional.scaled_dot_product_attention(*parts)
        return mixed.transpose(1, 2).reshape(batch, length, width)

    @staticmethod
    def symbolic(graph: GraphContext, q: Value, k: Value, v: Value, heads: int) -> Value:
        mixed = graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads)
        return mixed.setType(q.type())


class _ExportedBlock(nn.Module):  # type: ignore[misc]
    """A layer with queries, keys and values apart, as the attention operator takes them."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        width = block.out.in_features
        self.parts = nn.ModuleList(nn.Linear(width, width) for _ in range(3))
        with torch.no_grad():
            for i, part in enumerate(self.parts):
                part.weight.copy_(block.qkv.weight[i * width : (i + 1) * width])
                part.bias.copy_(block.qkv.bias[i * width : (i + 1) * width])

    def forward(self, x: Tensor) -> Tensor:
        block = self.block
        mixed = _Attention.apply(*(part(x) for part in self.parts), block.heads)
        x = block.norm1(x + block.out(mixed))
        return block.norm2(x + block.down(nn.functional.gelu(block.up(x))))


class _Exported(nn.Module):  # type: ignore[misc]
    """The network with its feature tables summed into one, as the onnx file holds it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.blocks = nn.Sequential(*map(_ExportedBlock, network.blocks))
        with torch.no_grad():
            table = network.feature_vectors(torch.arange(N_FEATURES))
        self.features = nn.Embedding.from_pretrained(table)

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        network = self.network
        x = network.words(ids) + network.positions.weight[: ids.shape[1]] + self.features(features)
        scores = network.score(self.blocks(network.norm(x)))
        return tuple(getattr(scores, name) for name in _OUTPUTS)


def export(network: Network, path: Path, *, quantised: bool = True) -> None:
    """Write the network to `path`, its matrices in 8 bits if `quantised`.

    Inputs are `ids` and `features` (1, length), outputs `tags` (1, length, tags), `introduced`
    (1, length) and `roles` (1, length, roles).
    """
    model = _Exported(network.float().eval()).eval()
    ids = torch.ones((1, 7), dtype=torch.int64)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model,
            (ids, torch.zeros_like(ids)),
            str(plain),
            dynamo=False,
            opset_version=17,
            input_names=["ids", "features"],
            output_names=list(_OUTPUTS),
            dynamic_axes={name: {1: "length"} for name in ("ids", "features", *_OUTPUTS)},
        )
        if quantised:
            quantize_dynamic(
                plain,
                path,
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            )
        else:
            onnx.save(onnx.load(plain), path)
