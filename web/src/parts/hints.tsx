// The hints of a demo, one at a time in a thin line: what to look at, and a button that leads there.
// Away for good once hidden.
import { useSignal } from "@preact/signals";
import { be, go, has_role, people, type Page } from "../session";
import type { Role } from "../wire/types";
import { t, type Key } from "../words/words";

const place = "earshot.hints";

interface Hint { key: Key; role: Role | null; page: Page; at?: () => HTMLElement | null | undefined }

const first = (selector: string, text = "") => () => [...document.querySelectorAll<HTMLElement>(selector)].find((e) => e.textContent?.includes(text));

const hints: Hint[] = [
  { key: "hint.mood", role: "supervisor", page: "wall", at: first(".row_line a", "Freja") },
  { key: "hint.why", role: "supervisor", page: "wall", at: first(".monitor .why_box summary") },
  { key: "hint.switch", role: "supervisor", page: "wall", at: first("[data-switch=sentiment]") },
  { key: "hint.sellers", role: "manager", page: "sellers" },
  { key: "hint.playground", role: null, page: "playground" },
];

export function Hints() {
  const hidden = useSignal(sessionStorage.getItem(place) === "hidden");
  const at = useSignal(has_role("supervisor") ? 0 : has_role("manager") ? 3 : 0);
  if (people.value.length === 0 || hidden.value) return null;
  const hint = hints[at.value % hints.length] as Hint;
  const other = hint.role && !has_role(hint.role) ? people.value.find((p) => p.role === hint.role) : undefined;
  const show = () => {
    if (other) be(other);
    if (other || !location.hash.startsWith(`#/${hint.page}`)) go(hint.page);
    if (hint.at) void point_at(hint.at);
  };
  const hide = () => {
    hidden.value = true;
    sessionStorage.setItem(place, "hidden");
  };
  return (
    <aside class="hints" aria-label={t("hint.title")}>
      <b>{t("hint.title")} <span class="soft">{(at.value % hints.length) + 1}/{hints.length}</span></b>
      <span role="status">{t(hint.key)}</span>
      <button type="button" class="slim main" onClick={show}>{other ? t("hint.as", { name: other.name }) : t("hint.show")}</button>
      <button type="button" class="slim" onClick={() => ++at.value}>{t("hint.next")}</button>
      <button type="button" class="slim" onClick={hide} aria-label={t("hint.hide")} title={t("hint.hide")}>×</button>
    </aside>
  );
}

const patience_ms = 4000;

/** Waits until it is there, brings it into sight and marks it for a moment. */
async function point_at(find: () => HTMLElement | null | undefined): Promise<void> {
  for (const until = Date.now() + patience_ms; Date.now() < until; await new Promise((done) => setTimeout(done, 100))) {
    const there = find();
    if (!there) continue;
    there.scrollIntoView({ block: "nearest", inline: "nearest" });
    there.focus({ preventScroll: true });
    there.classList.add("pointed");
    setTimeout(() => there.classList.remove("pointed"), 2600);
    return;
  }
}
