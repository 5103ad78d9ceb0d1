import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { credential, Link, Refused } from "../src/wire/link";
import type { StreamEvent } from "../src/wire/types";

type Frame = Record<string, unknown>;

/** The server's side of the sockets that a link opens. */
class Wire {
  opened: Fake[] = [];
  open = () => {
    const s = new Fake();
    this.opened.push(s);
    return s as unknown as WebSocket;
  };
  get now(): Fake {
    return this.opened.at(-1) as Fake;
  }
}
class Fake {
  sent: Frame[] = [];
  onopen = () => {};
  onmessage = (_: { data: string }) => {};
  onclose = (_: { code: number; reason: string }) => {};
  send(text: string) {
    this.sent.push(JSON.parse(text) as Frame);
  }
  close(code: number) {
    this.onclose({ code, reason: "" });
  }
  say(frame: Frame) {
    this.onmessage({ data: JSON.stringify(frame) });
  }
  welcome() {
    this.onopen();
    this.say({ type: "welcome", user: { id: "vera", roles: [] }, heartbeat_ms: 25000, server: { name: "earshot", version: "1", time: new Date(0).toISOString() } });
  }
  last(type: string): Frame {
    return this.sent.findLast((f) => f["type"] === type) as Frame;
  }
}

const sum = (s: { n: number }, events: StreamEvent[]) => ({ n: s.n + events.length });
const event = (offset: number, kind = "x", epoch = "e"): Frame => ({ type: "event", stream: "queue/q", epoch, offset, at: "", kind, body: {} });

let wire: Wire;
let link: Link;
beforeEach(() => {
  vi.useFakeTimers();
  wire = new Wire();
  link = new Link("ws://x", "a.b.c", { open: wire.open, now: () => Date.now(), random: () => 0.5 });
  link.start();
});
afterEach(() => {
  link.stop();
  vi.useRealTimers();
});

describe("A link", () => {
  it("tells a token from a ticket", () => {
    expect(credential("a.b.c")).toEqual({ token: "a.b.c" });
    expect(credential("k7f")).toEqual({ ticket: "k7f" });
    expect(credential("")).toEqual({}); // the cookie says it
  });

  it("says hello first and nothing else before the welcome", () => {
    link.query("whoami").catch(() => undefined);
    wire.now.onopen();
    expect(wire.now.sent.map((f) => f["type"])).toEqual(["hello"]);
    expect(wire.now.sent[0]?.["token"]).toBe("a.b.c");
    wire.now.welcome();
    expect(wire.now.last("query")["what"]).toBe("whoami");
    expect(link.sign.value).toBe("live");
  });

  it("answers what was asked, and says why it was refused", async () => {
    wire.now.welcome();
    const good = link.query("whoami");
    wire.now.say({ type: "ok", id: wire.now.last("query")["id"], result: { a: 1 } });
    expect(await good).toEqual({ a: 1 });
    const bad = link.command("queue.create", {});
    wire.now.say({ type: "error", id: wire.now.last("command")["id"], code: "forbidden", message: "no", retry: false });
    await expect(bad).rejects.toBeInstanceOf(Refused);
  });

  it("asks no second time for what the server does not know, until it comes back", async () => {
    wire.now.welcome();
    const asked = () => wire.now.sent.filter((f) => f["what"] === "x").length;
    const first = link.query("x");
    wire.now.say({ type: "error", id: wire.now.last("query")["id"], code: "unknown_op", message: "no x", retry: false });
    await expect(first).rejects.toBeInstanceOf(Refused);
    await expect(link.query("x")).rejects.toMatchObject({ failure: { code: "unknown_op" } });
    expect(asked()).toBe(1);
    wire.now.close(1001);
    vi.advanceTimersByTime(1000);
    wire.now.welcome();
    link.query("x").catch(() => undefined);
    expect(asked()).toBe(1); // on the new socket
  });
  it("resumes a stream after a cut where it was, and folds no event twice", () => {
    wire.now.welcome();
    const f = link.follow("queue/q", sum);
    expect(wire.now.last("subscribe")["from"]).toBe("snapshot");
    wire.now.say({ type: "snapshot", stream: "queue/q", epoch: "e", offset: 4, state: { n: 0 } });
    wire.now.say(event(5));
    wire.now.say(event(5));
    wire.now.say(event(6, "hidden"));
    vi.advanceTimersByTime(20);
    expect(f.state.value).toEqual({ n: 1 });
    wire.now.close(1006);
    expect(link.sign.value).toBe("lost");
    expect(f.state.value).toEqual({ n: 1 });
    vi.advanceTimersByTime(30_000);
    expect(wire.opened).toHaveLength(2);
    wire.now.welcome();
    expect(wire.now.last("subscribe")["from"]).toEqual({ epoch: "e", offset: 6 });
  });

  it("takes a snapshot after a gap and after a hole", () => {
    wire.now.welcome();
    link.follow("queue/q", sum);
    wire.now.say({ type: "snapshot", stream: "queue/q", epoch: "e", offset: 4, state: { n: 0 } });
    wire.now.say({ type: "gap", stream: "queue/q", head: 9 });
    expect(wire.now.sent.filter((f) => f["type"] === "subscribe")).toHaveLength(2);
    wire.now.say({ type: "snapshot", stream: "queue/q", epoch: "e", offset: 9, state: { n: 0 } });
    wire.now.say(event(11));
    expect(wire.now.sent.filter((f) => f["type"] === "subscribe")).toHaveLength(3);
    expect(wire.now.last("subscribe")["from"]).toBe("snapshot");
  });

  it("sends an unanswered command again with the same key", async () => {
    wire.now.welcome();
    const done = link.command("conversation.note", { text: "x" });
    done.catch(() => undefined);
    const first = wire.now.last("command");
    wire.now.close(4008);
    vi.advanceTimersByTime(1000);
    wire.now.welcome();
    const second = wire.now.last("command");
    expect(second).toEqual(first);
    expect(String(second["key"]).length).toBeGreaterThan(8);
    wire.now.say({ type: "ok", id: second["id"], duplicate: true });
    await expect(done).resolves.toBeUndefined();
  });

  it("does not come back after a no", () => {
    wire.now.onopen();
    wire.now.say({ type: "error", code: "unauthenticated", message: "expired", retry: false });
    wire.now.close(4501);
    vi.advanceTimersByTime(120_000);
    expect(wire.opened).toHaveLength(1);
    expect(link.refusal.value).toEqual({ code: 4501, message: "expired" });
  });

  it("forgets what may no longer be seen", () => {
    wire.now.welcome();
    const f = link.follow("queue/q", sum);
    wire.now.say({ type: "snapshot", stream: "queue/q", epoch: "e", offset: 1, state: { n: 0 } });
    wire.now.say({ type: "revoked", stream: "queue/q", reason: "transferred" });
    expect(f.state.value).toBeNull();
    expect(f.trouble.value?.code).toBe("revoked");
  });

  it("gives up a request after its time and says it may be tried again", async () => {
    wire.now.welcome();
    const late = link.query("whoami");
    const caught = late.catch((e: Refused) => e.failure);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await caught).toMatchObject({ code: "unavailable", retry: true });
  });

  it("follows once for two who look, and unsubscribes after the last", () => {
    wire.now.welcome();
    const a = link.follow("queue/q", sum);
    const b = link.follow("queue/q", sum);
    expect(a).toBe(b);
    link.unfollow(a as never);
    expect(wire.now.sent.some((f) => f["type"] === "unsubscribe")).toBe(false);
    link.unfollow(b as never);
    expect(wire.now.last("unsubscribe")["stream"]).toBe("queue/q");
  });
});
