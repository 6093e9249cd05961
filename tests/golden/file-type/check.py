"""Reads whole.jsonl, six whole files of each type, with Python's own modules, and says whether each is what it claims.

Usage: python3 tests/golden/file-type/check.py > tests/golden/file-type/check.txt   (standard library, Python 3.11)
WebAssembly has no reader here: a test of the generator validates it with wasmparser. YAML, JavaScript and Markdown have none
either: only their shape is looked at. Bitmaps and PDF are read by their headers' own figures.
"""

import ast, base64, configparser, csv, gzip, html.parser, io, json, re, sqlite3, struct, sys, tempfile, tomllib, wave, zipfile, zlib
import xml.etree.ElementTree as tree
from collections import Counter
from pathlib import Path


def table(data, delimiter):
    rows = list(csv.reader(io.StringIO(data.decode()), delimiter=delimiter))
    return len(rows) > 3 and len(rows[0]) >= 3 and len({len(row) for row in rows}) == 1


def ini(data):
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(data.decode())
    return len(parser.sections()) > 1


def page(data):
    parser, seen = html.parser.HTMLParser(), []
    parser.handle_starttag = lambda tag, _: seen.append(tag)
    parser.feed(data.decode())
    return {"html", "head", "body"} <= set(seen)


def script(data):
    base = sqlite3.connect(":memory:")
    base.executescript(data.decode())
    return base.total_changes > 0


def dump(data):
    rows = [re.fullmatch(r"([0-9a-f]{8}): ([0-9a-f ]{39})  (.{1,16})", line) for line in data.decode().splitlines()]
    return all(int(row[1], 16) == 16 * n and len(bytes.fromhex(row[2])) == len(row[3]) for n, row in enumerate(rows))


def png(data):
    at, packed = 8, b""
    while at < len(data):
        size, = struct.unpack(">I", data[at : at + 4])
        body = data[at + 4 : at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0] == zlib.crc32(body)
        if body[:4] == b"IHDR":
            width, height = struct.unpack(">II", body[4:12])
        if body[:4] == b"IDAT":
            packed += body[4:]
        at += 12 + size
    return data[:8] == b"\x89PNG\r\n\x1a\n" and body == b"IEND" and len(zlib.decompress(packed)) == height * (3 * width + 1)


def bmp(data):
    size, start, width, height = struct.unpack("<I4xI4xii", data[2:26])
    return data[:2] == b"BM" and size == len(data) == start + height * ((3 * width + 3) // 4 * 4)


def wav(data):
    with wave.open(io.BytesIO(data)) as sound:
        return sound.getsampwidth() == 2 and len(sound.readframes(9999)) == 2 * sound.getnframes() == len(data) - 44


def archive(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.testzip() is None and len(file.namelist()) >= 5


def pdf(data):
    at = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", data)[1])
    places = re.findall(rb"(\d{10}) 00000 n \n", data[at:])
    stream = re.search(rb"/Length (\d+) >>\nstream\n(.*)endstream", data, re.S)
    return data[at:].startswith(b"xref") and len(stream[2]) == int(stream[1]) and all(
        data[int(place) :].startswith(b"%d 0 obj" % (n + 1)) for n, place in enumerate(places))


def database(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.db"
        path.write_bytes(data)
        base = sqlite3.connect(path)
        names = [name for name, in base.execute("select name from sqlite_master")]
        rows = [base.execute(f"select count(*) from {name}").fetchone()[0] for name in names]
        sound = base.execute("pragma integrity_check").fetchall() == [("ok",)]
        base.close()
        return sound and len(rows) >= 2 and min(rows) > 2


def lines(pattern):
    return lambda data: all(re.match(pattern, line) for line in data.decode().splitlines() if line)


CHECKS = {
    "csv": lambda data: table(data, ","),
    "tsv": lambda data: table(data, "\t"),
    "json": lambda data: json.loads(data) is not None,
    "jsonl": lambda data: all(isinstance(json.loads(line), dict) for line in data.splitlines()) and data.count(b"\n") > 2,
    "xml": lambda data: len(tree.fromstring(data)) > 1,
    "html": page,
    "yaml": lines(r"#|\w+:$|  [- ] \w+: \S"),
    "toml": lambda data: len(tomllib.loads(data.decode())) > 1,
    "ini": ini,
    "sql": script,
    "python": lambda data: len(ast.parse(data).body) > 3,
    "javascript": lambda data: all(data.count(a) == data.count(b) for a, b in [(b"{", b"}"), (b"(", b")")]),
    "markdown": lambda data: data.startswith(b"# ") and b"\n## " in data,
    "log": lines(r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d{3}.* (\[?[A-Z]+\]?) \w"),
    "base64": lambda data: len(base64.b64decode(data.replace(b"\n", b""), validate=True)) > 400,
    "hex-dump": dump,
    "utf16-text": lambda data: "：" in data.decode("utf-16"),
    "png": png,
    "gzip": lambda data: len(gzip.decompress(data)) > 1000,
    "zip": archive,
    "bmp": bmp,
    "wav": wav,
    "wasm": lambda data: data[:8] == b"\0asm\x01\0\0\0",
    "pdf": pdf,
    "sqlite": database,
}

sound, wrong = Counter(), 0
for line in (Path(__file__).parent / "whole.jsonl").read_text().splitlines():
    case = json.loads(line)
    try:
        good = CHECKS[case["label"]](base64.b64decode(case["bytes"]))
    except Exception as error:  # any failure to read is what is looked for
        good = print(case["label"], repr(error), file=sys.stderr)
    sound[case["label"]] += bool(good)
    wrong += not good
for label in CHECKS:
    print(f"{label}: {sound[label]} of 6")
print(f"wrong: {wrong}")
sys.exit(wrong > 0)
