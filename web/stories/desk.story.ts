import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shoot, start_browser, visit, type Visit } from "./browser";
import { customer, office, type Office } from "./office";
import { token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office("--ephemeral")]);
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

const sign_in = (user: string, role: string): Promise<Visit> => visit(browser, o.server.url, token(user, role));

describe("An agent at the desk", () => {
  it("signs in with a token", async () => {
    const { page, wrong, context } = await visit(browser, o.server.url, null);
    await page.click("button[type=submit]");
    await page.getByText("Paste a token first").waitFor();
    await page.getByLabel("Token or ticket").fill(token("mette", "agent"));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("link", { name: "Desk" }).waitFor();
    await page.getByText("No conversations right now").first().waitFor();
    await expect.poll(() => context.cookies().then((all) => all.map((c) => [c.name, c.httpOnly, c.sameSite]))).toEqual([["earshot", true, "Strict"]]);
    await page.reload();
    await page.getByRole("link", { name: "Desk" }).waitFor();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    expect(kept).not.toContain("eyJ"); // no script can read the token
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Token or ticket").waitFor();
    await expect.poll(() => context.cookies()).toEqual([]);
    await page.reload();
    await page.getByLabel("Token or ticket").waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("signs in with a one-time ticket in the address, and stays signed in", async () => {
    const answer = await fetch(`${o.server.url}v1/tickets`, { method: "POST", headers: { Authorization: `Bearer ${token("mette", "agent")}` } });
    const { ticket } = (await answer.json()) as { ticket: string };
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/ticket/${ticket}`, null);
    await page.getByRole("link", { name: "Desk" }).waitFor();
    expect(page.url()).not.toContain(ticket);
    await page.reload();
    await page.getByRole("link", { name: "Desk" }).waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("is told kindly when the token is no good", async () => {
    const { page, context } = await visit(browser, o.server.url, "nonsense");
    await page.getByText("did not accept this sign-in").waitFor();
    await page.getByLabel("Token or ticket").waitFor();
    await context.close();
  });

  it("sees the mood fall while the customer writes, and why", async () => {
    await customer(o, "d1", { with_bot: true });
    const { page, wrong, context } = await sign_in("mette", "agent");
    await page.locator('[data-conversation="d1"]').click();
    await page.getByText("Until here the customer talked to the bot").waitFor();
    const mood = page.locator(".mood_header");
    await o.say("d1", "This is terrible, I hate your awful service.");
    await page.locator('.mood_header[data-value^="-"]').waitFor();
    expect(await mood.locator(".strip li:not(.empty)").count()).toBe(2);
    await page.getByText("Why?").click();
    await page.locator(".shares .what").first().waitFor();
    const words = await page.locator(".shares .what").allTextContents();
    expect(words.join(" ")).toMatch(/terrible|hate|awful/);
    await shoot(page, "desk-why");
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("answers, notes, and ends the conversation", async () => {
    await customer(o, "d2", { name: "Noah" });
    await o.say("d2", "Where is my parcel?");
    const { page, wrong, context } = await sign_in("mette", "agent");
    await page.locator('[data-conversation="d2"] .unread').waitFor();
    await page.locator('[data-conversation="d2"]').click();
    await page.getByLabel("Your reply").fill("It arrives today.");
    await page.keyboard.press("Enter");
    await page.getByRole("log").getByText("It arrives today.").waitFor();
    await page.getByLabel("New note").fill("Call back tomorrow");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Call back tomorrow").waitFor();
    await page.getByRole("button", { name: "End conversation" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Outcome").selectOption("solved");
    await dialog.getByRole("button", { name: "End conversation" }).click();
    await page.locator('[data-conversation="d2"]').waitFor({ state: "detached" });
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("keeps a reply that was begun while another conversation is looked at", async () => {
    await customer(o, "draft1", { name: "Ida" });
    await customer(o, "draft2", { name: "Kim" });
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/desk/draft1`, token("mette", "agent"));
    const reply = page.getByLabel("Your reply");
    await reply.fill("I am looking it up");
    await page.locator('[data-conversation="draft2"]').click();
    await page.waitForURL((url) => url.href.includes("draft2"));
    await expect.poll(() => reply.inputValue()).toBe("");
    await reply.fill("Hello Kim");
    await page.locator('[data-conversation="draft1"]').click();
    await expect.poll(() => reply.inputValue()).toBe("I am looking it up");
    await reply.press("Enter");
    await page.getByRole("log").getByText("I am looking it up").waitFor();
    await page.locator('[data-conversation="draft2"]').click();
    await expect.poll(() => reply.inputValue()).toBe("Hello Kim");
    await page.locator('[data-conversation="draft1"]').click();
    await expect.poll(() => reply.inputValue()).toBe("");
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("reads a conversation back to its first word, though a snapshot has the newest only", async () => {
    await customer(o, "long", { name: "Long" });
    for (let i = 1; i <= 60; ++i) await o.say("long", `${i}: ${"a long story about a parcel ".repeat(200)}`);
    const { page, wrong, context } = await visit(browser, `${o.server.url}#/desk/long`, token("mette", "agent"));
    await page.locator('.bubble[data-message="60"]').waitFor();
    expect(await page.locator('.bubble[data-message="1"]').count()).toBe(0);
    await page.getByRole("button", { name: "Show earlier messages" }).click();
    await page.locator('.bubble[data-message="1"]').waitFor();
    expect(await page.locator(".bubble").count()).toBe(60);
    expect(await page.getByRole("button", { name: "Show earlier messages" }).count()).toBe(0);
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("is told why there is no mood: switched off, or a language that is not scored", async () => {
    await o.admin.command("queue.create", { queue: "quiet", name: "Quiet", members: ["mette"], supervisors: ["vera"], languages: ["en"] });
    await customer(o, "d3", { queue: "quiet" });
    const { page, context } = await sign_in("mette", "agent");
    await page.locator('[data-conversation="d3"]').click();
    await page.getByText("Sentiment is switched off for this queue.").waitFor();
    await o.admin.command("queue.configure", { queue: "quiet", sentiment: true });
    await o.say("d3", "Det er virkelig dårlig service, jeg er meget utilfreds og vred.");
    await page.locator(".mood_header.off").getByText("This language is not scored in this queue.").waitFor();
    await context.close();
  });

  it("can do all of it by keyboard alone", async () => {
    await customer(o, "k1", { name: "Ida", agent: "john" });
    await o.say("k1", "Good morning!");
    await customer(o, "k2", { name: "Emma", agent: "john" });
    const { page, wrong, context } = await sign_in("john", "agent");
    await page.locator('[data-conversation="k2"]').waitFor();
    const press = (key: string) => page.keyboard.press(key);
    await page.getByRole("heading", { name: "Ida" }).first().waitFor(); // the first one is open already
    await press("Alt+ArrowDown");
    await page.getByRole("heading", { name: "Emma" }).first().waitFor();
    await press("Alt+ArrowUp");
    await page.getByRole("heading", { name: "Ida" }).first().waitFor();
    await press("Alt+KeyW");
    await page.locator(".why_box[open]").waitFor();
    await press("Alt+KeyR");
    await page.keyboard.type("Good morning, Ida.");
    await press("Enter");
    await page.getByRole("log").getByText("Good morning, Ida.").waitFor();
    await press("Tab"); // to the button beside the field
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Send");
    for (let i = 0; i < 40 && !(await page.evaluate(() => document.activeElement?.textContent === "End conversation")); ++i) await press("Shift+Tab");
    await press("Enter");
    await page.getByRole("dialog").waitFor();
    await press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(wrong).toEqual([]);
    await context.close();
  });
});
