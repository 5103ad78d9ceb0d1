// Where the agent writes.
import { useRef } from "preact/hooks";
import { command, useDeed } from "../../parts/use";
import { failure_text } from "../../parts/states";
import type { Conversation } from "../../wire/types";
import { t } from "../../words/words";
import { draft_of, keep_draft } from "./drafts";

export function Composer({ of: c }: { of: Conversation }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [deed, run] = useDeed();
  if (c.status === "closed") return <p class="composer_off">{t("desk.closed")}</p>;
  if (c.status === "wrap_up" || c.status === "bot") return <p class="composer_off">{t("desk.typing_off", { status: t(`status.${c.status}`) })}</p>;
  const send = async (e?: Event) => {
    e?.preventDefault();
    const box = field.current;
    const text = box?.value.trim() ?? "";
    if (!box || text === "") return;
    box.value = "";
    keep_draft(c.conversation, "");
    if ((await run(() => command("conversation.message", { conversation: c.conversation, text }))) || box.value !== "") return;
    box.value = text;
    keep_draft(c.conversation, text);
  };
  return (
    <form class="composer" onSubmit={send}>
      <textarea ref={field} rows={2} data-key="reply" aria-label={t("desk.reply")} placeholder={t("desk.reply_hint")}
        defaultValue={draft_of(c.conversation)} onInput={(e) => keep_draft(c.conversation, e.currentTarget.value)}
        onKeyDown={(e) => { if (e.key === "Enter" && !e.shiftKey && !e.isComposing) void send(e); }} />
      <button type="submit" class="main">{t("send")}</button>
      {deed.value.is === "trouble" && <p class="outcome bad" role="alert">{t("desk.not_sent", { why: failure_text(deed.value.why) })}</p>}
    </form>
  );
}
