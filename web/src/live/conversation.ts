// A conversation as its stream tells it; pure.
import type { Comment, Conversation, Message, Note, Sentiment, Status, StreamEvent, TurningPoint, Whisper } from "../wire/types";

/** Events fold in without touching the state they came to. */
export function fold_conversation(state: Conversation, events: StreamEvent[]): Conversation {
  return events.reduce(one, state);
}

function one(c: Conversation, e: StreamEvent): Conversation {
  const b = e.body ?? {};
  switch (e.kind) {
    case "opened":
      return { ...c, ...(b as unknown as Conversation) };
    case "message": {
      const added = b["message"] as Message;
      return with_mood({ ...c, messages: [...c.messages, added], ...turning(b) }, b);
    }
    case "sentiment":
      return with_mood(loses_sight(b["sentiment"] as Sentiment | undefined) ? without_scores(c) : c, b);
    case "escalated":
      return { ...c, status: (b["status"] as Status | undefined) ?? "open" };
    case "status":
      return { ...c, status: b["status"] as Status, closed_at: b["status"] === "closed" ? e.at : c.closed_at };
    case "assigned":
      return {
        ...c, agent: (b["agent"] as string | null) ?? null, status: (b["status"] as Status | undefined) ?? "active",
        queue: (b["queue"] as string | undefined) ?? c.queue, transfer: null, agent_lost_at: null,
      };
    case "transfer":
      return { ...c, transfer: b["queue"] || b["agent"] ? (b as unknown as Conversation["transfer"]) : null };
    case "agent_lost":
      return { ...c, agent_lost_at: e.at };
    case "agent_back":
      return { ...c, agent_lost_at: null };
    case "note":
      return { ...c, notes: [...(c.notes ?? []), b["note"] as Note] };
    case "whisper":
      return { ...c, whispers: [...(c.whispers ?? []), { at: e.at, ...(b as unknown as Whisper) }] };
    case "joined":
      return { ...c, joined: [...new Set([...(c.joined ?? []), b["user"] as string])] };
    case "recording":
      return { ...c, recording: b as { type?: string; bytes?: number } };
    case "comment":
      return { ...c, comments: replaced(c.comments ?? [], b["comment"] as Comment) };
    case "erased": {
      const gone = new Set(b["messages"] as number[]);
      return { ...c, messages: c.messages.map((m) => (gone.has(m.message) ? without_text(m) : m)), erased: [...(c.erased ?? []), ...gone] };
    }
    default:
      return c;
  }
}

const without_text = (m: Message): Message => ({ ...m, text: "", score: undefined });

/** Messages that came by another way than the stream, under what it has told since. */
export function as_seen_now(c: Conversation, messages: Message[]): Message[] {
  const gone = new Set(c.erased);
  const seen = messages.map((m) => (gone.has(m.message) ? without_text(m) : m));
  return loses_sight(c.sentiment) ? without_scores({ ...c, messages: seen }).messages : seen;
}

/** Whoever loses sight of the mood loses the scores too; a language that is not scored is no such loss. */
function loses_sight(now: Sentiment | undefined): boolean {
  if (!now || !("level" in now)) return true;
  return now.level === null && ["feature_off", "not_member"].includes(now.reason);
}

/** True where the mood is back in sight and the scores of the messages have to be fetched again. */
export function misses_scores(c: Conversation): boolean {
  const mood = c.sentiment;
  return !!mood && mood.level !== null && mood.evidence > 0 && !c.messages.some((m) => m.score !== undefined);
}

/** The mood of an event's body; where it has none, sight of it is lost. */
function with_mood(c: Conversation, body: Record<string, unknown>): Conversation {
  const { sentiment: _, ...rest } = c;
  const now = body["sentiment"] as Sentiment | undefined;
  return now && "level" in now ? { ...rest, sentiment: now } : rest;
}

function turning(body: Record<string, unknown>): { turning_point?: TurningPoint } {
  return "turning_point" in body ? { turning_point: body["turning_point"] as TurningPoint } : {};
}

function without_scores(c: Conversation): Conversation {
  return { ...c, messages: c.messages.map(({ score: _, unscored: __, ...m }) => m) };
}

function replaced(all: Comment[], c: Comment): Comment[] {
  return all.some((x) => x.id === c.id) ? all.map((x) => (x.id === c.id ? c : x)) : [...all, c];
}

/** When the oldest customer message without an answer came; null while none waits. */
export function unanswered_since(c: Pick<Conversation, "messages">): string | null {
  let since: string | null = null;
  for (const m of c.messages) {
    if (m.author.role === "customer") since ??= m.at;
    else since = null;
  }
  return since;
}

/** The number of the last message of the bot's part, 0 where it has none: what follows is people. */
export function end_of_bot(messages: Message[]): number {
  const last = messages.findLast((m) => m.author.role === "bot");
  return last?.message ?? 0;
}

export interface Step { message: number; score: number | null; reason?: string }

/** The last six customer messages that take a slot in the window, oldest first. */
export function steps(messages: Message[]): Step[] {
  return messages
    .filter((m) => m.author.role === "customer" && m.unscored !== "no_words")
    .slice(-6)
    .map((m) => ({ message: m.message, score: m.score ?? null, reason: m.unscored }));
}
