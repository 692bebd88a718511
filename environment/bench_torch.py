"""PyTorch's and ONNX Runtime's side of bench_speed.py: prepares what its arguments say, runs it for some seconds, answers
"ready", and then, for each line it reads, runs it a few times and answers with the middle time in milliseconds. Runs in
the bench environment."""

import itertools
import statistics
import sys
import time

import numpy as np

HEADS, WORDS = 4, 54


def lengths_and_mask(text, slots=None):
    lengths = [int(n) for n in text.split(",")]
    return lengths, np.arange(slots or max(lengths))[None] < np.array(lengths)[:, None]


def start_torch():
    import torch

    torch.set_num_threads(2)
    torch.manual_seed(1)
    return torch


def sdpa_module(torch, width, heads):
    """QKV projection, scaled_dot_product_attention, output projection."""
    F = torch.nn.functional

    class Attention(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.projection, self.output = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)

        def forward(self, x, mask):
            parts = self.projection(x).chunk(3, -1)
            if mask is None:
                parts = [part.contiguous() for part in parts]  # or nested tensors find no kernel
            q, k, v = (part.unflatten(-1, (heads, width // heads)).transpose(1, 2) for part in parts)
            return self.output(F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(2))

    return Attention()


def padded(lengths, width):
    """A module, its input, and the mask [B, 1, 1, T] of what is real in it."""
    torch = start_torch()
    _, mask = lengths_and_mask(lengths)
    x, module = torch.randn(*mask.shape, int(width)), sdpa_module(torch, int(width), HEADS)
    return torch, module, x, torch.from_numpy(mask)[:, None, None, :]


def sdpa(lengths, width):
    torch, module, x, keep = padded(lengths, width)
    return torch.inference_mode()(lambda: module(x, keep))


def eager(lengths, width):
    """The same, with the scores and weights kept to be looked at."""
    torch, module, x, keep = padded(lengths, width)
    size = int(width) // HEADS

    def run():
        bias = torch.zeros(keep.shape).masked_fill(~keep, float("-inf"))
        q, k, v = (part.unflatten(-1, (HEADS, size)).transpose(1, 2) for part in module.projection(x).chunk(3, -1))
        scores = q @ k.transpose(-1, -2) / size ** 0.5
        weights = (scores + bias).softmax(-1)
        return module.output((weights @ v).transpose(1, 2).flatten(2)), weights, scores

    return torch.inference_mode()(run)


def nested(lengths, width):
    torch = start_torch()
    torch.backends.cuda.enable_cudnn_sdp(False)
    lengths, _ = lengths_and_mask(lengths)
    module = sdpa_module(torch, int(width), HEADS)
    x = torch.nested.nested_tensor([torch.randn(n, int(width)) for n in lengths], layout=torch.jagged)
    return torch.no_grad()(lambda: module(x, None))


def bert(torch, words, slots, width, heads, layers, inner, epsilon=1e-12):
    class Block(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.attention = sdpa_module(torch, width, heads)
            self.norm, self.end = (torch.nn.LayerNorm(width, eps=epsilon) for _ in range(2))
            self.up, self.down = torch.nn.Linear(width, inner), torch.nn.Linear(inner, width)

        def forward(self, x, mask):
            x = self.norm(x + self.attention(x, mask))
            return self.end(x + self.down(torch.nn.functional.gelu(self.up(x))))

    class Bert(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.token = torch.nn.Embedding(words, width, padding_idx=0)
            self.position, self.segment = torch.nn.Embedding(slots, width), torch.nn.Embedding(2, width)
            self.norm = torch.nn.LayerNorm(width, eps=epsilon)
            self.blocks = torch.nn.ModuleList(Block() for _ in range(layers))

        def forward(self, ids, positions, types, mask):
            x = self.norm(self.token(ids) + self.position(positions) + self.segment(types))
            for block in self.blocks:
                x = block(x, mask)
            return x

    return Bert()


def mini_lm(torch, lengths, slots):
    """A random model of MiniLM's sizes, and its inputs."""
    mask = torch.from_numpy(lengths_and_mask(lengths, int(slots))[1])
    model = bert(torch, 30522, 512, 384, 12, 6, 1536).eval()
    ids = torch.randint(1000, 30000, mask.shape) * mask
    positions = torch.arange(int(slots)).expand(mask.shape)
    return model, (ids, positions, torch.zeros_like(ids), mask[:, None, None, :])


def torch_encoder(lengths, slots):
    torch = start_torch()
    model, inputs = mini_lm(torch, lengths, slots)
    return torch.inference_mode()(lambda: model(*inputs))


def onnx_encoder(lengths, slots, model):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    _, mask = lengths_and_mask(lengths, int(slots))
    mask = mask.astype(np.int64)
    ids = np.random.default_rng(1).integers(1000, 30000, mask.shape) * mask
    given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    return lambda: session.run(None, {i.name: given[i.name] for i in session.get_inputs()})


def torch_step(batches):
    torch = start_torch()
    F = torch.nn.functional
    rows = [torch.tensor([[int(n) for n in row.split()] for row in line.split(",")]) for line in open(batches)]
    batches = itertools.cycle(zip(rows[::3], rows[1::3], rows[2::3]))

    class WordModel(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.bert = bert(torch, WORDS, 32, 64, 4, 2, 128)
            self.transform, self.norm = torch.nn.Linear(64, 64), torch.nn.LayerNorm(64, eps=1e-12)
            self.bias = torch.nn.Parameter(torch.zeros(WORDS))

        def forward(self, ids, mask):
            positions = ((mask.cumsum(1) - 1) * mask).clamp(min=0)
            x = self.bert(ids, positions, torch.zeros_like(ids), mask[:, None, None, :].bool())
            return self.norm(F.gelu(self.transform(x))) @ self.bert.token.weight.T + self.bias

    model = WordModel()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)

    def step():
        ids, mask, labels = next(batches)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(ids, mask).flatten(0, 1), labels.flatten(), ignore_index=-100)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def main():
    kind, *arguments, runs, warm = sys.argv[1:]
    run = globals()[kind](*arguments)
    warm = time.perf_counter() + int(warm)
    while time.perf_counter() < warm:
        run()
    print("ready", flush=True)
    for _ in sys.stdin:
        times = []
        for _ in range(int(runs)):
            start = time.perf_counter()
            run()
            times.append((time.perf_counter() - start) * 1e3)
        print(statistics.median(times), flush=True)


if __name__ == "__main__":
    main()
