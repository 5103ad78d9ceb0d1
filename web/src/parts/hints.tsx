// The hints of a demo, one at a time in a thin line: what to look at first. Away for good once hidden.
import { useSignal } from "@preact/signals";
import { has_role, people, to } from "../session";
import type { Key } from "../words/en";
import { t } from "../words/words";

const place = "earshot.hints";

export function Hints() {
  const hidden = useSignal(sessionStorage.getItem(place) === "hidden");
  const at = useSignal(0);
  if (people.value.length === 0 || hidden.value) return null;
  const hints: [Key, string | null][] = [
    ["hint.mood", has_role("supervisor") ? to("wall") : null],
    ["hint.why", null],
    ["hint.switch", has_role("supervisor") ? to("wall") : null],
    ["hint.sellers", has_role("agent", "manager") ? to("sellers") : null],
    ["hint.playground", to("playground")],
  ];
  const [key, where] = hints[at.value % hints.length] as [Key, string | null];
  return (
    <aside class="hints" aria-label={t("hint.title")}>
      <b>{t("hint.title")} <span class="soft">{(at.value % hints.length) + 1}/{hints.length}</span></b>
      <span role="status">{where ? <a href={where}>{t(key)}</a> : t(key)}</span>
      <button type="button" class="slim" onClick={() => ++at.value}>{t("hint.next")}</button>
      <button type="button" class="slim" onClick={() => { hidden.value = true; sessionStorage.setItem(place, "hidden"); }}>{t("hint.hide")}</button>
    </aside>
  );
}
