// One conversation of the history: timeline, transcript with comments, action items, recording.
import { useSignal } from "@preact/signals";
import { fold_conversation } from "../../live/conversation";
import type { Kpi } from "../../live/seller";
import { Ask, Field, given } from "../../parts/dialog";
import { Face, level_of, level_word, value_of_level } from "../../parts/mood";
import { Empty, Loading, Show, Trouble } from "../../parts/states";
import { command, useQuery, useStream } from "../../parts/use";
import { to } from "../../session";
import type { Comment, Conversation, Message } from "../../wire/types";
import { clock, date_time, signed, time } from "../../words/format";
import { t } from "../../words/words";
import { Kpis } from "./kpi";
import { Player } from "./player";
import { Timeline } from "./timeline";

export function Detail({ conversation, seller }: { conversation: string; seller: string }) {
  const f = useStream<Conversation>(`conversation/${conversation}`, fold_conversation);
  const [kpis] = useQuery<Record<string, Kpi | null>>("conversation.kpis", { conversation });
  const here = useSignal<number | null>(null);
  const c = f?.state.value;
  return (
    <div class="sellers_page detail">
      <p><a href={to("sellers", seller)}>‹ {t("back")}</a></p>
      {f?.trouble.value ? <Trouble why={f.trouble.value} ask={{ what: "conversation", conversation }} /> : !c ? <Loading /> : (
        <>
          <div class="toolbar"><h2>{c.customer.name ?? c.customer.id}</h2><span class="soft">{date_time(c.opened_at)} · {t(`channel.${c.channel}`)} · {t(`status.${c.status}`)}</span></div>
          <section class="card pad"><h2>{t("sellers.timeline")}</h2><Timeline of={c} here={here.value} go={(m) => (here.value = m)} /></section>
          <div class="two">
            <section class="card pad transcript" aria-label={t("sellers.transcript")}>
              <h2>{t("sellers.transcript")}</h2>
              <Player of={c} at={(m) => (here.value = m)} />
              <ol>{c.messages.map((m) => <Line key={m.message} of={m} in={c} here={here.value === m.message} />)}</ol>
            </section>
            <div class="beside">
              <section class="card pad"><h2>{t("sellers.basic")}</h2><Show answer={kpis}>{(k) => <Kpis of={k} />}</Show></section>
              <ActionItems of={c} seller={seller} />
              <section class="card pad"><h2>{t("sellers.comments")}</h2>
                <Comments of={(c.comments ?? []).filter((x) => !x.message)} />
                <AddComment conversation={c.conversation} />
              </section>
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function Line({ of: m, in: c, here }: { of: Message; in: Conversation; here: boolean }) {
  const turn = c.turning_point;
  const comments = (c.comments ?? []).filter((x) => x.message === m.message);
  const who = m.author.role === "customer" ? c.customer.name ?? t("customer") : m.author.role === "bot" ? t("bot") : m.author.id ?? t("agent");
  return (
    <li class={`line ${m.author.role}`} data-message={m.message} data-here={here}>
      <span class="when">{m.start_ms !== undefined ? clock(m.start_ms) : time(m.at)}</span>
      <div>
        <p><b>{who}</b> <span lang={m.language}>{m.text}</span></p>
        {turn?.message === m.message && <p class="mark" data-value="-2">{t("sellers.fell")}</p>}
        {turn?.recovered?.after_reply === m.message && <p class="mark" data-value="2">{t("sellers.recovered")}</p>}
        <Comments of={comments} />
      </div>
      <span class="score_cell">
        {m.score !== undefined && <span class="mood" data-value={value_of_level(level_of(m.score))} title={level_word(level_of(m.score))}><Face level={level_of(m.score)} size={16} /> <span class="word">{signed(m.score)}</span><span class="unseen">{level_word(level_of(m.score))}</span></span>}
        <AddComment conversation={c.conversation} message={m.message} />
      </span>
    </li>
  );
}

function Comments({ of }: { of: Comment[] }) {
  if (of.length === 0) return null;
  return <ul class="comments">{of.map((x) => <li key={x.id}><p>{x.text ?? t("sellers.deleted")}</p><small>{x.author} · {date_time(x.at)} · {t(x.shared ? "sellers.shared" : "sellers.private")}</small></li>)}</ul>;
}

function AddComment({ conversation, message }: { conversation: string; message?: number }) {
  return (
    <Ask label={t("sellers.comment")} title={message ? t("sellers.comment_line") : undefined} kind="slim" go={t("add")}
      work={(f) => command("comment.add", { conversation, message, text: given(f, "text"), share: f.get("share") === "on" })}>
      <Field label={t("sellers.comment")}><textarea name="text" rows={3} required /></Field>
      <label class="check"><input type="checkbox" name="share" /> {t("sellers.share_it")}</label>
    </Ask>
  );
}

interface Item { conversation: string; item: number; message: number; text: string; state: "open" | "done" }

/** What the seller has promised in this conversation. */
function ActionItems({ of: c, seller }: { of: Conversation; seller: string }) {
  const [answer, again] = useQuery<{ items: Item[] }>("action_items", { seller, ...around(c) });
  const set = (i: Item, done: boolean) => command("action_item.set", { conversation: c.conversation, item: i.item, state: done ? "done" : "open" }).then(again, again);
  return (
    <section class="card pad"><h2>{t("sellers.action_items")}</h2>
      <Show answer={answer}>
        {(found) => {
          const items = found.items.filter((i) => i.conversation === c.conversation);
          return items.length === 0 ? <Empty quiet title={t("sellers.no_action_items")} /> : (
            <ul class="items">
              {items.map((i) => <li key={i.item}><label class="check"><input type="checkbox" checked={i.state === "done"} onChange={(e) => void set(i, e.currentTarget.checked)} /> {i.text}</label></li>)}
            </ul>
          );
        }}
      </Show>
    </section>
  );
}

/** A period that surely holds the conversation. */
function around(c: Conversation): { from: string; to: string } {
  const day = 86_400_000;
  const times = [c.opened_at, c.messages.at(-1)?.at ?? c.opened_at].map((x) => Date.parse(x));
  return { from: new Date(Math.min(...times) - day).toISOString(), to: new Date(Math.max(...times) + day).toISOString() };
}
