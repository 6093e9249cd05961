"""Makes chrf.json: sentence chrF2 by sacrebleu (PyPI, 2.6.0). Run: pip install sacrebleu; python3 make.py"""
import json
from pathlib import Path

from sacrebleu.metrics import CHRF

ROWS = [
    ("Women's Cotton Shirt, White, S-XL", ["Women's Cotton Shirt, White, S-XL"]),
    ("women's cotton shirt white", ["Women's Cotton Shirt, White, S-XL"]),
    ("Clothing", ["Women's Cotton Shirt, White, S-XL"]),
    ("Cotton Shirt for Women, S-XL", ["Women's Cotton Shirt, White, S-XL", "Cotton Shirt for Women, White, S-XL"]),
    ("女士纯棉衬衫", ["Women's Cotton Shirt"]),
    ("女士纯棉长袖衬衫", ["女士棉衬衫长袖"]),
    ("Red", ["Red Dress"]),
    ("Red Dress for Women with Long Sleeves", ["Red"]),
    ("ab", ["ab"]),
    ("a", ["b"]),
    ("aaaa aaaa", ["aaaa aa"]),
    ("Men’s Socks, 5 Pairs", ["5 Pairs Men's Socks", "Men's Socks, 5 Pairs, Black"]),
    ("Unisex   Hat\twith  spaces", ["Unisex Hat with spaces"]),
    ("Waterproof Jacket", ["WATERPROOF JACKET"]),
]


def main():
    plain, lower = CHRF(), CHRF(lowercase=True)
    rows = []
    for given, references in ROWS:
        row = {"given": given, "references": references}
        row["chrf"] = plain.sentence_score(given, references).score / 100
        row["lowercase"] = lower.sentence_score(given, references).score / 100
        rows.append(row)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (Path(__file__).parent / "chrf.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


main()
