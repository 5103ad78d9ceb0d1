// The recording, where there is one: the transcript moves with it, and it goes where the transcript says.
import { useEffect, useRef } from "preact/hooks";
import { useSignal, type Signal } from "@preact/signals";
import { let_browser_in } from "../../session";
import type { Conversation } from "../../wire/types";
import { t } from "../../words/words";

export function Player({ of: c, at, play }: { of: Conversation; at: (message: number | null) => void; play: Signal<number | null> }) {
  const ready = useSignal(false);
  const wrong = useSignal(false);
  const box = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    if (c.recording) void let_browser_in().then(() => (ready.value = true));
  }, [!c.recording]);
  useEffect(() => {
    if (!box.current || play.value === null) return;
    box.current.currentTime = play.value / 1000;
    play.value = null;
    box.current.play().catch(() => undefined);
  }, [play.value]);
  if (!c.recording) return <p class="fine">{t("sellers.no_recording")}</p>;
  if (wrong.value) return <p class="outcome bad" role="alert">{t("sellers.recording_trouble")}</p>;
  if (!ready.value) return null;
  const moved = () => {
    const ms = (box.current?.currentTime ?? 0) * 1000;
    const said = c.messages.findLast((m) => (m.start_ms ?? Infinity) <= ms);
    at(said?.message ?? null);
    if (said) document.querySelector(`li.line[data-message="${said.message}"]`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <audio ref={box} controls preload="metadata" src={`/v1/conversations/${encodeURIComponent(c.conversation)}/recording`}
      onTimeUpdate={moved} onError={() => (wrong.value = true)} aria-label={t("sellers.recording")} />
  );
}
