import { spawnSync } from "node:child_process";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, shoot, start_browser, visit } from "./browser";
import { office, type Office } from "./office";
import { Server, token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office()]);
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
    await write("Agent", "I am looking for it");
    await page.locator(".stage .talk_head").getByText("In conversation").waitFor();
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
  it("is led through the first set-up on an empty store: queue, members, switches, token, first message", async () => {
    const empty = await new Server().start("--ephemeral");
    const { page, wrong, context } = await visit(browser, `${empty.url}#/runtime`, token("root", "admin"));
    const steps = page.locator(".set_up");
    const step = async (n: number, name: string) => {
      await steps.locator('li[aria-current="step"]').getByRole("heading", { name }).waitFor();
      expect(await steps.locator('li[data-done="true"]').count()).toBe(n - 1);
    };
    await step(1, "Make a queue");
    expect(await faults(page)).toEqual([]);
    await shoot(page, "set-up-1");
    await steps.getByLabel("Id", { exact: true }).fill("support");
    await steps.getByLabel("Name").fill("Support");
    await steps.getByLabel("Languages").fill("en da");
    await steps.getByRole("button", { name: "New queue" }).click();
    await step(2, "Name its agents and supervisors");
    await steps.getByLabel("Agents").fill("mette, john");
    await steps.getByLabel("Supervisors").fill("vera");
    await steps.getByRole("button", { name: "Save" }).click();
    await step(3, "Switch sentiment on");
    await steps.getByRole("button", { name: "On, for all languages" }).click();
    await step(4, "Give a connector its token");
    await steps.getByText("--user web-chat --role connector").waitFor();
    await steps.getByText("--user john --role agent").waitFor();
    await shoot(page, "set-up-4");
    await page.reload(); // in the middle of it
    await step(4, "Give a connector its token");
    await steps.getByRole("button", { name: "I have a token" }).click();
    await step(5, "Send the first message");
    await steps.getByRole("link", { name: "Playground" }).click();
    await page.getByLabel("A connector’s token").fill(token("web-chat", "connector"));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: "Start a conversation" }).click();
    await page.getByLabel("Message", { exact: true }).fill("Thank you, this is great!");
    await page.keyboard.press("Enter");
    await page.locator(".stage .chat").getByText("this is great").waitFor();
    await page.getByRole("link", { name: "Runtime" }).click();
    await steps.getByRole("heading", { name: "All set" }).waitFor();
    expect(await steps.locator('li[data-done="true"]').count()).toBe(5);
    await steps.getByRole("button", { name: "Close" }).click();
    await steps.waitFor({ state: "detached" });
    const vera = await visit(browser, empty.url, token("vera", "supervisor")); // it works: the mood is on the wall
    await vera.page.locator('.row_line[data-value="3"], .row_line[data-value="2"]').waitFor();
    const form = page.locator("form", { has: page.getByRole("button", { name: "New queue" }) });
    await form.getByLabel("Id", { exact: true }).fill("support");
    await form.getByRole("button", { name: "New queue" }).click();
    await page.getByText("It exists already.").waitFor();
    await page.getByRole("button", { name: "Change people" }).click();
    expect(await page.getByRole("dialog").getByLabel("Agents").inputValue()).toBe("john mette");
    expect([...wrong, ...vera.wrong]).toEqual([]);
    await Promise.all([context.close(), vera.context.close()]);
    await empty.remove();
  });

  it("makes teams, people and trackers, and finds them again to change them", async () => {
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/runtime`, token("root", "admin"));
    const card = (title: string) => page.locator(".forms > .card", { has: page.getByRole("heading", { name: title, exact: true }) });
    await card("Teams").getByLabel("Team", { exact: true }).fill("nordic");
    await card("Teams").getByLabel("Managers").fill("maria");
    await card("Teams").getByLabel("Sellers").fill("mette john");
    await card("Teams").getByRole("button", { name: "Save" }).click();
    await card("Teams").getByText("Sellers: john and mette").waitFor();
    await card("People").locator("li", { hasText: "mette" }).getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Mette Holm");
    await dialog.getByRole("button", { name: "Save" }).click();
    await card("People").getByText("Mette Holm").waitFor();
    await card("Trackers").getByLabel("Keywords").fill("invoice\noffer");
    await card("Trackers").getByLabel("Competitors").fill("Fjordnet: Fjord Net, FN");
    await card("Trackers").getByRole("button", { name: "Save" }).click();
    await card("Trackers").getByText("2 keywords · 1 competitor").waitFor();
    await card("Trackers").getByRole("button", { name: "Edit" }).click();
    expect(await dialog.getByLabel("Competitors").inputValue()).toBe("Fjordnet: Fjord Net, FN");
    expect(await faults(page)).toEqual([]);
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("sees how the server is", async () => {
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/runtime`, token("root", "admin"));
    await page.locator(".tile", { hasText: "Sessions" }).locator(".big", { hasText: /^[1-9]/ }).waitFor();
    await page.locator('[data-actors="conversation"]').getByText(/\d/).waitFor();
    await page.locator(".tile", { hasText: "Commit and fsync" }).getByText(/ms|µs/).first().waitFor();
    await page.locator(".tile", { hasText: "Request to answer" }).getByText("ms").first().waitFor();
    await page.getByText("All figures of the server").click();
    await page.getByText("earshot_resident_memory_bytes").waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });
});
