import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start_browser, visit } from "./browser";
import { customer, office, type Office } from "./office";
import { token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office()]);
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

describe("Two browsers at once", () => {
  it("the supervisor switches sentiment off and the agent's face disappears", async () => {
    await customer(o, "t1");
    await o.say("t1", "I hate this, it is terrible");
    const agent = await visit(browser, `${o.server.url}#/desk/t1`, token("mette", "agent"));
    const wall = await visit(browser, o.server.url, token("vera", "supervisor"));
    await agent.page.locator('.mood_header[data-value^="-"]').waitFor();
    const face = wall.page.locator('.row_line[data-conversation="t1"][data-value^="-"]');
    await face.waitFor();
    const button = wall.page.locator('[data-queue="support"] [data-switch="sentiment"]');
    await button.click();
    await agent.page.getByText("Sentiment is switched off for this queue.").waitFor();
    expect(await agent.page.locator(".bubble .tick .face").count()).toBe(0);
    expect(await agent.page.getByText("is read by a program").count()).toBe(0); // nor does it say that it is analysed
    await wall.page.locator('.row_line[data-conversation="t1"][data-value="none"]').waitFor();
    await wall.page.locator('[data-queue="support"]').locator(".changed", { hasText: "vera" }).waitFor();
    await button.click();
    await agent.page.locator('.mood_header[data-value^="-"]').waitFor();
    await face.waitFor();
    await agent.page.locator(".bubble .tick .face").waitFor();
    await agent.page.getByText("is read by a program").waitFor();
    expect([...agent.wrong, ...wall.wrong]).toEqual([]);
    await Promise.all([agent.context.close(), wall.context.close()]);
  });
});

describe("A server that goes away", () => {
  it("leaves a calm sign, and everything is there again after it came back", async () => {
    await customer(o, "t2", { name: "Saga" });
    await o.say("t2", "First question");
    const agent = await visit(browser, `${o.server.url}#/desk/t2`, token("mette", "agent"));
    const log = agent.page.getByRole("log");
    await log.getByText("First question").waitFor();
    await o.server.stop("SIGKILL");
    await agent.page.getByText("nothing is lost").waitFor();
    expect(await log.getByText("First question").count()).toBe(1);
    await agent.page.getByLabel("Your reply").fill("Written while it was away");
    await agent.page.keyboard.press("Enter");
    await o.server.start();
    o.chat = await o.server.program("web-chat", "connector");
    await agent.page.locator('.sign[data-sign="live"]').waitFor({ timeout: 40_000 });
    await log.getByText("Written while it was away").waitFor();
    await o.say("t2", "Second question");
    await log.getByText("Second question").waitFor();
    expect(await log.getByText("First question").count()).toBe(1);
    expect(await log.getByText("Written while it was away").count()).toBe(1);
    expect(agent.wrong).toEqual([]);
    await agent.context.close();
  });
});
