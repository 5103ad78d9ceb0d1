import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, shoot, start_browser, visit, type Visit } from "./browser";
import { customer, office, type Office } from "./office";
import { token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office("--ephemeral")]);
  await o.admin.command("queue.members", { queue: "support", supervisors: ["vera", "sanna"] });
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

const supervisor = (user: string, hash = ""): Promise<Visit> => visit(browser, o.server.url + hash, token(user, "supervisor"));
const very_angry = ["This is terrible, I hate your awful service.", "I am furious, this is the worst company, I hate it.", "Horrible, disgusting, I hate you all."];

async function fall(conversation: string): Promise<void> {
  for (const text of very_angry) await o.say(conversation, text);
}

describe("A supervisor who is alerted", () => {
  it("sees who, how and with which words; takes one, which the others see; ignores another", async () => {
    await customer(o, "a1", { name: "Ana" });
    await customer(o, "a2", { name: "Noah" });
    const [vera, sanna] = await Promise.all([supervisor("vera"), supervisor("sanna")]);
    await vera.page.getByText("No alerts").waitFor();
    await fall("a1");
    await fall("a2");
    const card = (v: Visit, id: string) => v.page.locator(`.alert_card[data-conversation="${id}"]`);
    await card(vera, "a1").getByText("Ana").waitFor();
    await card(vera, "a1").locator("q").first().waitFor();
    expect((await card(vera, "a1").locator("q").allTextContents()).join(" ")).toMatch(/terrible|hate|awful|furious|worst|horrible/i);
    await card(sanna, "a2").waitFor();
    expect(await faults(vera.page)).toEqual([]);
    await shoot(vera.page, "wall-alerts");
    await card(vera, "a2").getByRole("button", { name: "Ignore" }).click();
    await Promise.all([vera, sanna].map((v) => card(v, "a2").waitFor({ state: "detached" })));
    await card(vera, "a1").getByRole("button", { name: "Monitor" }).click();
    await vera.page.locator(".monitor").getByText("You watch silently").waitFor();
    await card(sanna, "a1").getByText("vera is on it").waitFor();
    await customer(o, "a3", { name: "Emma" });
    await fall("a3");
    await vera.page.locator('.alert_brief [data-conversation="a3"]').click();
    await vera.page.locator(".monitor").getByRole("heading", { name: "Emma" }).waitFor();
    expect([...vera.wrong, ...sanna.wrong]).toEqual([]);
    await Promise.all([vera.context.close(), sanna.context.close()]);
  });
});

describe("A supervisor who steps in", () => {
  it("whispers to the agent, who answers; the customer's side hears none of it", async () => {
    await customer(o, "s1", { name: "Olivia" });
    await o.say("s1", "What does it cost?");
    const mette = await visit(browser, `${o.server.url}#/desk/s1`, token("mette", "agent"));
    const vera = await supervisor("vera", "#/wall/s1");
    await vera.page.getByLabel("Whisper to the agent").fill("Offer her the family plan");
    await vera.page.getByRole("button", { name: "Whisper" }).click();
    await mette.page.getByRole("log").getByText("Offer her the family plan").waitFor();
    await mette.page.getByLabel("Answer the whisper").fill("Will do");
    await mette.page.getByRole("button", { name: "Whisper" }).click();
    await vera.page.locator(".monitor .chat").getByText("Will do").waitFor();
    const told = JSON.stringify(await o.chat.query("conversation", { conversation: "s1" }));
    expect(told).toContain("What does it cost?");
    expect(told).not.toContain("family plan");
    expect([...mette.wrong, ...vera.wrong]).toEqual([]);
    await Promise.all([mette.context.close(), vera.context.close()]);
  });

  it("joins, writes, and the agent sees who does", async () => {
    await customer(o, "s2", { name: "Elias" });
    const mette = await visit(browser, `${o.server.url}#/desk/s2`, token("mette", "agent"));
    const vera = await supervisor("vera", "#/wall/s2");
    await vera.page.getByRole("button", { name: "Join" }).click();
    await vera.page.getByRole("dialog").getByRole("button", { name: "Join" }).click();
    await mette.page.getByText("vera has joined").waitFor();
    await vera.page.getByLabel("Your reply").fill("I am Vera, may I help?");
    await vera.page.keyboard.press("Enter");
    await mette.page.getByRole("log").getByText("I am Vera, may I help?").waitFor();
    expect([...mette.wrong, ...vera.wrong]).toEqual([]);
    await Promise.all([mette.context.close(), vera.context.close()]);
  });

  it("moves a conversation to another queue", async () => {
    await customer(o, "s3", { name: "Maja", agent: "" });
    const vera = await supervisor("vera", "#/wall/s3");
    await vera.page.locator(".monitor").getByText("Waiting for an agent").waitFor();
    const row = (queue: string) => vera.page.locator('.row_line[data-conversation="s3"]').filter({ hasText: queue });
    await row("Support").waitFor();
    await o.chat.command("conversation.transfer", { conversation: "s3", queue: "danish" });
    await row("Kundeservice").waitFor();
    expect(vera.wrong).toEqual([]);
    await vera.context.close();
  });
});
