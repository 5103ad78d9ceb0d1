// The recording, where there is one; the transcript moves with it.
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { link } from "../../session";
import type { Conversation } from "../../wire/types";
import { t } from "../../words/words";

export function Player({ of: c, at }: { of: Conversation; at: (message: number | null) => void }) {
  const source = useSignal<string | null>(null);
  const wrong = useSignal(false);
  const box = useRef<HTMLAudioElement>(null);
  useEffect(() => () => void (source.value && URL.revokeObjectURL(source.value)), []);
  if (!c.recording) return <p class="fine">{t("sellers.no_recording")}</p>;
  const load = async () => {
    const answer = await fetch(`/v1/conversations/${encodeURIComponent(c.conversation)}/recording`, {
      headers: { Authorization: `Bearer ${link.peek()?.token ?? ""}` },
    }).catch(() => null);
    if (answer?.ok) source.value = URL.createObjectURL(await answer.blob());
    else wrong.value = true;
  };
  const moved = () => {
    const ms = (box.current?.currentTime ?? 0) * 1000;
    const said = c.messages.findLast((m) => (m.start_ms ?? Infinity) <= ms);
    at(said?.message ?? null);
    if (said) document.querySelector(`li.line[data-message="${said.message}"]`)?.scrollIntoView({ block: "nearest" });
  };
  if (wrong.value) return <p class="outcome bad" role="alert">{t("outcome.failed")}</p>;
  return source.value ? <audio ref={box} controls src={source.value} onTimeUpdate={moved} aria-label={t("sellers.recording")} /> : <button type="button" class="slim" onClick={load}>▶ {t("sellers.recording")}</button>;
}
