// A queue as its stream tells it, and the order in which the wall shows rows; pure.
import type { Alert, Figures, Member, Policy, Queue, Row, Scored, StreamEvent } from "../wire/types";

/** A row of the wall: as the server sent it, with where and when. `at` is when `waiting_ms` held. */
export interface WallRow extends Row { queue: string; at: number }

export function fold_queue(state: Queue, events: StreamEvent[]): Queue {
  const next = { ...state };
  let rows: Map<string, Row> | null = null;
  let told: number | null = null;
  for (const e of events) {
    const b = e.body ?? {};
    if (e.kind === "conversation") {
      rows ??= new Map(state.conversations.map((r) => [r.conversation, r]));
      const row = { ...(b as unknown as Row), at: Date.parse(e.at) } as Row;
      if (row.left) rows.delete(row.conversation);
      else rows.set(row.conversation, row);
    } else if (e.kind === "policy") next.policy = b as unknown as Policy;
    else if (e.kind === "members") next.members = merged(next.members, b["members"] as Member[]);
    else if (e.kind === "presence") next.members = with_news(next.members, b["members"] as Member[]);
    else if (e.kind === "figures") {
      next.figures = b as unknown as Figures;
      told = total_of(next.figures);
    }
    else if (e.kind === "alert") next.alerts = alerts_with(next.alerts, { raised_at: e.at, ...(b as unknown as Alert) });
  }
  if (rows) {
    if (!lacks_rows(state)) next.conversations_total += rows.size - state.conversations.length;
    next.conversations = [...rows.values()];
  }
  next.conversations_total = Math.max(next.conversations.length, told ?? next.conversations_total);
  return next;
}

/** True where there are conversations that nobody has told us of yet: a snapshot has the riskiest only. */
export const lacks_rows = (q: Queue): boolean => q.conversations.length < q.conversations_total;

const total_of = (f: Figures): number | null => (f.by_status ? Object.values(f.by_status).reduce((n, x) => n + x, 0) : null);

/** With the rows of a further page, as they were `at` that time. */
export function with_page(q: Queue, page: Row[], at: number): Queue {
  const rows = new Map(q.conversations.map((r) => [r.conversation, r]));
  for (const r of page) rows.set(r.conversation, { ...r, at });
  return { ...q, conversations: [...rows.values()], conversations_total: Math.max(q.conversations_total, rows.size) };
}

function merged(before: Member[], now: Member[]): Member[] {
  const known = new Map(before.map((m) => [m.user, m]));
  return now.map((m) => ({ ...known.get(m.user), ...m }));
}

/** Whose presence changed, in their places; who was not among the first 300 comes behind. */
function with_news(before: Member[], news: Member[]): Member[] {
  const all = new Map(before.map((m) => [m.user, m]));
  for (const m of news) all.set(m.user, { ...all.get(m.user), ...m });
  return [...all.values()];
}

/** Open alerts, newest first; what is cleared or ignored goes away. */
export function alerts_with(alerts: Alert[], a: Alert): Alert[] {
  const of = (x: Alert) => x.conversation ?? "many"; // a storm is told as one, without a conversation
  const others = alerts.filter((x) => of(x) !== of(a));
  return a.state === "cleared" || a.state === "ignored" ? others : [a, ...others].slice(0, 100);
}

export const is_scored = (r: Pick<Row, "sentiment">): r is { sentiment: Scored } =>
  r.sentiment !== undefined && r.sentiment.level !== null;

const first_seen = new WeakMap<object, number>();

/** When a row's figures held: at its event; a snapshot's row has no time, so when it was first looked at. */
export function held_at(r: Pick<Row, "at">, now: number): number {
  if (r.at !== undefined) return r.at;
  const seen = first_seen.get(r) ?? now;
  first_seen.set(r, seen);
  return seen;
}

/** How long the customer waits by now; 0 where nobody does. */
export function waits_ms(r: Pick<Row, "waiting_ms" | "at">, now: number): number {
  const then = r.waiting_ms ?? 0;
  return then > 0 ? then + Math.max(0, now - held_at(r, now)) : 0;
}

/** Worst first; the unscored behind the scored; the longest waiting first among equals. */
export function by_risk(a: WallRow, b: WallRow): number {
  const mood = (r: WallRow) => (is_scored(r) ? r.sentiment.value * 2 + r.sentiment.score : 9);
  const since = (r: WallRow) => (r.waiting_ms ? r.at - r.waiting_ms : Number.MAX_SAFE_INTEGER);
  return mood(a) - mood(b) || since(a) - since(b) || (a.conversation < b.conversation ? -1 : 1);
}

/**
 * The order in which rows stand. While held, everyone keeps their place: who left is gone, who is new
 * comes last. Else worst first.
 */
export function arrange(rows: WallRow[], before: string[], held: boolean): string[] {
  if (!held) return [...rows].sort(by_risk).map((r) => r.conversation);
  const here = new Set(rows.map((r) => r.conversation));
  const kept = before.filter((id) => here.has(id));
  const known = new Set(kept);
  return [...kept, ...rows.filter((r) => !known.has(r.conversation)).map((r) => r.conversation)];
}

export interface Filter { queue: string; level: string; agent: string; status: string; text: string }
export const no_filter: Filter = { queue: "", level: "", agent: "", status: "", text: "" };

export function passes(r: WallRow, f: Filter): boolean {
  const tone = !is_scored(r) ? "none" : r.sentiment.value < 0 ? "negative" : r.sentiment.value > 0 ? "positive" : "neutral";
  const text = `${r.conversation} ${r.customer?.name ?? ""} ${r.customer?.id ?? ""} ${r.agent ?? ""}`.toLowerCase();
  return (
    (!f.queue || r.queue === f.queue) &&
    (!f.level || tone === f.level) &&
    (!f.agent || r.agent === f.agent) &&
    (!f.status || r.status === f.status) &&
    (!f.text || text.includes(f.text.toLowerCase()))
  );
}

/** Which of `count` rows of one height are in sight, with a few beyond each edge: [first, past the last). */
export function window_of(scroll: number, height: number, row: number, count: number, spare = 6): [number, number] {
  const first = Math.max(0, Math.floor(scroll / row) - spare);
  const past = Math.min(count, Math.ceil((scroll + height) / row) + spare);
  return [Math.min(first, count), Math.max(past, 0)];
}
