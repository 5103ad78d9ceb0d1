import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shoot, start_browser, visit } from "./browser";
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

describe("The first minute of the demo", () => {
  it("shows a full wall of four queues, a mood that falls and recovers, and why", async () => {
    const wall = await visit(browser, running.url, null, { hints: true });
    await wall.page.getByText("This is a demo").waitFor();
    await wall.page.locator('[data-person="vera"]').click();
    await wall.page.locator(".queue").nth(3).waitFor();
    await wall.page.locator(".row_line").nth(8).waitFor();
    expect(await wall.page.locator(".queue").count()).toBe(4);
    await wall.page.getByText("Your first minute").waitFor();
    const freja = wall.page.locator(".row_line", { hasText: "Freja" });
    await wall.page.getByLabel("Search").fill("Freja");
    await wall.page.locator('.row_line[data-value="-3"]', { hasText: "Freja" }).waitFor({ timeout: 30_000 });
    expect(seconds()).toBeGreaterThan(9);
    await freja.first().getByRole("link").click();
    await wall.page.locator(".monitor").getByText("Why?").click();
    await wall.page.locator(".monitor .shares .what", { hasText: /skuffet|vred|elendigt|utilfreds/ }).first().waitFor();
    await shoot(wall.page, "first-minute-why");
    await wall.page.locator('.monitor .mood_header[data-value="2"], .monitor .mood_header[data-value="1"]').waitFor({ timeout: 30_000 });
    expect(seconds()).toBeGreaterThan(24);
    await shoot(wall.page, "first-minute-recovered");
    expect(wall.wrong).toEqual([]);
    await wall.context.close();
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
      await door.page.getByRole("button", { name: "Sign out" }).click();
    }
    expect(door.wrong).toEqual([]);
    await door.context.close();
  });

  it("ends on SIGTERM", async () => {
    expect(await running.stop("SIGTERM")).toBe(0);
  });
});
