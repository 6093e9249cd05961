"""Golden values of the generator of `arrhythmia`, by scipy.

    pip install scipy==1.17.1 numpy
    python tests/golden/arrhythmia/make.py

writes `model.json` (the three equations of the published model, x, y and z, by an adaptive integrator) and `peaks.json`
(R waves of the public cases, found by filtering and `find_peaks`, without knowing the truth).
"""

import json
import math
import pathlib

import numpy
from scipy.integrate import solve_ivp
from scipy.signal import butter, find_peaks, sosfiltfilt

HERE = pathlib.Path(__file__).parent
CASES = HERE.parents[2] / "host/catalogue/arrhythmia/cases.jsonl"

# Angle, height in mV, width: table I of the paper at 60 beats a minute (heights as the generator uses them).
WAVES = [(-math.pi / 3, 0.14, 0.25), (-math.pi / 12, -0.09, 0.1), (0, 1.1, 0.1), (math.pi / 12, -0.22, 0.1), (math.pi / 2, 0.28, 0.4)]
BEATS = [-1.3, -0.4, 0.5, 1.55, 2.3, 3.3, 4.2]
HZ, COUNT = 250, 750


def model():
    def slope(t, state):
        x, y, z = state
        k = max(i for i in range(len(BEATS)) if BEATS[i] <= t + 1e-12) if t >= BEATS[0] else 0
        k = min(k, len(BEATS) - 2)
        omega = 2 * math.pi / (BEATS[k + 1] - BEATS[k])
        alpha = 1 - math.hypot(x, y)
        theta = math.atan2(y, x)
        dz = -z
        for angle, height, width in WAVES:
            far = math.remainder(theta - angle, 2 * math.pi)
            dz -= height * omega / width**2 * far * math.exp(-far * far / (2 * width**2))
        return [alpha * x - omega * y, alpha * y + omega * x, dz]

    start = -1.0
    # The angle at the start, from the first beat.
    theta = (start - BEATS[0]) / (BEATS[1] - BEATS[0]) * 2 * math.pi
    state, time, z = [math.cos(theta), math.sin(theta), 0.0], start, []
    wanted = numpy.arange(COUNT) / HZ
    # From one R to the next, so that the speed is smooth within each piece.
    for stop in [b for b in BEATS if b > start]:
        at = [t for t in wanted if time <= t < stop]
        piece = solve_ivp(slope, (time, stop), state, rtol=1e-9, atol=1e-11, max_step=0.002, t_eval=sorted(set(at + [stop])))
        z += list(piece.y[2][: len(at)])
        state, time = piece.y[:, -1], stop
    return {"beats": BEATS, "hz": HZ, "z": [round(float(v), 6) for v in z[:COUNT]]}


def peaks(case):
    """R waves of one case, as sample numbers."""
    samples = numpy.array(case["input"]["samples"], float)
    band = sosfiltfilt(butter(3, [4, 22], "bandpass", fs=250, output="sos"), samples)
    energy = numpy.abs(band)
    energy = numpy.convolve(energy, numpy.hanning(25) / numpy.hanning(25).sum(), "same")
    found, _ = find_peaks(energy, distance=60, height=0.35 * numpy.percentile(energy, 97))
    return [int(p) for p in found]


if __name__ == "__main__":
    (HERE / "model.json").write_text(json.dumps(model()) + "\n")
    cases = [json.loads(line) for line in CASES.read_text().splitlines()]
    lines = ",\n".join(f'"{c["id"]}": {json.dumps(peaks(c))}' for c in cases)
    (HERE / "peaks.json").write_text("{\n" + lines + "\n}\n")
