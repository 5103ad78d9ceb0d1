// Lists as people type them into a form. Pure.

export const lines_of = (text: string | undefined): string[] => (text ?? "").split("\n").map((l) => l.trim()).filter(Boolean);

export interface Competitor { name: string; aliases: string[] }

/** "Acme: Acme Inc, ACM" → a name and its other names. */
export function competitor_of(line: string): Competitor {
  const [name = "", others = ""] = line.split(":");
  return { name: name.trim(), aliases: others.split(",").map((a) => a.trim()).filter(Boolean) };
}

export const line_of = (c: Competitor): string => (c.aliases.length > 0 ? `${c.name}: ${c.aliases.join(", ")}` : c.name);
