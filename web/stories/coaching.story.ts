import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, shoot, start_browser, visit, type Visit } from "./browser";
import { office, sales_team, type Office } from "./office";
import { token } from "./server";

let browser: Browser;
let o: Office;
beforeAll(async () => {
  [browser, o] = await Promise.all([start_browser(), office()]); // recordings need a disk
  await sales_team(o);
});
afterAll(async () => {
  await browser?.close();
  await o?.server.remove();
});

const open = (user: string, role: string, place: string): Promise<Visit> =>
  visit(browser, `${o.server.url}#/sellers/${encodeURIComponent(place)}`, token(user, role), { width: 1440, height: 1000 });

/** `seconds` of a quiet tone, 8 kHz, 8 bits. */
function wav(seconds: number): Buffer {
  const samples = Buffer.from(Array.from({ length: seconds * 8000 }, (_, i) => 128 + Math.round(20 * Math.sin(i / 6))));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]] as const) head.writeUInt16LE(value, at);
  for (const at of [24, 28]) head.writeUInt32LE(8000, at);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

describe("A conversation of the history", () => {
  it("marks what was noticed, on the timeline and in its line", async () => {
    const { page, wrong, context } = await open("maria", "manager", "mette/s1");
    await page.locator('.chart [data-mention="keyword"]').first().waitFor();
    await page.locator('.line[data-message="1"] .noticed').getByText("Keyword “invoice”").waitFor();
    await page.locator('.line[data-message="2"] .noticed').getByText("Promise").waitFor();
    await page.locator('.line[data-message="4"] .noticed').getByText("Question").waitFor();
    await page.locator(".chart summary").first().click();
    await page.locator(".chart tbody tr").first().getByText("invoice").waitFor();
    expect(await faults(page)).toEqual([]);
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("is listened to, and the transcript moves along", async () => {
    const put = await fetch(`${o.server.url}v1/conversations/s1/recording`, {
      method: "PUT", headers: { Authorization: `Bearer ${token("web-chat", "connector")}` }, body: new Uint8Array(wav(24)),
    });
    expect(put.status).toBe(201);
    const { page, wrong, context } = await open("maria", "manager", "mette/s1");
    await page.locator("audio").waitFor();
    await expect.poll(() => page.locator("audio").evaluate((a: HTMLAudioElement) => Math.round(a.duration))).toBe(24);
    await page.getByRole("button", { name: "Play from 0:12" }).click();
    await page.locator('.line[data-message="3"][data-here="true"]').waitFor();
    await shoot(page, "sellers-recording");
    expect(await faults(page)).toEqual([]);
    expect(wrong).toEqual([]);
    await context.close();
  });
});

describe("An example for others", () => {
  it("is shared, read without comments, and taken back", async () => {
    const maria = await open("maria", "manager", "mette/s2");
    await maria.page.locator(".beside").getByRole("button", { name: "Comment" }).click();
    await maria.page.getByRole("dialog").getByRole("textbox").fill("For Mette alone");
    await maria.page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
    await maria.page.getByRole("button", { name: "Share as an example" }).click();
    await maria.page.getByRole("dialog").getByLabel("john").check();
    await maria.page.getByRole("dialog").getByRole("button", { name: "Share", exact: true }).click();
    await maria.page.getByRole("dialog").waitFor({ state: "hidden" });
    const john = await open("john", "agent", "john");
    await john.page.locator(".examples").getByRole("link", { name: "s2" }).click();
    await john.page.locator(".transcript .line").nth(3).waitFor();
    expect(await john.page.getByText("For Mette alone").count()).toBe(0);
    await maria.page.getByRole("button", { name: "Stop sharing" }).click();
    await maria.page.getByRole("dialog").getByLabel("john").check();
    await maria.page.getByRole("dialog").getByRole("button", { name: "Stop sharing" }).click();
    await maria.page.getByRole("dialog").waitFor({ state: "hidden" });
    await john.page.reload();
    await john.page.getByText("Not for you to see").waitFor();
    expect([...maria.wrong, ...john.wrong]).toEqual([]);
    await Promise.all([maria.context.close(), john.context.close()]);
  });
});

describe("A period", () => {
  it("is saved as a file, by the manager and by the seller", async () => {
    for (const [user, role, place, format, sign] of [
      ["maria", "manager", "mette", "CSV", "talk_ratio"], ["mette", "agent", "mette", "JSONL", '"type":"insights"'], ["maria", "manager", "", "CSV", "talk_ratio"],
    ] as const) {
      const { page, wrong, context } = await open(user, role, place);
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: format, exact: true }).click()]);
      const stream = await file.createReadStream();
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      const text = Buffer.concat(parts).toString("utf8");
      expect(text).toContain(sign);
      expect(text).toContain("s1");
      expect(wrong).toEqual([]);
      await context.close();
    }
  });
});
