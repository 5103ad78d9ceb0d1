// A queue as its stream tells it, and the order in which the wall shows rows; pure.
import type { Alert, Figures, Member, Policy, Queue, Row, Scored, StreamEvent } from "../wire/types";

/** A row of the wall: as the server sent it, with where and when. `at` is when `waiting_ms` held. */
export interface WallRow extends Row { queue: string; at: number }

export function fold_queue(state: Queue, events: StreamEvent[]): Queue {
  const next = { ...state };
  let rows: Map<string, Row> | null = null;
  for (const e of events) {
    const b = e.body ?? {};
    if (e.kind === "conversation") {
      rows ??= new Map(state.conversations.map((r) => [r.conversation, r]));
      const row = { ...(b as unknown as Row), at: Date.parse(e.at) } as Row;
      if (row.left) rows.delete(row.conversation);
      else rows.set(row.conversation, row);
    } else if (e.kind === "policy") next.policy = b as unknown as Policy;
    else if (e.kind === "members" || e.kind === "presence") next.members = merged(next.members, b["members"] as Member[]);
    else if (e.kind === "figures") next.figures = b as unknown as Figures;
    else if (e.kind === "alert") next.alerts = alerts_with(next.alerts, { raised_at: e.at, ...(b as unknown as Alert) });
  }
  if (rows) {
    next.conversations_total += rows.size - state.conversations.length;
    next.conversations = [...rows.values()];
  }
  return next;
}

function merged(before: Member[], now: Member[]): Member[] {
  const known = new Map(before.map((m) => [m.user, m]));
  return now.map((m) => ({ ...known.get(m.user), ...m }));
}

/** Open alerts, newest first; what is cleared or ignored goes away. */
export function alerts_with(alerts: Alert[], a: Alert): Alert[] {
  const of = (x: Alert) => x.conversation ?? "many"; // a storm is told as one, without a conversation
  const others = alerts.filter((x) => of(x) !== of(a));
  return a.state === "cleared" || a.state === "ignored" ? others : [a, ...others].slice(0, 100);
}

export const is_scored = (r: Pick<Row, "sentiment">): r is { sentiment: Scored } =>
  r.sentiment !== undefined && r.sentiment.level !== null;

/** How long the customer waits by now; 0 where nobody does. `at` of a row is when its figure held. */
export function waits_ms(r: Pick<Row, "waiting_ms"> & { at?: number }, now: number): number {
  const then = r.waiting_ms ?? 0;
  return then > 0 ? then + Math.max(0, now - (r.at ?? now)) : 0;
}

/** Worst first; the unscored behind the scored; the longest waiting first among equals. */
export function by_risk(a: WallRow, b: WallRow): number {
  const mood = (r: WallRow) => (is_scored(r) ? r.sentiment.value * 2 + r.sentiment.score : 9);
  return mood(a) - mood(b) || (b.waiting_ms ?? 0) - (a.waiting_ms ?? 0) || (a.conversation < b.conversation ? -1 : 1);
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
