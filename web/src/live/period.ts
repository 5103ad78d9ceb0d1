// The periods one can look at; pure.

export type Preset = "day" | "week" | "days30" | "month" | "all" | "custom";
export const presets: Preset[] = ["day", "week", "days30", "month", "all", "custom"];

export interface Period { preset: Preset; from: string; to: string }

const hour_ms = 3_600_000;

/** The beginning of the reader's day, or of the month. */
function local(now: Date, day: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), day);
}

/** RFC 3339 times of a preset; `to` is a little ahead, so that what happens now is in it. */
export function period_of(preset: Preset, now: Date, from_day = "", to_day = ""): Period {
  const soon = new Date(Math.ceil((now.getTime() + hour_ms) / hour_ms) * hour_ms);
  const since = (ms: number) => new Date(soon.getTime() - ms);
  const made = (from: Date, to: Date): Period => ({ preset, from: from.toISOString(), to: to.toISOString() });
  switch (preset) {
    case "day": return made(since(25 * hour_ms), soon);
    case "week": return made(new Date(local(now, now.getDate() - 6)), soon);
    case "days30": return made(new Date(local(now, now.getDate() - 29)), soon);
    case "month": return made(local(now, 1), soon);
    case "all": return made(new Date(Date.UTC(2000, 0, 1)), soon);
    case "custom": {
      const from = new Date(`${from_day}T00:00:00`);
      const to = new Date(`${to_day}T00:00:00`);
      to.setDate(to.getDate() + 1);
      return Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) || to <= from ? period_of("week", now) : made(from, to);
    }
  }
}

/** A period as queries take it: where everything is meant, the server knows where that begins. */
export function asked(p: Period): { from: string; to: string } | { period: "all" } {
  return p.preset === "all" ? { period: "all" } : { from: p.from, to: p.to };
}

export const time_zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
