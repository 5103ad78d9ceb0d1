import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, shoot, start_browser, visit } from "./browser";
import { demo } from "./server";

let browser: Browser;
let running: Awaited<ReturnType<typeof demo>>;
let began = 0;
beforeAll(async () => {
  browser = await start_browser();
  running = await demo();
  began = Date.now();
});
afterAll(async () => {
  await browser?.close();
  await running?.stop("SIGKILL");
});
const seconds = () => (Date.now() - began) / 1000;

/** Signs in as one of the people of the picker. */
async function as(person: string): Promise<{ page: Page; wrong: string[]; close: () => Promise<void> }> {
  const { page, wrong, context } = await visit(browser, running.url, null, { hints: true });
  await page.locator(`[data-person="${person}"]`).click();
  await page.locator("nav a").first().waitFor();
  return { page, wrong, close: () => context.close() };
}

describe("The first minute of the demo", () => {
  it("shows a full wall of four queues, a mood that falls, why, the alert, and how an apology mends it", async () => {
    const wall = await visit(browser, running.url, null, { hints: true });
    const { page } = wall;
    await page.getByText("This is a demo").waitFor();
    await page.locator('[data-person="vera"]').click();
    await page.locator(".queue").nth(3).waitFor();
    await page.locator(".row_line").nth(8).waitFor();
    expect(await page.locator(".queue").count()).toBe(4);
    expect(Number.parseInt((await page.locator(".list_head h2").textContent()) ?? "", 10)).toBeGreaterThan(19);
    await page.getByText("Your first minute 1/5").waitFor();
    await page.getByRole("button", { name: "Show me" }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Freja");
    await page.keyboard.press("Enter");
    await page.locator('.monitor .mood_header[data-value^="-"]').waitFor({ timeout: 20_000 });
    expect(seconds()).toBeGreaterThan(9);
    await page.locator(".monitor").getByText("Why?").click();
    await page.locator(".monitor .shares .what", { hasText: /skuffet|vred|elendigt|utilfreds/ }).first().waitFor();
    await shoot(page, "first-minute-why");
    await page.getByRole("link", { name: "Close", exact: true }).click();
    const alert = page.locator(".alert_card", { hasText: "Freja" });
    await alert.waitFor({ timeout: 20_000 });
    expect(seconds()).toBeGreaterThan(19);
    await alert.locator("q", { hasText: /skuffet|vred|elendigt|utilfreds|forfærdeligt|dårligt/ }).first().waitFor();
    await shoot(page, "first-minute-alert");
    await alert.getByRole("button", { name: "Monitor" }).click();
    await page.locator('.monitor .mood_header[data-value="2"], .monitor .mood_header[data-value="1"]').waitFor({ timeout: 30_000 });
    expect(seconds()).toBeGreaterThan(24);
    await shoot(page, "first-minute-recovered");
    expect(wall.wrong).toEqual([]);
    await wall.context.close();
  });

  it("has hints that lead to the switch, to the sellers and to the playground", async () => {
    const { page, wrong, close } = await as("vera");
    const hints = page.getByRole("complementary", { name: "Your first minute" });
    const next = async (n: number) => {
      await hints.getByRole("button", { name: "Next" }).click();
      await hints.getByText(`${n}/5`).waitFor();
    };
    await next(2);
    await next(3);
    await hints.getByRole("button", { name: "Show me" }).click();
    await page.locator("[data-switch=sentiment].pointed").waitFor();
    await page.keyboard.press("Space");
    const off = page.locator('.queue:has([data-switch=sentiment][aria-checked="false"])');
    await off.waitFor();
    const name = await off.locator("h2").textContent();
    await expect.poll(() => page.locator('.row_line:not([data-value="none"])', { hasText: name ?? "" }).count()).toBe(0);
    await page.locator("[data-switch=sentiment][aria-checked=false]").click();
    await next(4);
    await hints.getByRole("button", { name: "As Maria" }).click();
    await page.getByRole("link", { name: "Mette" }).first().waitFor();
    expect(await page.locator(".team .history tbody tr").count()).toBe(10); // nine sellers and their median
    await page.getByText("May need coaching").first().waitFor();
    await shoot(page, "first-minute-sellers");
    await next(5);
    await hints.getByRole("button", { name: "Show me" }).click();
    await page.getByLabel("How does this sound?").waitFor();
    await page.getByRole("button", { name: "Hide the hints" }).click();
    await hints.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("link", { name: "Sellers" }).waitFor(); // still Maria, and still without hints
    expect(await hints.count()).toBe(0);
    expect(wrong).toEqual([]);
    await close();
  });

  it("has calls to listen to: what the manager has commented on", async () => {
    const { page, wrong, close } = await as("maria");
    await page.getByRole("link", { name: "Mette" }).first().click();
    await page.getByLabel("With comments").check();
    await page.locator(".history tbody a").first().click();
    await page.getByText("the customer knows at once what happens next").waitFor();
    await expect.poll(() => page.locator("audio").evaluate((a: HTMLAudioElement) => a.duration)).toBeGreaterThan(3);
    await page.getByRole("button", { name: /^Play from/ }).nth(2).click();
    await page.locator('.line[data-here="true"]').waitFor();
    await shoot(page, "first-minute-recording");
    expect(wrong).toEqual([]);
    await close();
  });

  it("lets two tabs be two people, who may step in without ending the show", async () => {
    const [vera, mette] = await Promise.all([as("vera"), as("mette")]);
    await vera.page.getByLabel("Search").fill("Support");
    await vera.page.getByLabel("Queue", { exact: true }).selectOption("support");
    await vera.page.getByLabel("Search").fill("");
    await vera.page.getByLabel("Status", { exact: true }).selectOption("active");
    await vera.page.locator(".row_line a").first().click();
    await vera.page.getByRole("button", { name: "End conversation" }).click();
    await vera.page.getByRole("dialog").getByRole("button", { name: "End conversation" }).click();
    await vera.page.locator(".monitor").getByText("Closed").waitFor();
    await mette.page.getByLabel("Presence").selectOption("available");
    const offered = await mette.page.locator(".offer").first().getAttribute("data-conversation");
    await mette.page.locator(`.offer[data-conversation="${offered}"]`).getByRole("button", { name: "Accept" }).click();
    await mette.page.waitForURL((url) => url.href.includes(`${offered}`)); // another conversation may still stand there
    await mette.page.getByLabel("Your reply").fill("Hej, det er mig!");
    await mette.page.keyboard.press("Enter");
    await mette.page.getByRole("log").getByText("Hej, det er mig!").waitFor();
    await mette.page.getByLabel("Presence").selectOption("busy");
    await new Promise((done) => setTimeout(done, 6000)); // what was meant to be said next is refused meanwhile
    await vera.page.getByRole("link", { name: "Wall" }).click();
    expect((await fetch(`${running.url}readyz`)).status).toBe(200);
    expect(await vera.page.locator('.sign[data-sign="live"]').count()).toBe(1);
    expect([...vera.wrong, ...mette.wrong]).toEqual([]);
    await Promise.all([vera.close(), mette.close()]);
  });

  it("lets one be anybody: each of the people signs in", async () => {
    const door = await visit(browser, running.url, null);
    await door.page.locator("[data-person]").first().waitFor();
    const all = await door.page.locator("[data-person]").evaluateAll((buttons) => buttons.map((b) => b.getAttribute("data-person") ?? ""));
    expect(all.length).toBeGreaterThan(9);
    for (const person of ["admin", "mette", "maria", "web-chat"]) {
      expect(all).toContain(person);
      await door.page.locator(`[data-person="${person}"]`).click();
      await door.page.locator("nav a").first().waitFor();
      if (person === "admin") {
        await door.page.locator(".queues_table tbody tr").nth(3).waitFor();
        expect(await door.page.locator(".queues_table tbody tr").count()).toBe(4); // the past is in the same four
        expect(await door.page.locator(".set_up").count()).toBe(0);
      }
      await door.page.getByRole("button", { name: "Sign out" }).click();
    }
    expect(door.wrong).toEqual([]);
    await door.context.close();
  });

  for (const scheme of ["light", "dark"] as const)
    it(`has a door that is open to everybody in three languages, ${scheme}`, async () => {
      const door = await visit(browser, running.url, null, { scheme });
      await door.page.locator("[data-person]").first().waitFor();
      for (const language of ["en", "da", "fi"]) {
        await door.page.locator("header select").selectOption(language);
        expect(await faults(door.page)).toEqual([]);
      }
      await shoot(door.page, `door-${scheme}`);
      expect(door.wrong).toEqual([]);
      await door.context.close();
    });

  it("ends on SIGTERM", async () => {
    expect(await running.stop("SIGTERM")).toBe(0);
  });
});
