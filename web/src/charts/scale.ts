// Small scales for small charts: numbers and times to pixels, and where the ticks stand. Pure.

export type Scale = (v: number) => number;

/** Straight from [d0, d1] to [r0, r1]; a domain without width goes to the middle. */
export function linear(d0: number, d1: number, r0: number, r1: number): Scale {
  const width = d1 - d0;
  return (v) => (width === 0 ? (r0 + r1) / 2 : r0 + ((v - d0) / width) * (r1 - r0));
}

export interface Band { at: (i: number) => number; width: number }

/** `n` bands side by side in [r0, r1], `gap` of each left free, none wider than `most`. */
export function band(n: number, r0: number, r1: number, gap = 0.25, most = 48): Band {
  const step = (r1 - r0) / Math.max(1, n);
  const width = Math.min(most, step * (1 - gap));
  return { at: (i) => r0 + step * i + (step - width) / 2, width };
}

/** Round numbers from at most `lo` to at least `hi`, about `n` of them: steps of 1, 2 or 5. */
export function ticks(lo: number, hi: number, n = 4): number[] {
  if (!(hi > lo)) return [lo];
  const rough = (hi - lo) / n;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999) ?? power * 10;
  const from = Math.floor(lo / step + 1e-9);
  const to = Math.ceil(hi / step - 1e-9);
  return Array.from({ length: to - from + 1 }, (_, i) => Number(((from + i) * step).toPrecision(12)));
}

/** Every how many of `n` labels one may stand, if `px` fit `each` pixels wide. */
export function every(n: number, px: number, each: number): number {
  return Math.max(1, Math.ceil(n / Math.max(1, Math.floor(px / each))));
}
