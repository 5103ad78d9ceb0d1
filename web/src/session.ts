// Who is signed in, on which page, and what time it is: the few signals that everything reads.
import { computed, effect, signal } from "@preact/signals";
import { credential, Link } from "./wire/link";
import type { Role } from "./wire/types";

export type Page = "desk" | "wall" | "sellers" | "runtime" | "playground";

export interface Person { user: string; name: string; role: Role; queue: string; token: string }

const person_place = "earshot.person"; // in this tab: which of a demo's people one is
const cookie_place = "earshot.cookie"; // in this browser: that the server has given it a cookie

export const link = signal<Link | null>(null);
/** The ready-made people of a demo; empty anywhere else. */
export const people = signal<Person[]>([]);
/** The server's clock, once a second, for what counts up or down. */
export const now = signal(Date.now());
setInterval(() => (now.value = Date.now() + (link.peek()?.skew_ms ?? 0)), 1000);

export const user = computed(() => link.value?.user.value ?? null);
export const has_role = (...roles: Role[]) => user.value?.roles.some((r) => roles.includes(r)) ?? false;

/** The pages that make sense for whoever is signed in, the first one first. */
export const pages = computed<Page[]>(() => {
  const all: [Page, boolean][] = [
    ["wall", has_role("supervisor")],
    ["desk", has_role("agent")],
    ["sellers", has_role("manager", "agent")],
    ["runtime", has_role("admin")],
    ["playground", true],
  ];
  const mine = all.filter(([, fits]) => fits).map(([p]) => p);
  return has_role("agent") && !has_role("supervisor") ? ["desk", ...mine.filter((p) => p !== "desk")] : mine;
});

// --- where one is: #/wall/c17

export const route = signal(parse(location.hash));

function parse(hash: string): { page: string; rest: string } {
  const [, page = "", ...rest] = hash.split("/");
  try {
    return { page, rest: decodeURIComponent(rest.join("/")) };
  } catch {
    return { page, rest: "" };
  }
}

addEventListener("hashchange", () => (route.value = parse(location.hash)));

export const page = computed<Page>(() => {
  const known: Page[] = ["desk", "wall", "sellers", "runtime", "playground"];
  return known.find((p) => p === route.value.page) ?? pages.value[0] ?? "playground";
});

export const to = (page: Page, rest = "") => `#/${page}${rest ? `/${encodeURIComponent(rest)}` : ""}`;

export function go(page: Page, rest = ""): void {
  location.hash = to(page, rest);
}

// --- in and out

export function socket_url(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/socket`;
}

function connect(credential: string): void {
  link.value?.stop();
  const made = new Link(socket_url(), credential);
  made.start();
  link.value = made;
}

const login = (method: string, authorization?: string): Promise<boolean> =>
  fetch("/v1/login", { method, keepalive: true, headers: authorization ? { Authorization: authorization } : {} }).then((r) => r.ok, () => false);

/** Has the server keep the token in a cookie that no script can read, so that a reload stays signed in. */
async function keep(token: string): Promise<void> {
  if (await login("POST", `Bearer ${token}`)) localStorage.setItem(cookie_place, "yes");
}

/** With a token, or with a one-time ticket, which the server turns into the cookie of its token. */
export async function sign_in(text: string): Promise<void> {
  const is_token = "token" in credential(text);
  const known = !is_token && (await login("POST", `Ticket ${text}`));
  if (known) localStorage.setItem(cookie_place, "yes");
  connect(known ? "" : text);
  const stop = effect(() => {
    if (!user.value || !is_token) return;
    queueMicrotask(() => stop());
    void keep(text);
  });
}

/** As one of a demo's people: in this tab alone, so that two tabs can be two people. */
export function be(p: Person): void {
  sessionStorage.setItem(person_place, p.user);
  connect(p.token);
}

/** For what the browser fetches by itself, such as a recording: it is let in as whoever this tab is. */
export async function let_browser_in(): Promise<void> {
  const token = link.peek()?.token;
  if (token) await login("POST", `Bearer ${token}`);
}

function forget(): void {
  link.value?.stop();
  link.value = null;
  sessionStorage.removeItem(person_place);
  location.hash = "";
}

export function sign_out(): void {
  const kept = localStorage.getItem(cookie_place) || link.peek()?.token;
  localStorage.removeItem(cookie_place);
  forget();
  if (kept) void login("DELETE");
}

/** True until it is known whether one is signed in already. */
export const beginning = signal(true);

/** Comes back after a reload; asks the server who there is to be. */
export async function begin(): Promise<void> {
  addEventListener("online", () => link.peek()?.hurry());
  addEventListener("storage", (e) => e.key === cookie_place && e.newValue === null && !sessionStorage.getItem(person_place) && forget());
  effect(() => {
    if (!link.value?.refusal.value) return;
    localStorage.removeItem(cookie_place);
    sessionStorage.removeItem(person_place);
  });
  const asked = fetch("/v1/sign-in")
    .then((r) => (r.ok ? (r.json() as Promise<{ people: Person[] }>) : { people: [] }))
    .then((found) => (people.value = found.people))
    .catch(() => [] as Person[]);
  const { page, rest } = route.value;
  const person = sessionStorage.getItem(person_place);
  if (page === "ticket" && rest) {
    location.replace("#/"); // another page of ours has opened this one with a ticket
    await sign_in(rest);
  } else if (person) {
    const known = (await asked).find((p) => p.user === person);
    if (known) be(known);
  } else if (localStorage.getItem(cookie_place)) {
    connect("");
  }
  if (!link.value) await asked;
  beginning.value = false;
}
