"""The figures of docs/figures.md, computed apart from the server: plain Python over a list of utterances.

An utterance is a dict: side ("customer", "seller"), start, end (ms), words, and score or None.
"""
import re

WORD = re.compile(r"\w+(?:['’.]\w+)*")  # good enough for the plain English of the calls
NOISE = re.compile(r"\[[A-Za-z_-]+\]|<[A-Za-z_-]+>")


def words_of(text):
    return len(WORD.findall(NOISE.sub(" ", text)))


def read_call(path):
    """Rows of ../shared/data/calls: offset_ms is the clock that both sides share."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        field = line.rstrip("\n").split("\t")
        rows.append({"side": "seller" if field[2] == "agent" else "customer", "start": int(field[7]),
                     "duration": int(field[1]), "text": field[6]})
    return rows


STYLE = ("talk_ratio", "talking_speed", "switches", "switches_per_hour", "pause", "longest_customer_monologue")


def sums(utterances):
    """What a conversation adds to the pooled figures: by figure what is divided by what."""
    turns = sorted((u for u in utterances if u["words"] > 0), key=lambda u: u["start"])
    talk = {side: sum(u["end"] - u["start"] for u in turns if u["side"] == side) for side in ("seller", "customer")}
    words = sum(u["words"] for u in turns if u["side"] == "seller")
    pairs = list(zip(turns, turns[1:]))
    pauses = [max(0, b["start"] - a["end"]) for a, b in pairs if (a["side"], b["side"]) == ("customer", "seller")]
    switches = sum(a["side"] != b["side"] for a, b in pairs)
    length = turns[-1]["end"] - turns[0]["start"] if turns else 0
    return {"talk_ratio": (talk["seller"], talk["seller"] + talk["customer"]), "talking_speed": (words, talk["seller"] / 60_000),
            "switches": (switches, 1), "switches_per_hour": (switches, length / 3_600_000),
            "pause": (sum(pauses), len(pauses))}


def period(conversations):
    """The figures of a seller's period over spoken conversations: mean, pooled and n of each, None where there is none."""
    counted = [c for c in conversations if any(u["words"] > 0 for u in c)]
    each = [figures(c) for c in counted]
    style = {}
    for name in STYLE:
        having = [(f, c) for f, c in zip(each, counted) if f[name] is not None]
        if not having:
            style[name] = {"mean": None, "pooled": None, "n": 0}
            continue
        values = [f[name] for f, _ in having]
        if name == "longest_customer_monologue":
            pooled = max(values)
        else:
            over, under = map(sum, zip(*(sums(c)[name] for _, c in having)))
            pooled = over / under if under else 0
        style[name] = {"mean": mean(values), "pooled": pooled, "n": len(values)}
    shares = [f["sentiment_share"] for f in each if f["sentiment_share"]]
    mood = {k: mean([s[k] for s in shares]) for k in ("positive", "neutral", "negative")}
    return {"conversations": len(counted), "style": style, "sentiment": mood}


def mean(values):
    return sum(values) / len(values) if values else None


def figures(utterances, spoken=True):
    """All figures of one conversation; None where a figure is not defined."""
    order = sorted(enumerate(utterances), key=lambda x: (x[1]["start"], x[0]))
    turns = [u for _, u in order if u["words"] > 0]
    size = (lambda u: u["end"] - u["start"]) if spoken else (lambda u: u["words"])
    sides = {side: [u for u in turns if u["side"] == side] for side in ("seller", "customer")}
    talk = {side: sum(map(size, all_)) for side, all_ in sides.items()}
    total = talk["seller"] + talk["customer"]
    both = sides["seller"] and sides["customer"] and total
    pairs = list(zip(turns, turns[1:]))
    switches = sum(a["side"] != b["side"] for a, b in pairs)
    length = turns[-1]["end"] - turns[0]["start"] if turns else 0
    pauses = [max(0, b["start"] - a["end"]) for a, b in pairs
              if a["side"] == "customer" and b["side"] == "seller"]
    runs, run = [], []
    for u in turns + [{"side": "seller"}]:
        if u["side"] == "customer":
            run.append(u)
        elif run:
            runs.append(max(x["end"] for x in run) - run[0]["start"] if spoken
                        else sum(x["words"] for x in run))
            run = []
    scores = [u["score"] for _, u in order if u.get("score") is not None]
    k = max(1, len(scores) // 3)
    start, end = (mean(scores[:k]), mean(scores[-k:])) if scores else (None, None)
    share = {"positive": mean([s > 0.1 for s in scores]), "negative": mean([s < -0.1 for s in scores]),
             "neutral": mean([-0.1 <= s <= 0.1 for s in scores])} if scores else None
    return {
        "talk_ratio": talk["seller"] / total if both else None,
        "talking_speed": sum(u["words"] for u in sides["seller"]) / (talk["seller"] / 60_000)
        if spoken and talk["seller"] else None,
        "switches": switches,
        "switches_per_hour": switches / (length / 3_600_000) if length else None,
        "pause": mean(pauses),
        "longest_customer_monologue": max(runs) if runs else None,
        "sentiment_share": share,
        "sentiment_start": start,
        "sentiment_end": end,
        "sentiment_trend": None if start is None else end - start,
    }
