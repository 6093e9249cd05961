#!/usr/bin/env python3
"""Makes the training material and the cases of `garment-vision` from Fashion-MNIST.

    ./make.py /usr/share/datasets/fashion-mnist

The folder is where Debian's package `dataset-fashion-mnist` puts its four `*.gz` files. Needs Python 3 alone. The same
files and the same SEED always give the same bytes.
"""

import base64
import gzip
import hashlib
import json
import pathlib
import random
import struct
import sys

SEED = 20260225
SIDE = 28
TRAIN_PER_CLASS = 300
CASES_PER_CLASS = 40
# In the order of Fashion-MNIST's own numbers 0 to 9.
LABELS = [
    "t-shirt", "trouser", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle-boot",
]
# Of the unpacked files, because Debian's packed ones are not byte for byte the authors'.
SHA256 = {
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}


def read(folder, name):
    """The bytes of one file, after its digest was checked."""
    content = gzip.decompress((folder / f"{name}.gz").read_bytes())
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[name]:
        sys.exit(f"{name} is not the file that the cases were made from: sha256 {found}")
    return content


def load(folder, prefix):
    """The images (784 bytes each) and labels (0 to 9) of one of the two sets."""
    images, labels = (read(folder, f"{prefix}-{kind}-ubyte") for kind in ("images-idx3", "labels-idx1"))
    magic, count, rows, columns = struct.unpack(">4I", images[:16])
    assert (magic, rows, columns) == (2051, SIDE, SIDE)
    assert struct.unpack(">2I", labels[:8]) == (2049, count)
    size = rows * columns
    return [images[16 + i * size : 16 + (i + 1) * size] for i in range(count)], list(labels[8:])


def draw(rng, images, labels, per_class, taken):
    """`per_class` images of each class in a mixed order, none of them equal to one in `taken` or to each other."""
    drawn = []
    for label in range(len(LABELS)):
        candidates = [i for i, found in enumerate(labels) if found == label]
        rng.shuffle(candidates)
        chosen = 0
        for i in candidates:
            if chosen == per_class:
                break
            if images[i] not in taken:
                taken.add(images[i])
                drawn.append((images[i], label))
                chosen += 1
        assert chosen == per_class
    rng.shuffle(drawn)
    return drawn


def main():
    folder, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
    rng, taken = random.Random(SEED), set()
    cases = draw(rng, *load(folder, "t10k"), CASES_PER_CLASS, taken)
    train = draw(rng, *load(folder, "train"), TRAIN_PER_CLASS, taken)

    materials = here / "materials"
    materials.mkdir(exist_ok=True)
    pixels, labels = b"".join(image for image, _ in train), bytes(label for _, label in train)
    (materials / "train-images-idx3-ubyte").write_bytes(struct.pack(">4I", 2051, len(train), SIDE, SIDE) + pixels)
    (materials / "train-labels-idx1-ubyte").write_bytes(struct.pack(">2I", 2049, len(train)) + labels)

    with open(here / "cases.jsonl", "w", encoding="utf-8", newline="\n") as out:
        for number, (image, label) in enumerate(cases, 1):
            picture = {"width": SIDE, "height": SIDE, "pixels": base64.b64encode(image).decode()}
            case = {"id": f"{number:04}", "input": picture, "expected": {"label": LABELS[label]}}
            out.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
