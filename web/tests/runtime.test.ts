import { describe, expect, it } from "vitest";
import { by_label, parse_metrics, quantile, rates, sample } from "../src/pages/runtime/metrics";
import { competitor_of, line_of, lines_of } from "../src/pages/runtime/lists";
import { as_curl, as_python, as_typescript } from "../src/pages/playground/snippets";

const text = `# HELP earshot_sessions Open sessions.
# TYPE earshot_sessions gauge
earshot_sessions 12
# HELP x_seconds Time of x.
# TYPE x_seconds histogram
x_seconds_bucket{le="0.001"} 50
x_seconds_bucket{le="0.01"} 100
x_seconds_bucket{le="+Inf"} 100
x_seconds_count 100
nonsense
`;

describe("Metrics", () => {
  it("are read with their help; what is no number is left out", () => {
    const all = parse_metrics(text);
    expect(all[0]).toEqual({ name: "earshot_sessions", help: "Open sessions.", type: "gauge", labels: "", value: 12 });
    expect(all).toHaveLength(5);
    expect(all[1]?.help).toBe("Time of x.");
  });
  it("grow per second, and a restart counts as nothing", () => {
    const s = (at: number, n: number) => sample([{ name: "a", help: "", type: "", labels: "", value: n }], at);
    expect(rates([s(0, 10), s(2000, 30), s(4000, 5)], "a")).toEqual([10, 0]);
  });
  it("are told apart by a label", () => {
    const all = parse_metrics('earshot_actors{kind="desk"} 3\nearshot_actors{kind="queue"} 4\nother{kind="desk"} 9\n');
    expect(by_label(all, "earshot_actors", "kind")).toEqual([["desk", 3], ["queue", 4]]);
  });
  it("give quantiles within a bucket", () => {
    const all = parse_metrics(text);
    expect(quantile(all, "x_seconds", 0.5)).toBeCloseTo(0.001);
    expect(quantile(all, "x_seconds", 0.75)).toBeCloseTo(0.0055);
    expect(quantile(all, "y_seconds", 0.5)).toBeNull();
  });
});

describe("Forms", () => {
  it("read a competitor with its other names", () => {
    expect(competitor_of("Acme: Acme Inc, ACM")).toEqual({ name: "Acme", aliases: ["Acme Inc", "ACM"] });
    expect(competitor_of("Acme")).toEqual({ name: "Acme", aliases: [] });
    for (const line of ["Acme: Acme Inc, ACM", "Acme"]) expect(line_of(competitor_of(line))).toBe(line);
    expect(lines_of(" a \n\n b")).toEqual(["a", "b"]);
  });
});

describe("A copied program", () => {
  const frames = [{ type: "hello", v: 1, token: "secret" }, { type: "query", id: "1", what: "whoami", args: {} }];
  it("never holds a token", () => {
    for (const program of [as_python("ws://x", frames), as_typescript("ws://x", frames), as_curl("x:1", frames)]) {
      expect(program).not.toContain("secret");
      expect(program).toContain("YOUR_TOKEN");
      expect(program).toContain("whoami");
    }
  });
  it("has a place for one where a cookie or a ticket spoke for the page", () => {
    const program = as_python("ws://x", [{ type: "hello", v: 1 }, { type: "hello", v: 1, ticket: "k7f" }]);
    expect(program.match(/YOUR_TOKEN/g)).toHaveLength(2);
    expect(program).not.toContain("k7f");
  });
  it("survives a quotation mark in the shell", () => {
    expect(as_curl("x:1", [{ text: "it's" }])).toContain(`it'\\''s`);
  });
});
