#!/usr/bin/env python3
"""Trains the network of `vision/cnn` and writes `garment.weights`.

    python3 -m venv v && v/bin/pip install jax==0.10.2 optax==0.2.8 numpy==2.4.6
    v/bin/python train.py /usr/share/datasets/fashion-mnist

The folder is where Debian's package `dataset-fashion-mnist` puts its four `*.gz` files. Only the training set's 60,000
pictures are learnt from; a picture that equals a case of `garment-vision` is left out of them, and the test set is
looked at once, at the end. The README beside this file has the format of the weights and what came out.
"""

import base64
import gzip
import hashlib
import json
import os
import pathlib
import struct
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
import jax
import jax.numpy as jnp
import numpy as np
import optax

SEED = 20260225
EPOCHS = 12
BATCH = 128
RATE = 2e-3
DROPPED = 0.3
HERE = pathlib.Path(__file__).parent
CASES = HERE.parents[2] / "host/catalogue/garment-vision/cases.jsonl"
# Outputs of each layer and the inputs of one of them, in the file's order.
LAYERS = [(16, 9), (32, 9 * 16), (48, 7 * 7 * 32), (10, 48)]


def load(folder, prefix):
    """The pictures (0 to 255) and labels of one of the two sets."""
    images, labels = (gzip.decompress((folder / f"{prefix}-{kind}-ubyte.gz").read_bytes())
                      for kind in ("images-idx3", "labels-idx1"))
    return (np.frombuffer(images, np.uint8, offset=16).reshape(-1, 28, 28),
            np.frombuffer(labels, np.uint8, offset=8).astype(np.int32))


def without_cases(images, labels):
    """The pictures that are no case's."""
    cases = {base64.b64decode(json.loads(line)["input"]["pixels"]) for line in CASES.read_text().splitlines()}
    kept = np.array([image.tobytes() not in cases for image in images])
    print(f"{len(images) - kept.sum()} training pictures equal a case and are left out")
    return images[kept], labels[kept]


def start(key):
    """Weights by He's rule, no bias."""
    layers = []
    for out, width in LAYERS:
        key, one = jax.random.split(key)
        layers.append((jax.random.normal(one, (out, width)) * np.sqrt(2 / width), jnp.zeros(out)))
    return layers


def convolve(x, layer):
    """3 x 3 with an edge of zeros, ReLU, then the largest of each 2 x 2. Weights are [out][row][column][in]."""
    weights, bias = layer
    count, high, wide, deep = x.shape
    padded = jnp.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    patches = jnp.concatenate([padded[:, r:r + high, c:c + wide] for r in range(3) for c in range(3)], axis=3)
    y = jax.nn.relu(patches @ weights.T + bias)
    return y.reshape(count, high // 2, 2, wide // 2, 2, -1).max((2, 4))


def logits(layers, images, key=None):
    """Scores of the ten kinds; with a key, a share of the hidden figures is dropped."""
    x = images[..., None].astype(jnp.float32) / 255
    x = convolve(convolve(x, layers[0]), layers[1]).reshape(len(images), -1)
    if key is not None:
        x = x * jax.random.bernoulli(key, 1 - DROPPED, x.shape) / (1 - DROPPED)
    x = jax.nn.relu(x @ layers[2][0].T + layers[2][1])
    return x @ layers[3][0].T + layers[3][1]


def changed(rng, images):
    """Each picture mirrored or not, and moved by at most one pixel."""
    mirrored = np.where(rng.random(len(images))[:, None, None] < 0.5, images[:, :, ::-1], images)
    padded = np.pad(mirrored, ((0, 0), (1, 1), (1, 1)))
    row, column = rng.integers(0, 3, 2)
    return padded[:, row:row + 28, column:column + 28]


def accuracy(layers, images, labels):
    guess = jax.jit(lambda some: logits(layers, some).argmax(1))
    return float(np.mean(np.concatenate([guess(images[i:i + 500]) for i in range(0, len(images), 500)]) == labels))


def train(images, labels):
    key = jax.random.PRNGKey(SEED)
    rng = np.random.default_rng(SEED)
    layers = start(key)
    steps = len(images) // BATCH
    method = optax.adamw(optax.cosine_decay_schedule(RATE, EPOCHS * steps), weight_decay=1e-4)
    state = method.init(layers)

    @jax.jit
    def step(layers, state, some, named, key):
        loss = lambda layers: optax.softmax_cross_entropy_with_integer_labels(logits(layers, some, key), named).mean()
        value, slope = jax.value_and_grad(loss)(layers)
        change, state = method.update(slope, state, layers)
        return optax.apply_updates(layers, change), state, value

    for epoch in range(EPOCHS):
        begun, order, losses = time.time(), rng.permutation(len(images)), []
        for i in range(steps):
            chosen = order[i * BATCH:(i + 1) * BATCH]
            key, one = jax.random.split(key)
            layers, state, loss = step(layers, state, changed(rng, images[chosen]), labels[chosen], one)
            losses.append(loss)
        print(f"epoch {epoch + 1}: loss {float(np.mean(losses)):.4f}, {time.time() - begun:.0f} s", flush=True)
    return [(np.array(weights), np.array(bias)) for weights, bias in layers]


def quantised(layers):
    """Each row of weights as whole numbers of -127 to 127 and the step that they are in."""
    result = []
    for weights, bias in layers:
        steps = np.abs(weights).max(1).astype(np.float32) / 127
        result.append((np.rint(weights / steps[:, None]).astype(np.int8), steps, bias.astype(np.float32)))
    return result


def main():
    folder = pathlib.Path(sys.argv[1])
    images, labels = without_cases(*load(folder, "train"))
    layers = quantised(train(images, labels))
    content = b"".join(part.astype(part.dtype.newbyteorder("<")).tobytes() for layer in layers for part in layer)
    (HERE / "garment.weights").write_bytes(content)
    whole = [(weights * steps[:, None], bias) for weights, steps, bias in layers]
    print(f"{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")
    print(f"accuracy as written: training {accuracy(whole, images, labels):.4f}, "
          f"test set {accuracy(whole, *load(folder, 't10k')):.4f}")


if __name__ == "__main__":
    main()
