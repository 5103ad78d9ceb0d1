// Beside the chat: who the customer is, notes, whispers, what was before.
import { useRef } from "preact/hooks";
import { Outcome, Show, Empty } from "../../parts/states";
import { command, useDeed, useQuery } from "../../parts/use";
import { person_name, queue_name } from "../../names";
import type { Conversation } from "../../wire/types";
import { date_time, language_name } from "../../words/format";
import { catalogues, t } from "../../words/words";

export function CustomerPanel({ of: c }: { of: Conversation }) {
  const { name, id, language, attributes } = c.customer;
  const facts: [string, string][] = [
    [t("runtime.queue.id"), id],
    [t("queue"), queue_name(c.queue)],
    [t("channel"), t(`channel.${c.channel}`)],
    ...(language ? [[t("desk.language"), language_name(language)] as [string, string]] : []),
    [t("desk.opened"), date_time(c.opened_at)],
    ...(c.subject ? [[c.subject.kind, c.subject.id] as [string, string]] : []),
    ...Object.entries(attributes ?? {}),
  ];
  return (
    <aside class="side panel" aria-label={t("desk.customer")}>
      <section>
        <h2>{name ?? id}</h2>
        <dl>{facts.map(([what, value]) => <div key={what}><dt>{what}</dt><dd>{value}</dd></div>)}</dl>
      </section>
      <Notes of={c} />
      <Earlier of={c} />
      {notice_of(c) && <p class="fine notice">{notice_of(c)}</p>}
      <details class="fine"><summary>{t("desk.keys")}</summary>{t("desk.keys_text")}</details>
    </aside>
  );
}

/** What the queue says about being analysed, where it is; the server's standard words in the reader's language. */
function notice_of(c: Conversation): string {
  const mood = c.sentiment;
  const analysed = mood?.level ? true : mood && "reason" in mood && mood.reason === "feature_off" ? false : !!c.notice;
  if (!analysed) return "";
  return !c.notice || c.notice === catalogues.en["desk.analysed"] ? t("desk.analysed") : c.notice;
}

export function Notes({ of: c }: { of: Conversation }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [deed, run] = useDeed();
  const add = async (e: SubmitEvent) => {
    e.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (text !== "" && (await run(() => command("conversation.note", { conversation: c.conversation, text }))) && field.current) field.current.value = "";
  };
  return (
    <section class="notes">
      <h3>{t("desk.notes")}</h3>
      {(c.notes ?? []).length === 0 && <p class="soft">{t("desk.notes_empty")}</p>}
      <ul>{(c.notes ?? []).map((n, i) => <li key={i}><p>{n.text}</p><small>{person_name(n.author)} · {date_time(n.at)}</small></li>)}</ul>
      <form onSubmit={add}>
        <textarea ref={field} rows={2} aria-label={t("desk.note_new")} placeholder={t("desk.note_new")} />
        <button type="submit" class="slim">{t("add")}</button>
        {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
      </form>
    </section>
  );
}

interface Before { conversation: string; closed_at?: string; opened_at?: string; messages?: { text: string; author: { role: string } }[] }

function Earlier({ of: c }: { of: Conversation }) {
  const [answer] = useQuery<{ conversations: Before[] }>("customer.history", { conversation: c.conversation });
  if (answer.is === "trouble" && answer.why.code === "unknown_op") return null;
  return (
    <section class="earlier">
      <h3>{t("desk.earlier_conversations")}</h3>
      <Show answer={answer}>
        {(found) =>
          found.conversations.length === 0 ? <Empty quiet title={t("desk.no_earlier")} /> : (
            <ul>
              {found.conversations.map((b) => (
                <li key={b.conversation}>
                  <details>
                    <summary>{date_time(b.closed_at ?? b.opened_at ?? "")}</summary>
                    {(b.messages ?? []).map((m, i) => <p key={i} class={m.author.role}>{m.text}</p>)}
                  </details>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </section>
  );
}
