import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { level_of } from "../src/parts/mood";
import { as_seen_now, end_of_bot, fold_conversation, misses_scores, steps, unanswered_since } from "../src/live/conversation";
import { fold_desk } from "../src/live/desk";
import { alerts_with, arrange, fold_queue, lacks_rows, no_filter, passes, waits_ms, window_of, with_page, type WallRow } from "../src/live/queue";
import { catalogues } from "../src/words/words";
import type { Conversation, Message, Queue, Sentiment, StreamEvent } from "../src/wire/types";

const event = (kind: string, body: Record<string, unknown>, at = "2026-01-01T10:00:00.000Z"): StreamEvent => ({
  type: "event", stream: "s", epoch: "e", offset: 1, at, kind, body,
});
const said = (n: number, role: Message["author"]["role"], more: Partial<Message> = {}): Message => ({
  message: n, author: { role }, text: `t${n}`, at: `2026-01-01T10:0${n}:00.000Z`, ...more,
});
const mood = (value: number, score = value / 3): Sentiment => ({ level: value < 0 ? "negative" : "positive", value, score, evidence: 1, profanity: false });
const start: Conversation = {
  conversation: "c1", queue: "q", channel: "chat", status: "open", customer: { id: "u" }, agent: null, opened_at: "", closed_at: null,
  messages: [], notes: [], sentiment: { level: "neutral", value: 0, score: 0, evidence: 0, profanity: false },
};

describe("A conversation", () => {
  it("takes messages with the mood after them, and leaves the state before alone", () => {
    const next = fold_conversation(start, [event("message", { message: said(1, "customer", { score: -0.5 }), sentiment: mood(-2) })]);
    expect(next.messages).toHaveLength(1);
    expect(next.sentiment).toMatchObject({ value: -2 });
    expect(start.messages).toHaveLength(0);
  });
  it("loses face and scores when sight is lost", () => {
    const seen = fold_conversation(start, [event("message", { message: said(1, "customer", { score: -0.5 }), sentiment: mood(-2) })]);
    const blind = fold_conversation(seen, [event("sentiment", {})]);
    expect("sentiment" in blind).toBe(false);
    expect(blind.messages[0]?.score).toBeUndefined();
    const off = fold_conversation(seen, [event("sentiment", { sentiment: { level: null, reason: "feature_off" } })]);
    expect(off.sentiment).toEqual({ level: null, reason: "feature_off" });
    expect(off.messages[0]?.score).toBeUndefined();
    expect(misses_scores(off)).toBe(false);
    expect(misses_scores(fold_conversation(off, [event("sentiment", { sentiment: mood(-2) })]))).toBe(true);
    const other = fold_conversation(seen, [event("sentiment", { sentiment: { level: null, reason: "language_unsupported" } })]);
    expect(other.messages[0]?.score).toBe(-0.5);
  });
  it("follows its life from the bot to the end", () => {
    const c = fold_conversation({ ...start, status: "bot" }, [
      event("escalated", { status: "open" }), event("assigned", { agent: "mette", status: "active" }),
      event("note", { note: { author: "mette", text: "n", at: "" } }), event("whisper", { author: "vera", text: "w" }),
      event("from_the_future", { x: 1 }), event("status", { status: "closed" }, "2026-01-02T00:00:00.000Z"),
    ]);
    expect(c).toMatchObject({ status: "closed", agent: "mette", closed_at: "2026-01-02T00:00:00.000Z" });
    expect(c.notes).toHaveLength(1);
    expect(c.whispers).toHaveLength(1);
  });
  it("tells where it is on its way to, until it is there", () => {
    const wish = fold_conversation({ ...start, agent: "mette" }, [event("agent_lost", { agent: "mette" }), event("transfer", { queue: null, agent: "john", by: "vera" })]);
    expect(wish).toMatchObject({ agent: "mette", transfer: { agent: "john" }, agent_lost_at: "2026-01-01T10:00:00.000Z" });
    expect(fold_conversation(wish, [event("transfer", { queue: null, agent: null, by: "vera" }), event("agent_back", { agent: "mette" })])).toMatchObject({ transfer: null, agent_lost_at: null });
    expect(fold_conversation(wish, [event("assigned", { agent: "john", status: "active", queue: "sales" })])).toMatchObject({ agent: "john", queue: "sales", transfer: null, agent_lost_at: null });
  });
  it("takes score and text from earlier messages too, once one may not see them any more", () => {
    const before = [said(1, "customer", { score: -0.5 }), said(2, "agent")];
    expect(as_seen_now(start, before)).toEqual(before);
    const off = fold_conversation(start, [event("sentiment", { sentiment: { level: null, reason: "feature_off" } })]);
    expect(as_seen_now(off, before)[0]).not.toHaveProperty("score");
    expect(as_seen_now(fold_conversation(start, [event("erased", { messages: [1] })]), before).map((m) => m.text)).toEqual(["", "t2"]);
  });
  it("replaces a comment that was edited", () => {
    const c = { id: "1", author: "a", text: "x", shared: false, at: "" };
    const next = fold_conversation(start, [event("comment", { comment: c }), event("comment", { comment: { ...c, text: "y" } })]);
    expect(next.comments?.map((x) => x.text)).toEqual(["y"]);
  });
  it("waits since the oldest message that nobody answered", () => {
    const m = [said(1, "customer"), said(2, "agent"), said(3, "customer"), said(4, "customer")];
    expect(unanswered_since({ messages: m })).toBe(m[2]?.at);
    expect(unanswered_since({ messages: m.slice(0, 2) })).toBeNull();
  });
  it("shows the last six that count, the unscored with a dash", () => {
    const m = [1, 2, 3, 4, 5, 6, 7].map((n) => said(n, "customer", { score: n / 10 }));
    m[5] = said(6, "customer", { unscored: "no_words" });
    m[6] = said(7, "customer", { unscored: "language_unsupported" });
    expect(steps(m).map((s) => [s.message, s.score])).toEqual([[1, 0.1], [2, 0.2], [3, 0.3], [4, 0.4], [5, 0.5], [7, null]]);
    expect(end_of_bot([said(1, "bot"), said(2, "customer"), said(3, "bot"), said(4, "agent")])).toBe(3);
  });
});

const queue: Queue = {
  policy: { version: 1, sentiment: true, multilingual: false }, members: [{ user: "mette", capacity: 3 }], conversations: [], conversations_total: 0, alerts: [],
  figures: {} as Queue["figures"],
};
const row = (id: string, value: number | null, waiting_ms = 0): WallRow => ({
  conversation: id, queue: "q", at: 0, status: "active", waiting_ms, agent: "mette", customer: { id: "u", name: "Freja" },
  sentiment: value === null ? { level: null, reason: "feature_off" } : mood(value),
});

describe("A queue", () => {
  it("keeps rows by conversation, drops who left, counts them", () => {
    const next = fold_queue(queue, [event("conversation", { ...row("a", -1) }), event("conversation", { ...row("b", 1) }), event("conversation", { ...row("a", -2) })]);
    expect(next.conversations.map((r) => r.conversation)).toEqual(["a", "b"]);
    expect(next.conversations_total).toBe(2);
    expect(fold_queue(next, [event("conversation", { ...row("a", 0), left: "closed" })]).conversations_total).toBe(1);
  });
  it("takes policy, figures and members, keeping what a presence event leaves out", () => {
    const next = fold_queue(queue, [event("policy", { version: 2, sentiment: false }), event("presence", { members: [{ user: "mette", presence: "busy" }] })]);
    expect(next.policy.sentiment).toBe(false);
    expect(next.members).toEqual([{ user: "mette", capacity: 3, presence: "busy" }]);
  });
  it("keeps everybody whose presence an event does not tell, and drops who is no member any more", () => {
    const two = { ...queue, members: [{ user: "mette", presence: "busy" as const }, { user: "john", capacity: 2 }] };
    const news = fold_queue(two, [event("presence", { members: [{ user: "john", presence: "away" }, { user: "aino", presence: "busy" }] })]);
    expect(news.members).toEqual([{ user: "mette", presence: "busy" }, { user: "john", capacity: 2, presence: "away" }, { user: "aino", presence: "busy" }]);
    expect(fold_queue(news, [event("members", { members: [{ user: "john" }] })]).members).toEqual([{ user: "john", capacity: 2, presence: "away" }]);
  });
  it("counts those whom a snapshot leaves out, and takes them from further pages", () => {
    const large = { ...queue, conversations: [row("a", -3)], conversations_total: 3 };
    const heard = fold_queue(large, [event("conversation", { ...row("b", -1) })]);
    expect([heard.conversations_total, lacks_rows(heard)]).toEqual([3, true]); // one of the three, not a fourth
    const all = with_page(heard, [row("a", -2), row("c", 1)], 7);
    expect([all.conversations.map((r) => r.conversation), lacks_rows(all), all.conversations[0]?.at]).toEqual([["a", "b", "c"], false, 7]);
    expect(fold_queue(all, [event("conversation", { ...row("c", 1), left: "closed" })]).conversations_total).toBe(2);
    const figures = { by_status: { bot: 1, open: 2, active: 4 } };
    expect(fold_queue(large, [event("figures", figures)]).conversations_total).toBe(7);
  });
  it("stands worst first, and longest waiting first among equals", () => {
    const rows = [row("ok", 1), row("unscored", null), row("bad", -3), row("bad_and_waiting", -3, 9000), row("low", -1)];
    expect(arrange(rows, [], false)).toEqual(["bad_and_waiting", "bad", "low", "ok", "unscored"]);
  });
  it("keeps everyone in place while held, with the new ones last", () => {
    const before = ["a", "b", "c"];
    expect(arrange([row("c", -3), row("a", 3), row("new", -3)], before, true)).toEqual(["a", "c", "new"]);
  });
  it("filters by level, agent, text and status together", () => {
    expect(passes(row("a", -1), { ...no_filter, level: "negative", text: "freja", agent: "mette", status: "active", queue: "q" })).toBe(true);
    expect(passes(row("a", -1), { ...no_filter, level: "positive" })).toBe(false);
    expect(passes(row("a", null), { ...no_filter, level: "none" })).toBe(true);
    expect(passes(row("a", 1), { ...no_filter, text: "nobody" })).toBe(false);
  });
  it("counts a wait on from when it was told, and leaves those alone who do not wait", () => {
    expect(waits_ms({ waiting_ms: 5000, at: 1000 }, 3000)).toBe(7000);
    expect(waits_ms({ waiting_ms: 0, at: 1000 }, 3000)).toBe(0);
    const of_snapshot = { waiting_ms: 5000 };
    expect(waits_ms(of_snapshot, 3000)).toBe(5000);
    expect(waits_ms(of_snapshot, 4000)).toBe(6000); // its clock runs from when it was first looked at
  });
  it("draws only what is in sight", () => {
    expect(window_of(0, 480, 48, 500)).toEqual([0, 16]);
    expect(window_of(4800, 480, 48, 500)).toEqual([94, 116]);
    expect(window_of(1e9, 480, 48, 10)).toEqual([10, 10]);
  });
  it("drops alerts that are cleared or ignored, newest first", () => {
    const a = { conversation: "a", state: "raised" };
    const two = alerts_with([a], { conversation: "b", state: "raised" });
    expect(two.map((x) => x.conversation)).toEqual(["b", "a"]);
    expect(alerts_with(two, { conversation: "a", state: "ignored" }).map((x) => x.conversation)).toEqual(["b"]);
  });
});

describe("A desk", () => {
  it("shows offers until they are closed or become mine", () => {
    const desk = { offers: [], conversations: [] };
    const offered = fold_desk(desk, [event("offer", { conversation: "a" }), event("offer", { conversation: "b" })]);
    expect(offered.offers).toHaveLength(2);
    const mine = fold_desk(offered, [event("assigned", { conversation: "a" }), event("offer_closed", { conversation: "b", reason: "timeout" })]);
    expect(mine.offers).toHaveLength(0);
    expect(mine.conversations.map((c) => c.conversation)).toEqual(["a"]);
  });
  it("knows its presence", () => {
    expect(fold_desk({ offers: [], conversations: [] }, [event("presence", { presence: "away", capacity: 4 })])).toMatchObject({ presence: "away", capacity: 4 });
  });
});

describe("Levels", () => {
  it("end where the server says", () => {
    const header = readFileSync(new URL("../../domain/level.hpp", import.meta.url), "utf8");
    const cuts = [...header.matchAll(/double (?:slight|plain|very) = ([\d.]+);/g)].map((m) => Number(m[1]));
    expect(cuts).toHaveLength(3);
    const names = ["neutral", "slightly_negative", "negative", "very_negative"];
    cuts.forEach((cut, i) => {
      expect(level_of(-cut)).toBe(names[i]);
      expect(level_of(-cut - 0.0001)).toBe(names[i + 1]);
    });
    expect(level_of(1)).toBe("very_positive");
  });
});

describe("The notice of a queue without words of its own", () => {
  it("is known here by the server's words, so that it can be said in the reader's language", () => {
    const header = readFileSync(new URL("../../domain/policy.hpp", import.meta.url), "utf8");
    const text = [.../standard_notice =\s*((?:"[^"]*"\s*)+);/.exec(header)?.[1]?.matchAll(/"([^"]*)"/g) ?? []].map((m) => m[1]).join("");
    expect(text).toBe(catalogues.en["desk.analysed"]);
  });
});
