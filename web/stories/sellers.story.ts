import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, shoot, start_browser, visit } from "./browser";
import { office, type Office } from "./office";
import { knows, token } from "./server";

let browser: Browser;
let o: Office;
let built = false;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office("--ephemeral")]);
  built = await knows(o.admin, "query", "team.overview");
  if (!built) return;
  await o.admin.command("team.set", { team: "nordic", managers: ["maria"], sellers: ["mette", "john"] });
  await o.admin.command("user.set", { user: "mette", name: "Mette Holm", mail: "mette@example.com" });
  await o.admin.command("trackers.set", { scope: "all", keywords: ["invoice"], competitors: [{ name: "Fjordnet", aliases: [] }] });
  for (let i = 0; i < 12; ++i) await call(`s${i}`, i % 3 === 0 ? "john" : "mette", i + 1);
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

/** A closed call, `days` ago. */
async function call(conversation: string, agent: string, days: number): Promise<void> {
  const began = Date.now() - days * 86_400_000;
  const at = (ms: number) => new Date(began + ms).toISOString();
  await o.chat.command("conversation.open", { conversation, queue: "support", channel: "voice", customer: { id: `u-${conversation}`, name: "Ana" }, at: at(0) });
  await o.chat.command("conversation.assign", { conversation, agent });
  const lines: [string, string][] = [
    ["customer", days % 2 ? "This is terrible, my invoice is wrong again" : "Hello, I have a question about my invoice"],
    ["agent", "I am sorry about that, I will send you a new one by Friday."],
    ["customer", days % 4 ? "Thank you, that is great help" : "Fjordnet is cheaper and I am disappointed"],
    ["agent", "Is there anything else I can do?"],
  ];
  for (const [i, [role, text]] of lines.entries())
    await o.chat.command("conversation.message", { conversation, text, author: role === "agent" ? { role, id: agent } : { role }, at: at(i * 6000), start_ms: i * 6000, duration_ms: 4000 });
  await o.chat.command("conversation.close", { conversation, outcome: days % 2 ? "unsolved" : "solved", at: at(26_000) });
}

describe("A sales manager", () => {
  it("sees the team, a seller's figures with charts and tables, and opens a conversation", async (story) => {
    if (!built) return story.skip("this server has no insights yet");
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/sellers`, token("maria", "manager"), { width: 1440, height: 1000 });
    await page.getByText("All", { exact: true }).click();
    const team = page.getByRole("region", { name: "Team overview" });
    await team.getByRole("link", { name: "Mette Holm" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await shoot(page, "sellers-team");
    await team.getByRole("link", { name: "Mette Holm" }).click();
    const ratio = page.locator('[data-figure="talk_ratio"]');
    await ratio.locator(".big", { hasText: /\d\d%/ }).waitFor();
    await page.locator(".chart svg rect.ratio").first().waitFor();
    await page.locator(".chart summary", { hasText: "As table" }).first().click();
    expect(await page.locator(".chart").first().locator("tbody tr").count()).toBeGreaterThan(0);
    expect(await faults(page)).toEqual([]);
    await page.screenshot({ path: "../build/screenshots/sellers-seller.png", fullPage: true });
    await ratio.getByText("Conversations behind it").click();
    await ratio.getByRole("link").first().waitFor();
    await page.locator(".history tbody a").first().click();
    await page.locator(".transcript li.line").nth(3).waitFor();
    await page.locator(".chart .said").nth(3).waitFor();
    expect(await faults(page)).toEqual([]);
    await shoot(page, "sellers-conversation");
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("comments on one line, and the seller has it the same second", async (story) => {
    if (!built) return story.skip("this server has no insights yet");
    const manager = await visit(browser, `${o.server.url}#/sellers/${encodeURIComponent("mette/s1")}`, token("maria", "manager"));
    const seller = await visit(browser, `${o.server.url}#/sellers/${encodeURIComponent("mette/s1")}`, token("mette", "agent"));
    await Promise.all([manager, seller].map((v) => v.page.locator(".transcript li.line").nth(1).waitFor()));
    const line = manager.page.locator(".transcript li.line").nth(1);
    await line.hover();
    await line.getByRole("button", { name: "Comment" }).click();
    const dialog = manager.page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("A clear promise, well done");
    await dialog.getByLabel("Share with the seller").check();
    await dialog.getByRole("button", { name: "Add" }).click();
    await seller.page.locator(".transcript li.line").nth(1).getByText("A clear promise, well done").waitFor({ timeout: 3000 });
    expect([...manager.wrong, ...seller.wrong]).toEqual([]);
    await Promise.all([manager.context.close(), seller.context.close()]);
  });
});
