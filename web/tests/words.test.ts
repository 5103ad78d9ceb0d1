import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogues, count, language, t, t_or } from "../src/words/words";

// Words that are the same in two languages, or no words at all.
const same_in_danish = new Set([
  "level.neutral", "tone.neutral", "role.admin", "channel.chat", "channel.email", "error.other", "reason.other.do", "sellers.chat", "presence.offline", "runtime.per_s",
  "kpi.pause", "runtime.person.id", "send", "agent", "outcome.none",
]);
const same_in_finnish = new Set(["channel.chat", "error.other", "reason.other.do", "runtime.per_s"]);

const { en } = catalogues;

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe("The catalogues", () => {
  for (const [name, same] of [["da", same_in_danish], ["fi", same_in_finnish]] as const) {
    const other = catalogues[name];
    it(`${name} has the same keys, in the same order`, () => {
      expect(Object.keys(other)).toEqual(Object.keys(en));
    });
    it(`${name} leaves nothing in English`, () => {
      const left = Object.entries(en).filter(([k, v]) => other[k as keyof typeof en] === v && !same.has(k));
      expect(left).toEqual([]);
    });
    it(`${name} fills in the same things`, () => {
      for (const [k, v] of Object.entries(en)) expect([k, holes(other[k as keyof typeof en])]).toEqual([k, holes(v)]);
    });
  }
  it("uses the terms that were agreed on", () => {
    expect(catalogues.da["role.supervisor"]).toBe("Tilsynsførende");
    expect(catalogues.da["level.slightly_negative"]).toBe("Svagt negativ");
    expect(catalogues.fi["mood"]).toBe("Asiakasasenne");
    expect(catalogues.fi["kpi.talk_ratio"]).toBe("Puhe-kuuntelusuhde");
    expect(catalogues.fi["sellers.history"]).toBe("Puheluhistoria");
  });
});

describe("A word", () => {
  it("changes with the language at once", () => {
    language.value = "fi";
    expect(t("send")).toBe("Lähetä");
    language.value = "da";
    expect(t("desk.waits", { time: "0:10" })).toBe("venter 0:10");
    language.value = "en";
  });
  it("is counted as its language counts", () => {
    expect(count("mood.evidence", 1)).toBe("from 1 message");
    expect(count("mood.evidence", 2)).toBe("from 2 messages");
  });
  it("falls back where the server names something new", () => {
    expect(t_or("reason.something_new", "reason.other")).toBe("Not scored.");
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((f) => {
    const path = join(folder, f);
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(f) ? [path] : [];
  });
}

describe("The sources", () => {
  const all = sources(join(__dirname, "../src"));
  const text = all.filter((f) => !/words\/\w+\.ts$/.test(f)).map((f) => readFileSync(f, "utf8")).join("\n");
  it("say nothing in English of their own", () => {
    const markup = all.filter((f) => f.endsWith(".tsx")).flatMap((f) => [...readFileSync(f, "utf8").matchAll(/>\s*([A-Z][a-z]{2,}[a-z ]*)\s*</g)].map((m) => m[1]));
    expect(markup.filter((w) => !["Earshot", "Promise"].includes(w ?? ""))).toEqual([]);
  });
  it("need no word that is not there, and have none that nobody needs", () => {
    const used = new Set([...text.matchAll(/"([a-z_]+(?:\.[a-z_]+)+|[a-z_]+)"/g)].map((m) => m[1]));
    const stems = [...text.matchAll(/`([a-z_.]+)\.\$\{/g), ...text.matchAll(/count\("([a-z_.]+)"/g)].map((m) => `${m[1]}.`);
    const unused = Object.keys(en).filter((k) => !used.has(k) && !stems.some((s) => k.startsWith(s)));
    expect(unused).toEqual([]);
  });
});
