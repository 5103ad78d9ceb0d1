// How long to wait before trying again: doubling from half a second, at most half a minute, with full
// jitter, so that thousands who were cut at once do not come back at once.

const first_ms = 500;
const most_ms = 30_000;
const least_ms = 150;

/** Milliseconds before attempt `n` (0: the first one after a cut). `random` is in [0, 1). */
export function backoff_ms(n: number, random: number): number {
  const ceiling = Math.min(most_ms, first_ms * 2 ** Math.min(n, 16));
  return Math.round(least_ms + random * (ceiling - least_ms));
}

/** True where coming back unchanged is pointless: the server has said no, not "not now". */
export function is_final(close_code: number): boolean {
  return close_code >= 4500 && close_code < 4600;
}
