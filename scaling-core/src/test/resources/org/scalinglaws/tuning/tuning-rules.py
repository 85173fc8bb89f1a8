"""Learning rates and batches by the formulas that the papers print, in plain floating point."""

PF_DAY = 1e15 * 24 * 3600


def kaplan(n, d):
    return None, 2.0e6 * (6 * n * d / PF_DAY) ** 0.24


def deepseek(n, d):
    c = 6 * n * d
    return 0.3118 * c**-0.1250, 0.2920 * c**0.3271


def porian(n, d):
    return 3.7 * n**-0.36, 0.00037 * n**0.703 * 2048


def olmo(n, d):
    return 0.0047 * (n / 108_000_000) ** (-1 / 3), 2048 * 160 * (n / 108_000_000) ** (2 / 3)


def step(n, d):
    return 1.79 * n**-0.713 * d**0.307, 0.58 * d**0.571


RULES = {
    "kaplan-2020": kaplan,
    "deepseek-2024": deepseek,
    "porian-2024": porian,
    "olmo-core": olmo,
    "step-law-2025": step,
}

print("# python3 tuning-rules.py > tuning-rules.csv; the formulas are in the script")
print("rule,params,tokens,rate,batch")
for name, rule in RULES.items():
    for n, d in [(1e7, 2e8), (1.08e8, 2.16e9), (1e9, 1e11), (7e10, 1.4e12)]:
        rate, batch = rule(n, d)
        print(name, n, d, "" if rate is None else repr(rate), repr(batch), sep=",")
