#!/usr/bin/env python3
"""A pairs bootstrap of the Huber-density likelihood with SciPy, to compare standard errors with.

Fits L(N, D) = E + A*N^-alpha + B*D^-beta and a scale s to a CSV with columns params,tokens,loss by
the likelihood of Besiroglu et al. 2024 (delta 1e-3 in units of s), each replicate by BFGS from
Hoffmann's numbers, with exact gradients.

Needs Debian's python3-numpy and python3-scipy.

  scipy_likelihood_bootstrap.py runs.csv [--drop-highest 5] [--bootstrap 4000] [--seed 42]

Prints one JSON object: standard errors and 95 % percentile intervals, in the order
ln A, ln B, ln E, alpha, beta.
"""
import argparse
import csv
import json
import time

import numpy as np
from scipy.optimize import minimize
from scipy.stats import norm

DELTA = 1e-3
NORMALISER = np.log(
    np.sqrt(2 * np.pi) * (2 * norm.cdf(DELTA) - 1) + 2 * np.exp(-0.5 * DELTA**2) / DELTA)
START = np.array([6.0073404, 6.0179186, 0.5267228, 0.33917084, 0.2849083, -7.0])


def load(path, drop_highest):
    with open(path, newline="") as stream:
        rows = list(csv.DictReader(stream))
    table = np.array([[float(r["params"]), float(r["tokens"]), float(r["loss"])] for r in rows])
    if drop_highest:
        table = table[table[:, 2] < np.sort(table[:, 2])[-drop_highest]]
    return np.log(table).T


def minus_log_likelihood(theta, log_n, log_d, log_l, weight):
    a, b, e, alpha, beta, log_scale = theta
    first = a - alpha * log_n
    second = b - beta * log_d
    top = np.maximum(np.maximum(first, second), e)
    x, y, z = np.exp(first - top), np.exp(second - top), np.exp(e - top)
    total = x + y + z
    residual = (top + np.log(total) - log_l) * np.exp(-log_scale)
    size = np.abs(residual)
    huber = np.where(size <= DELTA, 0.5 * residual**2, DELTA * (size - 0.5 * DELTA))
    clipped = np.clip(residual, -DELTA, DELTA)
    slope = weight * clipped * np.exp(-log_scale) / total
    gradient = np.array([
        (slope * x).sum(), (slope * y).sum(), (slope * z).sum(),
        -(slope * x * log_n).sum(), -(slope * y * log_d).sum(),
        (weight * (1 - clipped * residual)).sum(),
    ])
    return (weight * (huber + NORMALISER + log_scale)).sum(), gradient


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs")
    parser.add_argument("--drop-highest", type=int, default=0)
    parser.add_argument("--bootstrap", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=42)
    args = parser.parse_args()
    log_n, log_d, log_l = load(args.runs, args.drop_highest)
    rows = len(log_l)
    np.random.seed(args.seed)
    began = time.perf_counter()
    replicates = []
    for _ in range(args.bootstrap):
        weight = np.bincount(np.random.choice(rows, rows), minlength=rows).astype(float)
        result = minimize(minus_log_likelihood, START, args=(log_n, log_d, log_l, weight),
                          jac=True, method="BFGS")
        replicates.append(result.x[:5])
    print(json.dumps({
        "rows": rows, "bootstrap": args.bootstrap, "seconds": time.perf_counter() - began,
        "standard_errors": np.std(replicates, axis=0, ddof=1).tolist(),
        "lower": np.percentile(replicates, 2.5, axis=0).tolist(),
        "upper": np.percentile(replicates, 97.5, axis=0).tolist(),
    }, indent=1))


if __name__ == "__main__":
    main()
