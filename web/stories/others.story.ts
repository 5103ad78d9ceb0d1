import { spawnSync } from "node:child_process";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start_browser, visit } from "./browser";
import { office, type Office } from "./office";
import { Server, token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office("--ephemeral")]);
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

describe("The playground", () => {
  it("reads a sentence, says why, and why not", async () => {
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/playground`, token("mette", "agent"));
    await page.getByLabel("How does this sound?").fill("I hate this terrible service");
    await page.locator(".verdict .shares .what", { hasText: "terrible" }).waitFor();
    await page.getByLabel("How does this sound?").fill("...");
    await page.locator(".verdict").getByText("Nothing in it to score.").waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("plays customer, bot and agent, shows every frame, and gives them as a program that runs", async () => {
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/playground`, token("web-chat", "connector"));
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Start a conversation" }).click();
    await page.getByLabel("With the bot").check();
    await page.getByRole("button", { name: "Start a conversation" }).click();
    const write = async (as: string, text: string) => {
      await page.locator(".segments label", { hasText: as }).click();
      await page.getByLabel("Message", { exact: true }).fill(text);
      await page.keyboard.press("Enter");
      await page.locator(".stage .chat").getByText(text).waitFor();
    };
    await write("Bot", "Hello, what is it about?");
    await write("Customer", "My parcel is late");
    await page.getByRole("button", { name: "Hand over to the queue" }).click();
    await page.locator(".stage .talk_head").getByText("Waiting for an agent").waitFor();
    expect(await page.locator('.frame_log [data-direction="out"]').count()).toBeGreaterThan(4);
    expect(await page.locator('.frame_log [data-direction="in"]').count()).toBeGreaterThan(4);
    await page.locator('[data-copy="curl"]').click();
    const program = (await page.evaluate(() => navigator.clipboard.readText()))
      .replace("YOUR_TOKEN", token("other-chat", "connector")).replaceAll("play-", "curl-");
    if (spawnSync("curl", ["--version"]).status === 0) {
      const said = spawnSync("bash", { input: program, encoding: "utf8", timeout: 30_000 }).stdout;
      expect(said).toContain('"type":"welcome"');
      expect(said).toContain('"message":2');
      expect(said).not.toContain('"type":"error"');
    }
    expect(wrong).toEqual([]);
    await context.close();
  });
});

describe("An administrator", () => {
  it("is led through the first steps on an empty store", async () => {
    const empty = await new Server().start("--ephemeral");
    const { page, wrong, context } = await visit(browser, `${empty.url}#/runtime`, token("root", "admin"));
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    const form = page.locator("form", { has: page.getByRole("button", { name: "New queue" }) });
    await form.getByLabel("Id", { exact: true }).fill("support");
    await form.getByLabel("Name").fill("Support");
    await form.getByLabel("Agents").fill("mette, john");
    await form.getByLabel("Supervisors").fill("vera");
    await form.getByLabel("Languages").fill("en da");
    await form.getByRole("button", { name: "New queue" }).click();
    await page.locator('.set_up li[data-done="true"]').nth(1).waitFor();
    await page.getByRole("switch", { name: "Sentiment, Support" }).click();
    await page.getByRole("heading", { name: "First steps" }).waitFor({ state: "detached" });
    await form.getByLabel("Id", { exact: true }).fill("support");
    await form.getByRole("button", { name: "New queue" }).click();
    await page.getByText("It exists already.").waitFor();
    expect(wrong).toEqual([]);
    await context.close();
    await empty.remove();
  });

  it("sees how the server is", async () => {
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/runtime`, token("root", "admin"));
    await page.locator(".tile", { hasText: "Sessions" }).locator(".big", { hasText: /^[1-9]/ }).waitFor();
    await page.getByText("All figures of the server").click();
    await page.getByText("earshot_resident_memory_bytes").waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });
});
