import { describe, expect, it } from "vitest";
import { band, every, linear, ticks } from "../src/charts/scale";
import { figures_of } from "../src/live/seller";
import { asked, period_of } from "../src/live/period";
import { stretches } from "../src/live/stretches";
import type { Message } from "../src/wire/types";

describe("Scales", () => {
  it("go straight, also backwards, and put a single value in the middle", () => {
    expect(linear(0, 10, 0, 100)(2.5)).toBe(25);
    expect(linear(0, 1, 100, 0)(0.25)).toBe(75);
    expect(linear(5, 5, 0, 100)(5)).toBe(50);
  });
  it("stand ticks on round numbers that enclose the values", () => {
    expect(ticks(0, 1)).toEqual([0, 0.5, 1]);
    expect(ticks(0, 97)).toEqual([0, 50, 100]);
    expect(ticks(-3, 3, 6)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect(ticks(4, 4)).toEqual([4]);
  });
  it("keep bands inside and apart", () => {
    const b = band(4, 0, 400, 0.25, 1000);
    expect([b.width, b.at(0), b.at(3) + b.width]).toEqual([75, 12.5, 387.5]);
    expect(band(1, 0, 400).width).toBe(48);
  });
  it("leave labels out where there is no room", () => {
    expect([every(10, 1000, 60), every(100, 600, 60), every(5, 0, 60)]).toEqual([1, 10, 5]);
  });
});

describe("A period", () => {
  const now = new Date(2026, 10, 22, 10, 20);
  it("reaches from its preset to a little after now", () => {
    for (const p of ["day", "week", "month", "all"] as const) {
      const { from, to } = period_of(p, now);
      expect(Date.parse(to)).toBeGreaterThan(now.getTime());
      expect(Date.parse(from)).toBeLessThan(now.getTime() - 23 * 3_600_000);
    }
    expect(new Date(period_of("month", now).from).getDate()).toBe(1);
  });
  it("asks for everything without saying since when", () => {
    expect(asked(period_of("all", now))).toEqual({ period: "all" });
    expect(Object.keys(asked(period_of("week", now)))).toEqual(["from", "to"]);
  });
  it("takes whole days of one's own, and a week where they make no sense", () => {
    const own = period_of("custom", now, "2026-11-01", "2026-11-02");
    expect(Date.parse(own.to) - Date.parse(own.from)).toBe(2 * 86_400_000);
    expect(period_of("custom", now, "2026-11-05", "2026-11-01").preset).toBe("week");
    expect(period_of("custom", now, "", "").preset).toBe("week");
  });
});

describe("Figures", () => {
  it("are one, or one for each basis", () => {
    const one = { mean: 1, pooled: 1, n: 2 };
    expect(figures_of(one)).toEqual([one]);
    expect(figures_of({ ...one, basis: "ms", by_basis: { ms: { ...one, basis: "ms" }, words: { ...one, basis: "words" } } }).map((f) => f.basis)).toEqual(["ms", "words"]);
    expect(figures_of(undefined)).toEqual([]);
  });
});

describe("A timeline", () => {
  const m = (n: number, more: Partial<Message>): Message => ({ message: n, author: { role: "customer" }, text: "one two three", at: "2026-01-01T00:00:00.000Z", ...more });
  it("stands spoken messages by their clock", () => {
    expect(stretches([m(1, { start_ms: 1000, duration_ms: 2000 }), m(2, { start_ms: 5000, duration_ms: 500 })]).map((s) => [s.from, s.to])).toEqual([[0, 2000], [4000, 4500]]);
  });
  it("stands written ones by their time", () => {
    expect(stretches([m(1, {}), m(2, { at: "2026-01-01T00:00:10.000Z" })]).map((s) => s.from)).toEqual([0, 10_000]);
    expect(stretches([])).toEqual([]);
  });
});
