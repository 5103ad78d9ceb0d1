#!/usr/bin/env python3
"""Checks the window's decay on real dialogues: how well does the mood after a customer's message
foretell the score of the same customer's next one?

  bench/decay.py EARSHOT CHATS.tsv...        columns: conversation, turn, text

Nobody has rated these chats, so this asks for less than the truth about a mood: that it is what the
customer's next words show. For every decay and length of the window it prints the correlation of
the mood before a message with that message's score, over all messages that have both, and, against
the window in use (six messages, 0.8), the 95 % interval of the difference by a bootstrap over whole
conversations (500 rounds, seeded).
"""
import csv
import json
import random
import subprocess
import sys

SLOTS, DECAY = 6, 0.8
DECAYS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
LENGTHS = (2, 3, 4, 6, 10)
ROUNDS, SEED = 500, 7


def conversations(paths):
    found = {}
    for path in paths:
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.setdefault((path, row["conversation"]), []).append(row["text"])
    return list(found.values())


def scored(earshot, chats):
    """Each chat as the scores of its messages; those without one take no part."""
    lines = "".join("en\t" + text.replace("\n", " ") + "\n" for chat in chats for text in chat)
    out = subprocess.run([earshot, "score", "--tsv"], input=lines, capture_output=True, text=True,
                         check=True).stdout
    scores = (json.loads(line).get("score") for line in out.splitlines())
    return [[s for s in (next(scores) for _ in chat) if s is not None] for chat in chats]


def sums(chat, slots, decay):
    """Of the pairs (mood so far, next score): n, Σx, Σy, Σxx, Σyy, Σxy."""
    n = x1 = y1 = xx = yy = xy = 0
    for i in range(1, len(chat)):
        window = chat[max(0, i - slots):i][::-1]
        weights = [decay ** k for k in range(len(window))]
        x = sum(w * s for w, s in zip(weights, window)) / sum(weights)
        y = chat[i]
        n, x1, y1 = n + 1, x1 + x, y1 + y
        xx, yy, xy = xx + x * x, yy + y * y, xy + x * y
    return n, x1, y1, xx, yy, xy


def correlation(parts):
    n, x, y, xx, yy, xy = (sum(column) for column in zip(*parts))
    return (n * xy - x * y) / ((n * xx - x * x) * (n * yy - y * y)) ** 0.5


def interval(ours, other, chats, rand):
    differences = []
    for _ in range(ROUNDS):
        pick = [rand.randrange(chats) for _ in range(chats)]
        differences.append(correlation([other[i] for i in pick])
                           - correlation([ours[i] for i in pick]))
    differences.sort()
    return differences[int(ROUNDS * 0.025)], differences[int(ROUNDS * 0.975)]


def main():
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 64
    chats = [c for c in scored(sys.argv[1], conversations(sys.argv[2:])) if len(c) > 1]
    ours = [sums(c, SLOTS, DECAY) for c in chats]
    pairs = sum(p[0] for p in ours)
    print(f"{len(chats)} chats, {pairs} messages with one before them\n")
    print("| messages | decay | correlation with the next score | against 6 and 0.8 |")
    print("|---|---|---|---|")
    rand = random.Random(SEED)
    for slots in LENGTHS:
        for decay in DECAYS if slots == SLOTS else (DECAY, 1.0):
            other = [sums(c, slots, decay) for c in chats]
            low, high = interval(ours, other, len(chats), rand)
            print(f"| {slots} | {decay} | {correlation(other):.4f} | {low:+.4f} .. {high:+.4f} |",
                  flush=True)
    return 0


sys.exit(main())
