// The hints of a demo: what to look at first. Away for good once hidden.
import { useSignal } from "@preact/signals";
import { people, to } from "../session";
import { t } from "../words/words";

const place = "earshot.hints";

export function Hints() {
  const hidden = useSignal(sessionStorage.getItem(place) === "hidden");
  if (people.value.length === 0 || hidden.value) return null;
  return (
    <aside class="hints" aria-label={t("hint.title")}>
      <details open={innerWidth > 900}>
        <summary>{t("hint.title")}</summary>
        <ol>
          <li>{t("hint.mood")}</li>
          <li>{t("hint.why")}</li>
          <li>{t("hint.switch")}</li>
          <li>{t("hint.sellers")}</li>
          <li><a href={to("playground")}>{t("hint.playground")}</a></li>
        </ol>
        <button type="button" class="slim" onClick={() => { hidden.value = true; sessionStorage.setItem(place, "hidden"); }}>{t("hint.hide")}</button>
      </details>
    </aside>
  );
}
