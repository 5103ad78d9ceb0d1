// Who is signed in, on which page, and what time it is: the few signals that everything reads.
import { computed, effect, signal } from "@preact/signals";
import { Link } from "./wire/link";
import type { Role } from "./wire/types";

export type Page = "desk" | "wall" | "sellers" | "runtime" | "playground";

export interface Person { user: string; name: string; role: Role; queue: string; token: string }

const token_place = "earshot.token";

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

export function sign_in(token: string): void {
  link.value?.stop();
  sessionStorage.setItem(token_place, token);
  const made = new Link(socket_url(), token);
  made.start();
  link.value = made;
}

export function sign_out(): void {
  link.value?.stop();
  link.value = null;
  sessionStorage.removeItem(token_place);
  location.hash = "";
}

/** Comes back after a reload; asks the server who there is to be. */
export function begin(): void {
  if (route.value.page === "ticket" && route.value.rest) {
    sign_in(route.value.rest); // another page of ours has opened this one with a ticket
    location.replace("#/");
  } else {
    const token = sessionStorage.getItem(token_place);
    if (token) sign_in(token);
  }
  fetch("/v1/sign-in")
    .then((r) => (r.ok ? (r.json() as Promise<{ people: Person[] }>) : { people: [] }))
    .then((found) => (people.value = found.people))
    .catch(() => undefined);
  addEventListener("online", () => link.peek()?.hurry());
  effect(() => {
    if (link.value?.refusal.value) sessionStorage.removeItem(token_place);
  });
}
