// My conversations: who, how they feel, how long they wait, what I have not read.
import { unanswered_since } from "../../live/conversation";
import { Face } from "../../parts/mood";
import { now, to } from "../../session";
import type { Conversation } from "../../wire/types";
import type { Following } from "../../wire/following";
import { clock } from "../../words/format";
import { count, t } from "../../words/words";
import { level_word } from "../../parts/mood";

export function ConversationList({ of, chosen, read }: { of: Following<Conversation>[]; chosen: string; read: Record<string, number> }) {
  return (
    <ul class="talks">
      {of.map((f) => f.state.value && <li key={f.stream}><Entry of={f.state.value} chosen={chosen} read={read} /></li>)}
    </ul>
  );
}

function Entry({ of: c, chosen, read }: { of: Conversation; chosen: string; read: Record<string, number> }) {
  const here = c.conversation === chosen;
  const unread = here ? 0 : c.messages.filter((m) => m.author.role === "customer" && m.message > (read[c.conversation] ?? 0)).length;
  const since = unanswered_since(c);
  const level = c.sentiment?.level ?? null;
  return (
    <a class="talk_entry" href={to("desk", c.conversation)} aria-current={here ? "true" : undefined} data-conversation={c.conversation}>
      {c.sentiment && <Face level={level} size={28} />}
      <span class="who">
        <b>{c.customer.name ?? c.customer.id}</b>
        <small>{level ? level_word(level) : t(`channel.${c.channel}`)}</small>
      </span>
      <span class="facts">
        {since && <small class="waits">{t("desk.waits", { time: clock(now.value - Date.parse(since)) })}</small>}
        {unread > 0 && <span class="unread"><span aria-hidden="true">{unread}</span><span class="unseen">{count("desk.unread", unread)}</span></span>}
      </span>
    </a>
  );
}
