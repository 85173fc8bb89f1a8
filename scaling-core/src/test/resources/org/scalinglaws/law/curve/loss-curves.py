"""Losses along learning-rate schedules to 17 digits, with 40 digits inside, straight from the sums.

    python3 loss-curves.py > loss-curves.csv

The multi-power laws are those of thu-yao-01-luo/MultiPowerLaw, src/config.py; the annealing laws
have round numbers. Rates are doubles, as the Java factories make them.
"""
import math

import mpmath

mpmath.mp.dps = 40

POWER = {
    "25M": (3.04045406, 0.52468604, 0.50786857, 363.78751622, 2.06560812, 0.58279013, 0.64142257),
    "100M": (2.6514477, 0.60115152, 0.45295811, 437.9464276, 2.13245612, 0.59785199, 0.65523644),
    "400M": (2.37474466, 0.65421216, 0.42878731, 523.42464371, 2.02462735, 0.59350493, 0.63472457),
}
ANNEALING = {"fast": (2.5, 0.5, 0.5, 0.3, 0.9), "slow": (2.5, 0.5, 0.5, 0.3, 0.999)}
PEAK, END = 3e-4, 3e-5


def warm_up(steps):
    return [PEAK * (i + 1) / steps for i in range(steps)]


SCHEDULES = {
    "constant": [PEAK] * 2000,
    "cosine": warm_up(216)
    + [END + 0.5 * (PEAK - END) * (1 + math.cos(math.pi * i / 2184)) for i in range(2184)],
    "wsd": warm_up(216)
    + [PEAK] * 1784
    + [PEAK ** (1 - i / 400) * END ** (i / 400) for i in range(400)],
    "stages": warm_up(216) + [PEAK] * 584 + [9e-5] * 400 + [2e-4] * 400,
    "to zero": [PEAK] * 500 + [PEAK + i / 500 * (0 - PEAK) for i in range(500)] + [0.0] * 3,
}
STEPS = (216, 217, 500, 801, 1003, 1600, 2000, 2400)


def multi_power(law, rates, skipped, step):
    l0, a, alpha, b, c, beta, gamma = map(mpmath.mpf, law)
    eta = [mpmath.mpf(rates[max(skipped - 1, 0)])] + [mpmath.mpf(x) for x in rates[skipped:step]]
    warm = mpmath.fsum(mpmath.mpf(x) for x in rates[:skipped])
    saved = mpmath.mpf(0)
    tail = mpmath.mpf(0)
    for k in range(len(eta) - 1, 0, -1):
        tail += eta[k]
        if eta[k] != eta[k - 1] and tail > 0:
            saved += (eta[k - 1] - eta[k]) * (1 - (1 + c * eta[k] ** -gamma * tail) ** -beta)
    return l0 + a * (warm + tail) ** -alpha - b * saved


def annealing(law, rates, skipped, step):
    l0, a, alpha, c, fade = map(mpmath.mpf, law)
    eta = [mpmath.mpf(rates[max(skipped - 1, 0)])] + [mpmath.mpf(x) for x in rates[skipped:step]]
    s1 = mpmath.fsum(mpmath.mpf(x) for x in rates[:step])
    drops = [eta[i - 1] - eta[i] for i in range(1, len(eta))]
    s2 = mpmath.fsum(
        drop * (1 - fade ** (len(drops) - i)) / (1 - fade) for i, drop in enumerate(drops))
    return l0 + a * s1 ** -alpha - c * s2


print("# python3 loss-curves.py > loss-curves.csv with mpmath %s" % mpmath.__version__)
print("form,law,schedule,skipped,step,loss")
for schedule, rates in SCHEDULES.items():
    for skipped in (0, 216):
        for step in STEPS:
            if skipped < step <= len(rates):
                for form, laws, loss in (
                    ("multi-power", POWER, multi_power), ("annealing", ANNEALING, annealing)):
                    for name, law in laws.items():
                        value = mpmath.nstr(loss(law, rates, skipped, step), 17)
                        print("%s,%s,%s,%d,%d,%s" % (form, name, schedule, skipped, step, value))
