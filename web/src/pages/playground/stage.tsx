// The conversation one plays: opened, written in as anybody, handed over, ended.
import { useEffect, useRef, useState } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { fold_conversation } from "../../live/conversation";
import { Field } from "../../parts/form";
import { Empty, Outcome } from "../../parts/states";
import { Chat, MoodHeader } from "../../parts/talk";
import { useDeed, useQuery, value_of } from "../../parts/use";
import type { Following } from "../../wire/following";
import type { Link } from "../../wire/link";
import type { Conversation } from "../../wire/types";
import { t } from "../../words/words";
import type { KnownQueue } from "../wall/wall";

const own_agent = "playground"; // who answers where nobody of the queue has the conversation
const speakers = ["customer", "bot", "agent"] as const;

export function Stage({ via }: { via: Link }) {
  const id = useSignal<string | null>(null);
  const [following, set] = useState<Following<Conversation> | null>(null);
  const [deed, run] = useDeed();
  useEffect(() => {
    if (!id.value) return;
    const f = via.follow<Conversation>(`conversation/${id.value}`, fold_conversation);
    set(f);
    return () => via.unfollow(f as unknown as Following<never>);
  }, [id.value, via]);
  const open = (queue: string, with_bot: boolean) =>
    run(async () => {
      const made = `play-${Date.now().toString(36)}`;
      await via.command("conversation.open", { conversation: made, queue, channel: "chat", with_bot, customer: { id: `${made}-customer`, name: t("customer") } });
      id.value = made;
    });
  const c = id.value ? following?.state.value : null;
  return (
    <section class="card stage">
      {c ? (
        <Playing of={c} via={via} again={() => (id.value = null)} />
      ) : (
        <Opening via={via} open={open} />
      )}
      <Outcome deed={deed.value.is === "done" ? { is: "idle" } : deed.value} />
    </section>
  );
}

function Opening({ via, open }: { via: Link; open: (queue: string, with_bot: boolean) => void }) {
  const [answer] = useQuery<{ queues: KnownQueue[] }>("queues");
  const [known, set_known] = useState<KnownQueue[]>([]);
  useEffect(() => {
    via.query<{ queues: KnownQueue[] }>("queues").then((r) => set_known(r.queues), () => undefined);
  }, [via]);
  const queues = known.length > 0 ? known : value_of(answer)?.queues ?? [];
  const submit = (e: SubmitEvent) => {
    e.preventDefault();
    const f = new FormData(e.currentTarget as HTMLFormElement);
    open(String(f.get("queue") ?? "").trim(), f.get("bot") === "on");
  };
  return (
    <form class="row opening" onSubmit={submit}>
      <Field label={t("queue")}>
        {queues.length > 0 ? (
          <select name="queue">{queues.map((q) => <option key={q.queue} value={q.queue}>{q.name || q.queue}</option>)}</select>
        ) : (
          <input name="queue" required placeholder={t("play.queue")} />
        )}
      </Field>
      <label class="check"><input type="checkbox" name="bot" /> {t("status.bot")}</label>
      <button type="submit" class="main">{t("play.start")}</button>
    </form>
  );
}

function Playing({ of: c, via, again }: { of: Conversation; via: Link; again: () => void }) {
  const as = useSignal<(typeof speakers)[number]>("customer");
  const field = useRef<HTMLInputElement>(null);
  const [deed, run] = useDeed();
  const about = { conversation: c.conversation };
  const send = async (e: SubmitEvent) => {
    e.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (text === "") return;
    const speak = async () => {
      const agent = c.agent ?? own_agent;
      if (as.value === "agent" && c.status === "open") await via.command("conversation.assign", { ...about, agent });
      await via.command("conversation.message", { ...about, text, author: as.value === "agent" ? { role: "agent", id: agent } : { role: as.value } });
    };
    if ((await run(speak)) && field.current) field.current.value = "";
  };
  const closed = c.status === "closed";
  return (
    <>
      <div class="talk_head">
        <h2>{c.queue}</h2><span class="soft">{t(`status.${c.status}`)}</span>
        <div class="row deeds">
          {c.status === "bot" && <button type="button" class="slim" onClick={() => run(() => via.command("conversation.escalate", about))}>{t("play.hand_over")}</button>}
          {closed ? <button type="button" class="slim" onClick={again}>{t("play.start")}</button> : <button type="button" class="slim" onClick={() => run(() => via.command("conversation.close", about))}>{t("play.end")}</button>}
        </div>
      </div>
      <MoodHeader of={c} />
      {c.messages.length === 0 ? <Empty title={t("play.chat_empty")} /> : <Chat of={c} />}
      {!closed && (
        <form class="composer" onSubmit={send}>
          <fieldset class="segments">
            <legend class="unseen">{t("play.as")}</legend>
            {speakers.map((s) => (
              <label key={s} data-on={as.value === s}>
                <input type="radio" name="as" class="unseen" checked={as.value === s} onChange={() => (as.value = s)} />
                {t(s)}
              </label>
            ))}
          </fieldset>
          <input ref={field} aria-label={t("play.message")} placeholder={t("play.message")} autocomplete="off" />
          <button type="submit" class="main">{t("send")}</button>
          {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
        </form>
      )}
    </>
  );
}
