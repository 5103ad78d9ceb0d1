// A word between supervisor and agent that the customer never sees.
import { useRef } from "preact/hooks";
import { t } from "../words/words";
import { Outcome } from "./states";
import { command, useDeed } from "./use";

export function Whisper({ conversation, label, hint }: { conversation: string; label: string; hint?: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [deed, run] = useDeed();
  const send = async (e: SubmitEvent) => {
    e.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (text !== "" && (await run(() => command("conversation.whisper", { conversation, text }))) && field.current) field.current.value = "";
  };
  return (
    <form class="whisper_form" onSubmit={send}>
      <input ref={field} aria-label={label} placeholder={hint ?? label} />
      <button type="submit">{t("desk.whisper")}</button>
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </form>
  );
}
