// Lists as people type them into a form. Pure.

export const lines_of = (text: string | undefined): string[] => (text ?? "").split("\n").map((l) => l.trim()).filter(Boolean);

/** "Acme: Acme Inc, ACM" → a name and its other names. */
export function competitor_of(line: string): { name: string; aliases: string[] } {
  const [name = "", others = ""] = line.split(":");
  return { name: name.trim(), aliases: others.split(",").map((a) => a.trim()).filter(Boolean) };
}
