import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, shoot, start_browser, visit } from "./browser";
import { office, sales_team, type Office } from "./office";
import { token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office("--ephemeral")]);
  await sales_team(o);
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

describe("A sales manager", () => {
  it("sees the team, a seller's figures with charts and tables, and opens a conversation", async () => {
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

  it("comments on one line, and the seller has it the same second", async () => {
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
    const heard = seller.page.locator(".transcript li.line").nth(1);
    await heard.getByText("A clear promise, well done").waitFor({ timeout: 3000 });
    await heard.getByRole("button", { name: "Answer" }).click();
    await seller.page.getByRole("dialog").getByRole("textbox").fill("Thank you!");
    await seller.page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await line.locator(".answer").getByText("Thank you!").waitFor({ timeout: 3000 });
    await line.getByRole("button", { name: "Edit" }).click();
    await manager.page.getByRole("dialog").getByRole("textbox").fill("A clear promise, very well done");
    await manager.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await heard.getByText("very well done").waitFor({ timeout: 3000 });
    await heard.getByText("edited").first().waitFor();
    expect(await faults(manager.page)).toEqual([]);
    expect([...manager.wrong, ...seller.wrong]).toEqual([]);
    await Promise.all([manager.context.close(), seller.context.close()]);
  });

  it("keeps a comment private unless it is shared", async () => {
    const manager = await visit(browser, `${o.server.url}#/sellers/${encodeURIComponent("mette/s2")}`, token("maria", "manager"));
    const seller = await visit(browser, `${o.server.url}#/sellers/${encodeURIComponent("mette/s2")}`, token("mette", "agent"));
    const whole = manager.page.locator(".beside");
    await whole.getByRole("button", { name: "Comment" }).click();
    await manager.page.getByRole("dialog").getByRole("textbox").fill("To talk about next week");
    await manager.page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
    await whole.getByText("To talk about next week").waitFor();
    await seller.page.locator(".transcript li.line").nth(1).waitFor();
    await seller.page.waitForTimeout(500);
    expect(await seller.page.getByText("To talk about next week").count()).toBe(0);
    expect([...manager.wrong, ...seller.wrong]).toEqual([]);
    await Promise.all([manager.context.close(), seller.context.close()]);
  });

  it("sees the same numbers as the seller", async () => {
    const look = async (user: string, role: string) => {
      const { page, wrong, context } = await visit(browser, `${o.server.url}#/sellers/mette`, token(user, role));
      await page.locator('[data-figure="talk_ratio"] .big', { hasText: /\d\d%/ }).waitFor();
      await page.locator(".history tbody tr").nth(7).waitFor();
      const seen = [...(await page.locator(".style_figures .big").allTextContents()), ...(await page.locator(".shares_text b").allTextContents()), ...(await page.locator(".history tbody td").allTextContents())];
      expect(wrong).toEqual([]);
      await context.close();
      return seen;
    };
    const hers = await look("mette", "agent");
    expect(hers.length).toBeGreaterThan(40);
    expect(await look("maria", "manager")).toEqual(hers);
  });
});

describe("A seller", () => {
  it("ticks off what was promised, and the manager sees it done", async () => {
    const seller = await visit(browser, `${o.server.url}#/sellers/${encodeURIComponent("mette/s4")}`, token("mette", "agent"));
    const box = (v: typeof seller) => v.page.getByRole("checkbox", { name: /I will send you a new one/ });
    await box(seller).check();
    await seller.page.locator('[data-item] button', { hasText: "line 2" }).click();
    await seller.page.locator('.line[data-message="2"][data-here="true"]').waitFor();
    const manager = await visit(browser, `${o.server.url}#/sellers/${encodeURIComponent("mette/s4")}`, token("maria", "manager"));
    await expect.poll(() => box(manager).isChecked()).toBe(true);
    expect([...seller.wrong, ...manager.wrong]).toEqual([]);
    await Promise.all([seller.context.close(), manager.context.close()]);
  });

  it("sees nobody else, and is told so", async () => {
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/sellers/john`, token("mette", "agent"));
    await page.getByText("Not for you to see").waitFor();
    await page.locator(".state p").nth(2).waitFor(); // what access.explain says
    await page.getByRole("link", { name: "Sellers" }).click();
    await page.getByRole("heading", { name: "Seller details" }).waitFor();
    expect(await page.getByLabel("Seller", { exact: true }).locator("option").allTextContents()).toEqual(["Mette Holm"]);
    expect(wrong).toEqual([]);
    await context.close();
  });
});
