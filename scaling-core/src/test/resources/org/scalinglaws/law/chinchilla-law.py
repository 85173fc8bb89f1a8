"""Losses of E + A / N^alpha + B / D^beta to 17 digits, with 50 digits inside.

    python3 chinchilla-law.py > chinchilla-law.csv
"""
import math

import mpmath

mpmath.mp.dps = 50

LAWS = {
    "hoffmann-2022": (
        math.exp(0.5267228), math.exp(6.0073404), 0.33917084, math.exp(6.0179186), 0.2849083),
    "hoffmann-2022-rounded": (1.69, 406.4, 0.34, 410.7, 0.28),
    "besiroglu-2024": (1.81686, 482.00572, 0.34781, 2085.4342, 0.36585),
    "no floor": (0.0, 8.5, 0.076, 12.25, 0.095),
    "steep": (1.5, 3.2e9, 1.3, 7.7e12, 1.45),
    "data only": (2.25, 0.0, 0.5, 410.7, 0.28),
    "flat": (1.0, 0.5, 0.0, 0.25, 0.0),
}
POINTS = [
    (1.0, 1.0), (1234.5, 9.87e6), (7e7, 1.4e9), (6.3e9, 2.42e11), (7e10, 1.4e12), (1.8e15, 3.3e17)]

print("# python3 chinchilla-law.py > chinchilla-law.csv with mpmath %s" % mpmath.__version__)
print("law,e,a,alpha,b,beta,n,d,loss")
for name, law in LAWS.items():
    e, a, alpha, b, beta = map(mpmath.mpf, law)
    for n, d in POINTS:
        loss = e + a * mpmath.mpf(n) ** -alpha + b * mpmath.mpf(d) ** -beta
        print(",".join([name] + ["%r" % x for x in law + (n, d)] + [mpmath.nstr(loss, 17)]))
