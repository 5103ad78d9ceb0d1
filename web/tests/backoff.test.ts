import { describe, expect, it } from "vitest";
import { backoff_ms, is_final } from "../src/wire/backoff";

describe("Coming back", () => {
  it("waits longer each time, at most half a minute", () => {
    const longest = [0, 1, 2, 3, 10, 1000].map((n) => backoff_ms(n, 0.999999));
    expect(longest).toEqual([500, 1000, 2000, 4000, 30000, 30000]);
  });
  it("spreads over the whole wait, so that not all come at once", () => {
    expect(backoff_ms(4, 0)).toBe(150);
    expect(backoff_ms(4, 0.5)).toBeGreaterThan(3500);
    expect(backoff_ms(4, 0.5)).toBeLessThan(4500);
  });
  it("is pointless after a no, and right after a not now", () => {
    expect([4500, 4501, 4503, 4505].every(is_final)).toBe(true);
    expect([1001, 1006, 4000, 4001, 4004, 4005, 4008, 4009].some(is_final)).toBe(false);
  });
});
