// What an agent can do with a conversation besides talking: hand it on, end it.
import { Ask } from "../../parts/dialog";
import { Field, given } from "../../parts/form";
import { fold_queue } from "../../live/queue";
import { command, useQuery, useStream, value_of } from "../../parts/use";
import { person_name } from "../../names";
import type { Conversation, Queue } from "../../wire/types";
import { t } from "../../words/words";

const outcomes = ["solved", "unsolved", "won", "lost"] as const;

export function Deeds({ of: c }: { of: Conversation }) {
  if (c.status === "closed") return null;
  return (
    <div class="row deeds">
      <TransferButton of={c} text={t("desk.transfer_text")} />
      <CloseButton conversation={c.conversation} />
    </div>
  );
}

/** To somebody of the queue, or to another queue. */
export function TransferButton({ of: c, text }: { of: Conversation; text?: string }) {
  const members = useStream<Queue>(`queue/${c.queue}`, fold_queue)?.state.value?.members ?? [];
  const [known] = useQuery<{ queues: { queue: string; name?: string }[] }>("queues");
  const queues = (value_of(known)?.queues ?? []).filter((q) => q.queue !== c.queue);
  const work = (form: FormData) => {
    const queue = given(form, "queue");
    return command("conversation.transfer", { conversation: c.conversation, queue, agent: queue ? undefined : given(form, "agent") });
  };
  return (
    <Ask label={t("desk.transfer")} text={text} kind="slim" work={work}>
      <Field label={t("desk.to_agent")}>
        <select name="agent">
          <option value="">–</option>
          {members.filter((m) => m.user !== c.agent).map((m) => <option key={m.user} value={m.user}>{m.name ?? person_name(m.user)}{m.presence ? ` · ${t(`presence.${m.presence}`)}` : ""}</option>)}
        </select>
      </Field>
      <Field label={t("desk.to_queue")}><input name="queue" autocomplete="off" list={`queues-${c.conversation}`} /></Field>
      <datalist id={`queues-${c.conversation}`}>{queues.map((q) => <option key={q.queue} value={q.queue}>{q.name ?? q.queue}</option>)}</datalist>
    </Ask>
  );
}

export function CloseButton({ conversation }: { conversation: string }) {
  return (
    <Ask label={t("desk.end")} text={t("desk.end_text")} kind="slim" work={(form) => command("conversation.close", { conversation, outcome: given(form, "outcome") })}>
      <Field label={t("outcome")}>
        <select name="outcome">
          <option value="">{t("outcome.none")}</option>
          {outcomes.map((o) => <option key={o} value={o}>{t(`outcome.${o}`)}</option>)}
        </select>
      </Field>
    </Ask>
  );
}
