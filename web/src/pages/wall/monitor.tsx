// Looking into one conversation, silently, and stepping in.
import { useEffect, useRef } from "preact/hooks";
import { fold_conversation } from "../../live/conversation";
import { Ask } from "../../parts/dialog";
import { Field, given } from "../../parts/form";
import { Loading, Trouble } from "../../parts/states";
import { Moving } from "../../parts/moving";
import { Whisper } from "../../parts/whisper";
import { Chat, MoodHeader } from "../../parts/talk";
import { command, useStream } from "../../parts/use";
import { person_name } from "../../names";
import { go, to, user } from "../../session";
import type { Following } from "../../wire/following";
import type { Conversation, Member, Queue } from "../../wire/types";
import { t } from "../../words/words";
import { Composer } from "../desk/composer";
import { CloseButton, TransferButton } from "../desk/deeds";

/** `enter`: one has come here from the list or an alert, and the keyboard comes along. */
export function Monitor({ conversation, streams, enter }: { conversation: string; streams: Following<Queue>[]; enter: boolean }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (enter) head.current?.focus({ preventScroll: true });
  }, []);
  const f = useStream<Conversation>(`conversation/${conversation}`, fold_conversation);
  const c = f?.state.value;
  const members = streams.find((s) => s.stream === `queue/${c?.queue}`)?.state.value?.members ?? [];
  return (
    <section class="monitor talk" aria-label={t("wall.monitor")} onKeyDown={(e) => e.key === "Escape" && !(e.target as Element).closest("dialog") && leave(conversation)}>
      <div class="talk_head">
        <h2 ref={head} tabIndex={-1}>{c?.customer.name ?? c?.customer.id ?? conversation}</h2>
        {c && <span class="soft">{t(`status.${c.status}`)}{c.agent ? ` · ${person_name(c.agent)}` : ""}</span>}
        <a class="x" href={to("wall")} aria-label={t("close")} onClick={() => leave(conversation)}>×</a>
      </div>
      {f?.trouble.value ? <Trouble why={f.trouble.value} ask={{ what: "conversation", conversation }} /> : c ? <Inside of={c} members={members} /> : <Loading />}
    </section>
  );
}

/** Back to the list, where one was in it. */
function leave(conversation: string): void {
  go("wall");
  setTimeout(() => document.querySelector<HTMLElement>(`.row_line[data-conversation="${CSS.escape(conversation)}"] a`)?.focus({ preventScroll: true }));
}

function Inside({ of: c, members }: { of: Conversation; members: Member[] }) {
  const joined = (c.joined ?? []).includes(user.value?.id ?? "");
  return (
    <>
      <MoodHeader of={c} />
      <Moving of={c} />
      <Chat of={c} />
      {c.status !== "closed" && (
        <>
          {joined ? <Composer of={c} key={c.conversation} /> : <p class="fine silent">{t("wall.silent")}</p>}
          {c.agent && <Whisper conversation={c.conversation} label={t("wall.whisper")} hint={t("wall.whisper_hint")} />}
          <div class="row deeds">
            {!joined && c.status !== "bot" && <Ask label={t("wall.join")} text={t("wall.join_text")} kind="slim" work={() => command("conversation.join", { conversation: c.conversation })} />}
            {c.status === "open" ? <Assign of={c} members={members} /> : <TransferButton of={c} />}
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
          {members.map((m) => <option key={m.user} value={m.user}>{m.name ?? person_name(m.user)}{m.presence ? ` · ${t(`presence.${m.presence}`)}` : ""}</option>)}
        </select>
      </Field>
    </Ask>
  );
}
