"""Write the trained network as an 8-bit onnx file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from paperlattice.recogniser.encoding import N_FEATURES
from paperlattice.recogniser.training.network import Network

__all__ = ["export"]


class _Exported(nn.Module):  # type: ignore[misc]
    """The network with its feature tables summed into one, as the onnx file holds it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        codes = torch.arange(N_FEATURES)
        with torch.no_grad():
            table = network.feature_vectors(codes)
        self.features = nn.Embedding.from_pretrained(table)

    def forward(self, ids: Tensor, features: Tensor) -> Tensor:
        network = self.network
        x = network.words(ids) + network.positions.weight[: ids.shape[1]] + self.features(features)
        return network.head(network.run(network.norm(x), None))


def export(network: Network, path: Path, *, quantised: bool = True) -> None:
    """Write the network to `path`, its matrices in 8 bits if `quantised`."""
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
            output_names=["scores"],
            dynamic_axes={"ids": {1: "length"}, "features": {1: "length"}, "scores": {1: "length"}},
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
