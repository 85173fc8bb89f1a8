#!/usr/bin/env python3
"""One whole fit by SciPy or by NumPy, for side-by-side timing and accuracy.

Fits L(N, D) = E + A*N^-alpha + B*D^-beta to a CSV with columns params,tokens,loss by Huber's function
(delta 1e-3) of the residuals of log L, or of L.

  curve_fit  scipy.optimize.curve_fit with Huber's loss, from the law that Hoffmann et al. (2022)
             published, with no derivatives given
  grid       variable projection: every alpha and beta from 0.05 to 0.95 in steps of 0.01, with E, A and B
             of each by least squares (by non-negative ones where one of them is below zero), of L, or of
             L as a share of itself. Up to 2,000 rows each pair is judged by the objective itself, of more
             the 100 pairs of least squares. In the best pair E, A and B are then solved for by the
             objective, by 30 steps of iteratively reweighted least squares.

Needs Debian's python3-numpy, and python3-scipy for curve_fit.

  scipy_jobs.py curve_fit|grid runs.csv [--of log|plain] [--delta 1e-3] [--seconds 2]

Prints one JSON object: objective (sum), parameters, the median processor's time of as many fits as
take the given seconds. No time holds the start of a program or the reading of the file.
"""
import argparse
import csv
import json
import time

import numpy as np

GRID = np.arange(0.05, 0.9501, 0.01)
JUDGED = 2000
FINALISTS = 100
BLOCK = 8192
STEPS = 30

# The law that Hoffmann et al. (2022) published: ln A, ln B, ln E, alpha, beta.
GUESS = [np.log(406.4), np.log(410.7), np.log(1.69), 0.34, 0.28]


def load(path):
    with open(path, newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader)
        places = [header.index(name) for name in ("params", "tokens", "loss")]
        return np.array([[float(row[place]) for place in places] for row in reader]).T


class Objective:
    def __init__(self, of, delta):
        self.log = of == "log"
        self.delta = delta

    def residuals(self, loss, prediction):
        if not self.log:
            return loss - prediction
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.log(loss) - np.log(prediction)

    def sum(self, residuals):
        size = np.abs(residuals)
        cost = np.where(size <= self.delta, 0.5 * size**2, self.delta * (size - 0.5 * self.delta))
        total = cost.sum(axis=-1)
        return np.where(np.isnan(total), np.inf, total)


def curve_fit(n, d, loss, objective):
    from scipy.optimize import curve_fit as fit

    log_n, log_d = np.log(n), np.log(d)

    def model(_, a, b, e, alpha, beta):
        prediction = np.exp(e) + np.exp(a - alpha * log_n) + np.exp(b - beta * log_d)
        return np.log(prediction) if objective.log else prediction

    measured = np.log(loss) if objective.log else loss
    point, _ = fit(model, n, measured, p0=GUESS, method="trf", loss="huber",
                   f_scale=objective.delta, x_scale="jac", max_nfev=5000)
    a, b, e, alpha, beta = point
    return np.exp(e), np.exp(a), alpha, np.exp(b), beta


def products(n, d, loss, weight):
    """Sums over rows of products of 1, N^-alpha, D^-beta and L, for the whole grid, by blocks of rows."""
    count = len(GRID)
    sums = dict(s1=0.0, sl=0.0, sll=0.0, n1=np.zeros(count), nn=np.zeros(count), nl=np.zeros(count),
                d1=np.zeros(count), dd=np.zeros(count), dl=np.zeros(count), nd=np.zeros((count, count)))
    for start in range(0, len(loss), BLOCK):
        part = slice(start, start + BLOCK)
        w, y = weight[part], loss[part]
        powers_n = np.exp(-np.outer(GRID, np.log(n[part])))
        powers_d = np.exp(-np.outer(GRID, np.log(d[part])))
        wy = w * y
        sums["s1"] += w.sum()
        sums["sl"] += wy.sum()
        sums["sll"] += (wy * y).sum()
        sums["n1"] += powers_n @ w
        sums["d1"] += powers_d @ w
        sums["nl"] += powers_n @ wy
        sums["dl"] += powers_d @ wy
        sums["nn"] += powers_n**2 @ w
        sums["dd"] += powers_d**2 @ w
        sums["nd"] += (powers_n * w) @ powers_d.T
    return sums


def least_squares(sums):
    """E, A and B of each pair of the grid, none below zero, and the squares that they leave."""
    count = len(GRID)
    shape = (count, count)
    matrix = np.empty(shape + (3, 3))
    right = np.empty(shape + (3,))
    matrix[..., 0, 0] = sums["s1"]
    matrix[..., 0, 1] = matrix[..., 1, 0] = sums["n1"][:, None]
    matrix[..., 0, 2] = matrix[..., 2, 0] = sums["d1"][None, :]
    matrix[..., 1, 1] = sums["nn"][:, None]
    matrix[..., 2, 2] = sums["dd"][None, :]
    matrix[..., 1, 2] = matrix[..., 2, 1] = sums["nd"]
    right[..., 0] = sums["sl"]
    right[..., 1] = sums["nl"][:, None]
    right[..., 2] = sums["dl"][None, :]
    best = np.zeros(shape + (3,))
    left = np.full(shape, np.inf)
    for free in ((0, 1, 2), (0, 1), (0, 2), (1, 2), (0,), (1,), (2,)):
        part = np.ix_(free, free)
        size = np.sqrt(np.stack([matrix[..., k, k] for k in free], axis=-1))
        scaled = matrix[(Ellipsis,) + part] / size[..., :, None] / size[..., None, :]
        number = np.linalg.solve(scaled + 1e-14 * np.eye(len(free)),
                                 (right[..., list(free)] / size)[..., None])[..., 0] / size
        squares = sums["sll"] - (number * right[..., list(free)]).sum(axis=-1)
        better = (number >= 0).all(axis=-1) & (squares < left)
        left = np.where(better, squares, left)
        whole = np.zeros(shape + (3,))
        whole[..., list(free)] = number
        best = np.where(better[..., None], whole, best)
        if len(free) == 3 and better.all():
            break
    return best, left


def grid(n, d, loss, objective):
    weight = 1 / loss**2 if objective.log else np.ones_like(loss)
    numbers, left = least_squares(products(n, d, loss, weight))

    if len(loss) <= JUDGED:
        powers_n = np.exp(-np.outer(GRID, np.log(n)))
        powers_d = np.exp(-np.outer(GRID, np.log(d)))
        value = np.array([
            objective.sum(objective.residuals(
                loss, numbers[i, :, 0, None] + numbers[i, :, 1, None] * powers_n[i]
                + numbers[i, :, 2, None] * powers_d))
            for i in range(len(GRID))])
        i, j = np.unravel_index(np.argmin(value), value.shape)
    else:
        few = np.argsort(left, axis=None)[:FINALISTS]
        pairs = [np.unravel_index(place, left.shape) for place in few]
        i, j = min(pairs, key=lambda pair: objective.sum(objective.residuals(
            loss, numbers[pair][0] + numbers[pair][1] * n**-GRID[pair[0]]
            + numbers[pair][2] * d**-GRID[pair[1]])))

    # The coefficients of the best pair by the objective itself.
    columns = np.stack([np.ones_like(n), n**-GRID[i], d**-GRID[j]])
    number = numbers[i, j]
    best, lowest = number, objective.sum(objective.residuals(loss, number @ columns))
    for _ in range(STEPS):
        prediction = number @ columns
        residual = np.abs(objective.residuals(loss, prediction))
        weight = np.minimum(1, objective.delta / np.maximum(residual, 1e-300))
        weight = weight / prediction**2 if objective.log else weight
        size = np.sqrt((columns**2 * weight).sum(axis=1))
        scaled = columns / size[:, None]
        number = np.linalg.solve((scaled * weight) @ scaled.T, (scaled * weight) @ loss) / size
        if not (number >= 0).all():
            break
        value = objective.sum(objective.residuals(loss, number @ columns))
        if value < lowest:
            best, lowest = number, value
    return best[0], best[1], GRID[i], best[2], GRID[j]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("side", choices=["curve_fit", "grid"])
    parser.add_argument("runs")
    parser.add_argument("--of", choices=["log", "plain"], default="log")
    parser.add_argument("--delta", type=float, default=1e-3)
    parser.add_argument("--seconds", type=float, default=2)
    args = parser.parse_args()
    n, d, loss = load(args.runs)
    objective = Objective(args.of, args.delta)
    side = dict(curve_fit=curve_fit, grid=grid)[args.side]

    # The first time pays for what is loaded once, and is left out where there are more.
    seconds = []
    while not seconds or sum(seconds) < args.seconds:
        began = time.process_time()
        e, a, alpha, b, beta = side(n, d, loss, objective)
        seconds.append(time.process_time() - began)
    value = objective.sum(objective.residuals(loss, e + a * n**-alpha + b * d**-beta))
    print(json.dumps({
        "rows": int(len(loss)), "objective": float(value), "times": len(seconds),
        "seconds": float(np.median(seconds[1:] or seconds)),
        "E": float(e), "A": float(a), "alpha": float(alpha), "B": float(b), "beta": float(beta)}))


if __name__ == "__main__":
    main()
