import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, shoot, start_browser, visit, type Visit } from "./browser";
import { customer, office, type Office } from "./office";
import { token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office("--ephemeral", "--set", "routing.offer_timeout_ms=8000")]);
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

const agent = (user: string): Promise<Visit> => visit(browser, o.server.url, token(user, "agent"));
const be_available = (v: Visit) => v.page.getByLabel("Presence").selectOption("available");

describe("An agent who is available", () => {
  it("is offered a customer with a countdown, declines, and accepts when it comes again", async () => {
    const john = await agent("john");
    const { page } = john;
    await page.getByText("You get no offers while you are “Offline”.").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Switch to Available" }).click();
    await expect.poll(() => page.getByLabel("Presence").inputValue()).toBe("available");
    await customer(o, "o1", { name: "Ida", agent: "" });
    const offer = page.locator('.offer[data-conversation="o1"]');
    await offer.getByText("Ida in").waitFor();
    const left = async () => Number.parseInt((await offer.getByRole("timer").textContent()) ?? "", 10);
    const first = await left();
    expect(first).toBeGreaterThan(3);
    await expect.poll(left).toBeLessThan(first);
    expect(await faults(page)).toEqual([]);
    await shoot(page, "desk-offer");
    await offer.getByRole("button", { name: "Decline" }).click();
    await offer.waitFor({ state: "detached" });
    await offer.waitFor({ timeout: 12_000 }); // nobody else is there: again after a while
    await offer.getByRole("button", { name: "Accept" }).click();
    await page.getByRole("heading", { name: "Ida" }).first().waitFor();
    await page.getByLabel("Your reply").fill("Hello Ida");
    await page.keyboard.press("Enter");
    await page.getByRole("log").getByText("Hello Ida").waitFor();
    await offer.waitFor({ state: "detached" });
    expect(john.wrong).toEqual([]);
    await john.context.close();
  });

  it("is set to away, and told why, after two offers without an answer", async () => {
    const john = await agent("john");
    await be_available(john);
    await customer(o, "o2", { name: "Saga", agent: "" });
    const offer = john.page.locator('.offer[data-conversation="o2"]');
    await offer.waitFor();
    await john.page.getByText("two offers in a row went unanswered").waitFor({ timeout: 30_000 });
    expect(await john.page.getByLabel("Presence").inputValue()).toBe("away");
    expect(await offer.count()).toBe(0);
    await john.page.locator(".waiting_room").getByText("Saga").waitFor();
    await john.page.locator(".waiting_room li", { hasText: "Saga" }).getByRole("button", { name: "Take" }).click();
    await john.page.getByRole("heading", { name: "Saga" }).first().waitFor();
    expect(john.wrong).toEqual([]);
    await john.context.close();
  });

  it("hands a customer on to a colleague, and keeps them until the colleague has accepted", async () => {
    await customer(o, "o3", { name: "Onni" });
    await o.say("o3", "Can somebody else help me?");
    const [mette, john] = await Promise.all([agent("mette"), agent("john")]);
    await mette.page.locator('[data-conversation="o3"]').click();
    await mette.page.getByRole("button", { name: "Transfer" }).click();
    const dialog = mette.page.getByRole("dialog");
    await dialog.getByLabel("To a person").selectOption("john");
    await dialog.getByRole("button", { name: "Transfer" }).click();
    const offer = john.page.locator('.offer[data-conversation="o3"]');
    await offer.getByText("handed on by mette").waitFor();
    expect(await mette.page.locator('.talk_entry[data-conversation="o3"]').count()).toBe(1);
    await mette.page.getByText("Waiting for john to accept").waitFor();
    await mette.page.getByRole("button", { name: "Take back" }).click();
    await offer.waitFor({ state: "detached" });
    await mette.page.getByText("Waiting for john to accept").waitFor({ state: "detached" });
    await mette.page.getByRole("button", { name: "Transfer" }).click();
    await dialog.getByLabel("To a person").selectOption("john");
    await dialog.getByRole("button", { name: "Transfer" }).click();
    await offer.waitFor();
    await offer.getByRole("button", { name: "Accept" }).click();
    await john.page.getByRole("log").getByText("Can somebody else help me?").waitFor();
    await mette.page.locator('.talk_entry[data-conversation="o3"]').waitFor({ state: "detached" });
    expect([...mette.wrong, ...john.wrong]).toEqual([]);
    await Promise.all([mette.context.close(), john.context.close()]);
  });

  it("is alerted when a conversation out of focus falls, and goes there by one key", async () => {
    await customer(o, "o4", { name: "Freja" });
    await customer(o, "o5", { name: "Liam" });
    const mette = await agent("mette");
    await mette.page.locator('[data-conversation="o4"]').click();
    await mette.page.getByRole("heading", { name: "Freja" }).first().waitFor();
    await o.say("o5", "This is terrible, I hate your awful service.");
    const alert = mette.page.locator(".alert", { hasText: "Liam" });
    await alert.waitFor();
    await shoot(mette.page, "desk-alert");
    await alert.focus();
    await mette.page.keyboard.press("Enter");
    await mette.page.getByRole("heading", { name: "Liam" }).first().waitFor();
    await alert.waitFor({ state: "detached" });
    expect(mette.wrong).toEqual([]);
    await mette.context.close();
  });
});
