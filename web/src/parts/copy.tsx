// A button that copies; where there is no clipboard, the text itself, to be taken by hand.
import { useSignal } from "@preact/signals";
import { t } from "../words/words";

export function Copy({ name, text, about }: { name: string; text: () => string; about?: string }) {
  const done = useSignal(false);
  const shown = useSignal<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      done.value = true;
      setTimeout(() => (done.value = false), 1500);
    } catch {
      shown.value = text();
    }
  };
  return (
    <>
      <button type="button" class="slim" data-copy={name} aria-label={about && `${name}: ${about}`} onClick={copy}>{done.value ? t("copied") : name}</button>
      {shown.value !== null && <textarea class="snippet" readOnly rows={Math.min(8, shown.value.split("\n").length)} aria-label={name} value={shown.value} ref={(e) => e?.select()} />}
    </>
  );
}
