// Looking into one conversation, silently, and stepping in.
import { useRef } from "preact/hooks";
import { fold_conversation } from "../../live/conversation";
import { Ask, Field, given } from "../../parts/dialog";
import { Loading, Outcome, Trouble } from "../../parts/states";
import { Chat, MoodHeader } from "../../parts/talk";
import { command, useDeed, useStream } from "../../parts/use";
import { to } from "../../session";
import type { Following } from "../../wire/following";
import type { Conversation, Member, Queue } from "../../wire/types";
import { t } from "../../words/words";
import { CloseButton, TransferButton } from "../desk/deeds";

export function Monitor({ conversation, streams }: { conversation: string; streams: Following<Queue>[] }) {
  const f = useStream<Conversation>(`conversation/${conversation}`, fold_conversation);
  const c = f?.state.value;
  const members = streams.find((s) => s.stream === `queue/${c?.queue}`)?.state.value?.members ?? [];
  return (
    <section class="monitor talk" aria-label={t("wall.monitor")}>
      <div class="talk_head">
        <h2>{c?.customer.name ?? c?.customer.id ?? conversation}</h2>
        {c && <span class="soft">{t(`status.${c.status}`)}{c.agent ? ` · ${c.agent}` : ""}</span>}
        <a class="x" href={to("wall")} aria-label={t("close")}>×</a>
      </div>
      {f?.trouble.value ? <Trouble why={f.trouble.value} ask={{ what: "conversation", conversation }} /> : c ? <Inside of={c} members={members} /> : <Loading />}
    </section>
  );
}

function Inside({ of: c, members }: { of: Conversation; members: Member[] }) {
  return (
    <>
      <MoodHeader of={c} />
      <Chat of={c} />
      {c.status !== "closed" && (
        <>
          <p class="fine silent">{t("wall.silent")}</p>
          <Whisper conversation={c.conversation} />
          <div class="row deeds">
            <Ask label={t("wall.join")} text={t("wall.join_text")} kind="slim" work={() => command("conversation.join", { conversation: c.conversation })} />
            {c.status === "open" ? <Assign of={c} members={members} /> : <TransferButton conversation={c.conversation} />}
            <CloseButton conversation={c.conversation} />
          </div>
        </>
      )}
    </>
  );
}

function Assign({ of: c, members }: { of: Conversation; members: Member[] }) {
  return (
    <Ask label={t("wall.assign")} text={t("wall.assign_text")} kind="slim" work={(form) => command("conversation.assign", { conversation: c.conversation, agent: given(form, "agent") })}>
      <Field label={t("agent")}>
        <select name="agent" required>
          {members.map((m) => <option key={m.user} value={m.user}>{m.name ?? m.user}{m.presence ? ` · ${t(`presence.${m.presence}`)}` : ""}</option>)}
        </select>
      </Field>
    </Ask>
  );
}

function Whisper({ conversation }: { conversation: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [deed, run] = useDeed();
  const send = async (e: SubmitEvent) => {
    e.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (text !== "" && (await run(() => command("conversation.whisper", { conversation, text }))) && field.current) field.current.value = "";
  };
  return (
    <form class="whisper_form" onSubmit={send}>
      <input ref={field} aria-label={t("wall.whisper")} placeholder={t("wall.whisper_hint")} />
      <button type="submit">{t("desk.whisper")}</button>
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </form>
  );
}
