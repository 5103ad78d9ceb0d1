// The text of /metrics, read; and how much a counter grows in a second. Pure.

export interface Metric { name: string; help: string; type: string; labels: string; value: number }

/** Prometheus' text format, as far as the server uses it. What is no number is left out. */
export function parse_metrics(text: string): Metric[] {
  const help = new Map<string, string>();
  const type = new Map<string, string>();
  const found: Metric[] = [];
  for (const line of text.split("\n")) {
    const about = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (about) (about[1] === "HELP" ? help : type).set(about[2] ?? "", about[3] ?? "");
    const one = /^([a-zA-Z_:][\w:]*)(\{.*\})? (\S+)/.exec(line);
    const value = Number(one?.[3]);
    if (!one?.[1] || Number.isNaN(value)) continue;
    const family = help.has(one[1]) ? one[1] : one[1].replace(/_(bucket|sum|count)$/, "");
    found.push({ name: one[1], help: help.get(family) ?? "", type: type.get(family) ?? "", labels: one[2] ?? "", value });
  }
  return found;
}

export interface Sample { at: number; values: Record<string, number> }

export function sample(metrics: Metric[], at: number): Sample {
  return { at, values: Object.fromEntries(metrics.map((m) => [m.name + m.labels, m.value])) };
}

/** Growth per second between each two samples; a restart counts as nothing. */
export function rates(samples: Sample[], name: string): number[] {
  return samples.slice(1).map((s, i) => {
    const before = samples[i] as Sample;
    const grown = (s.values[name] ?? 0) - (before.values[name] ?? 0);
    const seconds = (s.at - before.at) / 1000;
    return grown < 0 || seconds <= 0 ? 0 : grown / seconds;
  });
}

export const last = (all: number[]): number => all.at(-1) ?? 0;

/** The values of one metric by one of its labels, in the order of the server. */
export function by_label(metrics: Metric[], name: string, label: string): [string, number][] {
  const value = new RegExp(`${label}="([^"]*)"`);
  return metrics.filter((m) => m.name === name).map((m) => [value.exec(m.labels)?.[1] ?? "", m.value]);
}

/** The value below which a share `q` lies, from a histogram's cumulative buckets; null where it has none. */
export function quantile(metrics: Metric[], name: string, q: number): number | null {
  const buckets = metrics
    .filter((m) => m.name === `${name}_bucket`)
    .map((m) => ({ up_to: Number(/le="([^"]+)"/.exec(m.labels)?.[1]?.replace("+Inf", "Infinity")), count: m.value }))
    .sort((a, b) => a.up_to - b.up_to);
  const all = buckets.at(-1)?.count ?? 0;
  if (all === 0) return null;
  let below = { up_to: 0, count: 0 };
  for (const b of buckets) {
    if (b.count >= q * all) {
      if (b.up_to === Infinity) return below.up_to;
      const share = b.count === below.count ? 1 : (q * all - below.count) / (b.count - below.count);
      return below.up_to + share * (b.up_to - below.up_to);
    }
    below = b;
  }
  return null;
}
