"""Golden distances for the track metric: the angle between unit vectors, by atan2 of cross and dot product in 50
digits, times the IUGG mean radius. Independent of the haversine formula that the metric uses.

Run: pip install mpmath && python distance.py
"""

from mpmath import atan2, cos, mp, mpf, radians, sin, sqrt

mp.dps = 50
RADIUS_KM = mpf("6371.0088")

PAIRS = [
    ((26.8, -79.2), (28.2, -78.5)),
    ((10.0, -40.0), (12.5, -46.3)),
    ((45.1, -60.2), (58.9, -31.7)),
    ((0.0, 0.0), (0.0, 180.0)),
    ((51.2, 179.6), (52.0, -178.9)),
    ((33.3, -77.0), (33.3, -77.1)),
]


def unit(place):
    lat, lon = (radians(mpf(str(degrees))) for degrees in place)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def distance(start, end):
    a, b = unit(start), unit(end)
    cross = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    dot = sum(x * y for x, y in zip(a, b))
    return RADIUS_KM * atan2(sqrt(sum(x * x for x in cross)), dot)


for start, end in PAIRS:
    print(f"[{start[0]}, {start[1]}, {end[0]}, {end[1]}, {mp.nstr(distance(start, end), 12)}],")
