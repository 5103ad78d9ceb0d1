// The frames of docs/protocol.md as the console reads them. Fields the server may leave out are
// optional; fields and kinds the console does not know are ignored.

export type Role = "connector" | "agent" | "supervisor" | "manager" | "admin";
export type Level =
  | "very_negative" | "negative" | "slightly_negative" | "neutral"
  | "slightly_positive" | "positive" | "very_positive";
export type Status = "bot" | "open" | "active" | "waiting" | "wrap_up" | "closed";
export type Channel = "chat" | "sms" | "email" | "social" | "voice";
export type Presence = "available" | "busy" | "away" | "offline";

export interface Scored { level: Level; value: number; score: number; evidence: number; profanity: boolean }
export interface Unscored { level: null; reason: string }
export type Sentiment = Scored | Unscored;

export interface User { id: string; name?: string; roles: Role[] }
export interface Customer { id: string; name?: string; language?: string; attributes?: Record<string, string> }

export interface Message {
  message: number;
  author: { role: "customer" | "bot" | "agent"; id?: string | null };
  text: string;
  at: string;
  language?: string;
  start_ms?: number;
  duration_ms?: number;
  score?: number;
  unscored?: string;
}

export interface Note { author: string; text: string; at: string }
export interface Whisper { author: string; text: string; at?: string }
export interface Comment {
  id: string; author: string; message?: number | null; text: string | null; shared: boolean; at: string; reply_to?: string | null; edited_at?: string;
}

/** Where the mood fell most, and the reply after which it was back. */
export interface TurningPoint { message: number; from: number; to: number; recovered: { message: number; after_reply: number | null } | null }

export interface Conversation {
  conversation: string;
  queue: string;
  channel: Channel;
  status: Status;
  customer: Customer;
  agent: string | null;
  subject?: { kind: string; id: string };
  opened_at: string;
  closed_at: string | null;
  sentiment?: Sentiment;
  messages: Message[];
  messages_before?: number;
  notes?: Note[];
  comments?: Comment[];
  whispers?: Whisper[];
  joined?: string[];
  turning_point?: TurningPoint | null;
  notice?: string | null;
  transfer?: { queue?: string | null; agent?: string | null; by: string } | null;
  agent_lost_at?: string | null;
  /** Our own: numbers of messages that were erased while we looked. */
  erased?: number[];
  recording?: { type?: string; bytes?: number } | boolean | null;
  action_items?: ActionItem[];
}

export interface ActionItem { item: string | number; text: string; state: "open" | "done"; message?: number; who?: string }

export type Threshold = Level | "off";
export interface Policy {
  version: number; sentiment: boolean; multilingual: boolean;
  alerts?: { agent: Threshold; supervisor: Threshold };
  changed_by?: string | null; changed_at?: string;
}

export interface Member { user: string; name?: string; presence?: Presence; open?: number; capacity?: number }

export interface Row {
  conversation: string;
  customer?: { id: string; name?: string };
  agent?: string | null;
  channel?: Channel;
  status: Status;
  opened_at?: string;
  waiting_ms?: number;
  sentiment?: Sentiment;
  trend?: number | null | (number | null)[];
  left?: "closed" | "transferred" | "erased";
  /** Our own: when `waiting_ms` held, in milliseconds. */
  at?: number;
}

export interface Figures {
  backlog: number; longest_wait_ms: number; offered: number; accepted: number; abandoned: number;
  average_speed_to_answer_ms: number | null; service_level: number | null; abandon_rate: number | null;
  by_level?: Record<Level, number>; by_status: Record<Status, number>;
}

export interface Alert {
  conversation: string; conversations?: string[]; raised_at?: string; agent?: string | null; customer?: { id: string; name?: string } | string; level?: Level;
  since_message?: number; words?: (string | { text: string })[]; state: string; by?: string; count?: number; queue?: string;
}

export interface Queue {
  policy: Policy; name?: string; members: Member[]; conversations: Row[]; conversations_total: number;
  alerts: Alert[]; figures: Figures;
}

export interface Offer {
  conversation: string; queue: string; customer?: { id: string; name?: string } | string; channel?: Channel;
  language?: string; waiting_ms?: number; sentiment?: Sentiment; expires_at?: string; position?: number; again?: boolean; transfer_by?: string;
  /** Our own: when `waiting_ms` held, in milliseconds. */
  at?: number;
}

export interface Desk {
  /** Why the server has changed `presence` by itself. */
  reason?: string;
  presence?: Presence; capacity?: number; offers: Offer[];
  conversations: { conversation: string; queue: string; status: Status }[];
}

export interface WordShare { text: string; contribution: number }
export interface RuleShare { rule: string; text: string; contribution: number }
export interface ExplainedMessage {
  message: number; weight: number; score: number | null; contribution: number; base: number;
  words: WordShare[]; rules: RuleShare[]; unscored?: string;
}
export interface Explanation { score: number | null; level: Level | null; messages: ExplainedMessage[] }

export interface Snapshot { type: "snapshot"; stream: string; epoch: string; offset: number; state: unknown }
export interface StreamEvent {
  type: "event"; stream: string; epoch: string; offset: number; at: string; kind: string; body?: Record<string, unknown>;
}
export interface Welcome {
  type: "welcome"; user: User; heartbeat_ms: number; server: { name: string; version: string; time: string };
}
export interface Failure { code: string; message: string; retry: boolean; field?: string; after_ms?: number }

export type ServerFrame =
  | Welcome | Snapshot | StreamEvent
  | { type: "ok"; id: string; result?: unknown; duplicate?: boolean }
  | ({ type: "error"; id?: string } & Failure)
  | { type: "gap"; stream: string; head: number }
  | { type: "revoked"; stream: string; reason: string }
  | { type: "notice"; kind: string }
  | { type: "pong"; n?: number };
