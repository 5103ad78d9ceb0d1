import { beforeEach, describe, expect, it } from "vitest";
import { bytes, clock, dash, duration, list, number, percent, signed } from "../src/words/format";
import { language } from "../src/words/words";

beforeEach(() => void (language.value = "en"));

describe("Formats", () => {
  it("write numbers as the reader does", () => {
    expect(number(1234.5, 1)).toBe("1,234.5");
    language.value = "da";
    expect(number(1234.5, 1)).toBe("1.234,5");
    language.value = "fi";
    expect(number(1234.5, 1).replace(/\s/g, " ")).toBe("1 234,5");
    expect(percent(0.42).replace(/\s/g, " ")).toBe("42 %");
  });
  it("show the sign of a score, a real minus, and none for zero", () => {
    expect([signed(-0.414), signed(0.5), signed(0)]).toEqual(["−0.41", "+0.50", "0.00"]);
  });
  it("have a real minus everywhere, and none before what is nothing", () => {
    expect([number(-126.14, 1), number(-0.2), percent(-0.03), duration(-2500)]).toEqual(["−126.1", "0", "−3%", "−2.5 sec"]);
  });
  it("show a dash for what is not there", () => {
    expect([number(null), percent(undefined), duration(NaN), signed(null)]).toEqual([dash, dash, dash, dash]);
  });
  it("let clocks run past an hour", () => {
    expect([clock(-5), clock(65_000), clock(3_725_000)]).toEqual(["0:00", "1:05", "1:02:05"]);
  });
  it("choose the unit of a length", () => {
    expect([duration(250), duration(2400), duration(90_000)]).toEqual(["250 ms", "2.4 sec", "1.5 min"]);
    expect([bytes(0), bytes(31_000_000)]).toEqual(["0 kB", "31 MB"]);
  });
  it("join lists", () => {
    expect(list(["a", "b", "c"])).toBe("a, b and c".replace(" and", ", and"));
  });
});
