// Chromium for the stories. Every visit keeps what must never happen: an error on the console, an answer
// of 400 or more, a request that leaves the origin.
import { mkdirSync } from "node:fs";
import { axe_faults } from "./axe";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

export interface Visit { page: Page; context: BrowserContext; wrong: string[] }
export interface Eyes { scheme?: "light" | "dark"; language?: "en" | "da" | "fi"; width?: number; height?: number; reduced?: boolean; hints?: boolean }

// Browsers themselves report each try to reach a server that is away; a page cannot prevent it.
const lost_connection = /WebSocket connection to .* failed/;

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const start_browser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", headless: true, args: quiet });

/** Opens `url`; with a token one is signed in already, by the cookie, as after a reload. */
export async function visit(browser: Browser, url: string, token: string | null, eyes: Eyes = {}): Promise<Visit> {
  const { scheme = "light", language = "en", width = 1280, height = 800, reduced = true, hints = false } = eyes;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: reduced ? "reduce" : "no-preference", locale: "en-GB", permissions: [] });
  const origin = new URL(url).origin;
  if (token) await context.addCookies([{ name: "earshot", value: token, domain: new URL(url).hostname, path: "/v1", httpOnly: true, sameSite: "Strict" }]);
  await context.addInitScript(
    ([signed_in, l, h]) => {
      if (signed_in && !sessionStorage.getItem("earshot.began")) localStorage.setItem("earshot.cookie", "yes");
      sessionStorage.setItem("earshot.began", "yes");
      if (!localStorage.getItem("earshot.language")) localStorage.setItem("earshot.language", l);
      if (!h) sessionStorage.setItem("earshot.hints", "hidden");
    },
    [!!token, language, hints] as const,
  );
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("console", (m) => m.type() === "error" && !lost_connection.test(m.text()) && wrong.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => wrong.push(`error: ${e.message}`));
  page.on("response", (r) => r.status() >= 400 && wrong.push(`${r.status()} ${r.url()}`));
  page.on("request", (r) => new URL(r.url()).origin !== origin && !r.url().startsWith("blob:") && wrong.push(`left the origin: ${r.url()}`));
  await page.goto(url);
  return { page, context, wrong };
}

/** What axe finds wrong with the page, as sentences; none is right. */
export async function faults(page: Page): Promise<string[]> {
  return axe_faults(page);
}

const folder = process.env["CONSOLE_SCREENSHOTS"] ?? "../build/screenshots";

/** Kept under build/screenshots, for a person to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}
