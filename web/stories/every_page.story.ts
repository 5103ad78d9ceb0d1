import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, shoot, start_browser, visit, type Eyes } from "./browser";
import { customer, office, sales_team, type Office } from "./office";
import { token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office("--ephemeral")]);
  await customer(o, "p1", { with_bot: true });
  await o.say("p1", "This is terrible, I hate your awful service.");
  await o.chat.command("conversation.message", { conversation: "p1", text: "I am sorry, I will send you a new one today.", author: { role: "agent", id: "mette" } });
  await customer(o, "p2", { queue: "danish", name: "Freja", language: "da" });
  await o.say("p2", "Mange tak, det er en fantastisk god service!");
  await customer(o, "p3", { name: "Noah", agent: "" });
  await o.say("p3", "Hello?");
  await sales_team(o);
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

// Each page as somebody sees it who works on it; the last one is a page that is not for them.
const pages: [string, string, string[], string][] = [
  ["sign_in", "", [], "form"],
  ["desk", "#/desk/p1", ["mette", "agent"], ".chat"],
  ["wall", "#/wall", ["vera", "supervisor"], ".row_line"],
  ["monitor", "#/wall/p1", ["vera", "supervisor"], ".monitor .chat"],
  ["team", "#/sellers", ["maria", "manager"], ".team table"],
  ["seller", "#/sellers/mette", ["maria", "manager"], ".chart svg"],
  ["call", "#/sellers/mette%2Fs1", ["maria", "manager"], ".transcript .line"],
  ["runtime", "#/runtime", ["root", "admin"], ".tile"],
  ["playground", "#/playground", ["web-chat", "connector"], ".score"],
  ["refused", "#/wall", ["mette", "agent"], ".state"],
];

async function look(name: string, hash: string, who: string[], sign: string, eyes: Eyes, file?: string): Promise<string[]> {
  const t = who[0] ? token(who[0], ...who.slice(1)) : null;
  const { page, wrong, context } = await visit(browser, o.server.url + hash, t, eyes);
  await page.locator(sign).first().waitFor();
  if (name === "desk") await page.locator(".why_box summary").click().then(() => page.locator(".shares").first().waitFor());
  await page.waitForTimeout(100);
  const found: string[] = [];
  if (file) await shoot(page, file);
  else
    for (const language of ["en", "da", "fi"]) {
      await page.locator("header select").selectOption(language);
      found.push(...(await faults(page)).map((f) => `${language}: ${f}`));
    }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await context.close();
  return [...found, ...wrong, ...(wide > 0 ? [`${wide} px wider than the screen`] : [])].map((f) => `${name} ${JSON.stringify(eyes)}: ${f}`);
}

describe("Every page", () => {
  for (const scheme of ["light", "dark"] as const)
    for (const [name, hash, who, sign] of pages)
      it(`is open to everybody in three languages: no fault that axe finds, ${name}, ${scheme}`, async () => {
        expect(await look(name, hash, who, sign, { scheme })).toEqual([]);
      });

  it("fits screens of three widths, and is kept as pictures", async () => {
    const found: string[] = [];
    for (const [width, height] of [[320, 640], [820, 1100], [1440, 900]] as const)
      for (const [name, hash, who, sign] of pages) found.push(...(await look(name, hash, who, sign, { width, height }, `${name}-${width}`)));
    for (const [name, hash, who, sign] of pages) found.push(...(await look(name, hash, who, sign, { width: 1440, height: 900, scheme: "dark" }, `${name}-dark`)));
    expect(found).toEqual([]);
  });

  it("changes its language at once", async () => {
    const { page, context } = await visit(browser, o.server.url, token("vera", "supervisor"));
    await page.getByRole("link", { name: "Wall" }).waitFor();
    await page.getByLabel("Language", { exact: true }).selectOption("fi");
    await page.getByRole("link", { name: "Tilannekuva" }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("fi");
    await page.locator("header select").selectOption("da");
    await page.getByRole("link", { name: "Overblik" }).waitFor();
    await page.locator(".row_line").getByText(/negativ/i).first().waitFor();
    await context.close();
  });

  for (const [hash, who] of [["wall", ["mette", "agent"]], ["runtime", ["mette", "agent"]], ["desk", ["root", "admin"]], ["sellers", ["root", "admin"]]] as const)
    it(`says why, and who can change it, where one may not look: ${hash} as ${who[1]}`, async () => {
      const { page, wrong, context } = await visit(browser, `${o.server.url}#/${hash}`, token(who[0], who[1]));
      await page.getByText("Not for you to see").waitFor();
      await page.getByText("Whoever issues your token can give you the role.").waitFor();
      await page.getByText(`You are signed in as ${who[0] === "mette" ? "Mette" : "Root"}`).waitFor();
      await page.locator(".state .button").click(); // to a page of one's own
      await page.getByText("Not for you to see").waitFor({ state: "detached" });
      expect(wrong).toEqual([]);
      await context.close();
    });
});
