// The one connection of the console: signs in, sends requests, follows streams, and after a cut comes
// back and resumes each stream where it was. Knows frames, not pages.
import { signal } from "@preact/signals";
import { backoff_ms, is_final } from "./backoff";
import { Following, type Fold } from "./following";
import type { Failure, ServerFrame, User } from "./types";

/** What the shell shows: "lost" is on its way back, "ended" is not. */
export type Sign = "connecting" | "live" | "lost" | "ended";

export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

type Frame = Record<string, unknown>;
interface Pending { frame: Frame; sent: boolean; done: (r: unknown) => void; failed: (e: Refused) => void; until: number }

const in_flight_max = 48; // the server takes 64
const pending_max = 512;
const patience_ms = 20_000;
const ping_ms = 20_000;
const silence_ms = 32_000;

const name_of = (frame: Frame): string => `${String(frame["type"])} ${String(frame["op"] ?? frame["what"] ?? "")}`;

/** A JSON Web Token has three parts; what has not is a one-time ticket; nothing: the cookie speaks for us. */
export function credential(text: string): { token: string } | { ticket: string } | Record<string, never> {
  if (text === "") return {};
  return text.split(".").length === 3 ? { token: text } : { ticket: text };
}

export interface Surroundings {
  open: (url: string) => WebSocket;
  now: () => number;
  random: () => number;
}
const browser: Surroundings = {
  open: (url) => new WebSocket(url, "earshot.v1"),
  now: () => Date.now(),
  random: () => Math.random(),
};

export class Link {
  readonly sign = signal<Sign>("connecting");
  readonly user = signal<User | null>(null);
  readonly server = signal("");
  /** Why the server does not want us back; null while it does. */
  readonly refusal = signal<{ code: number; message: string } | null>(null);
  readonly expiring = signal(false);
  /** Milliseconds to add to our clock to get the server's. */
  skew_ms = 0;
  /** Sees every frame, for whoever wants to show them. */
  spy: ((direction: "out" | "in", frame: Frame) => void) | null = null;

  private socket: WebSocket | null = null;
  private welcome = false;
  private tries = 0;
  private heard = 0;
  private count = 0;
  private pending = new Map<string, Pending>();
  /** What this server has said it does not know: asked again and again it would hang up. */
  private absent = new Map<string, Failure>();
  private streams = new Map<string, Following>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawing: ReturnType<typeof setTimeout> | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private said = "";

  constructor(
    private readonly url: string,
    readonly token: string,
    private readonly around: Surroundings = browser,
  ) {}

  start(): void {
    this.clock = setInterval(() => this.every_second(), 1000);
    this.connect();
  }

  stop(): void {
    clearInterval(this.clock);
    clearTimeout(this.timer);
    clearTimeout(this.drawing);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
    this.sign.value = "ended";
    for (const [id] of this.pending) this.fail(id, "unavailable", "the session has ended");
  }

  /** Try now instead of at the end of the wait: the network is back, or a person asks. */
  hurry(): void {
    if (this.sign.value !== "lost") return;
    clearTimeout(this.timer);
    this.connect();
  }

  // --- requests

  /** Resolves with the result once it is durable; safe over a cut, for it carries a key. */
  command<R = unknown>(op: string, args: Frame): Promise<R> {
    return this.request({ type: "command", op, args, key: this.new_key() }) as Promise<R>;
  }

  query<R = unknown>(what: string, args: Frame = {}): Promise<R> {
    return this.request({ type: "query", what, args }) as Promise<R>;
  }

  request(frame: Frame): Promise<unknown> {
    return new Promise((done, failed) => {
      const id = String(++this.count);
      const absent = this.absent.get(name_of(frame));
      if (absent) return failed(new Refused(absent));
      if (this.pending.size >= pending_max || this.sign.value === "ended")
        return failed(new Refused({ code: "unavailable", message: "not connected", retry: true }));
      this.pending.set(id, { frame: { ...frame, id }, sent: false, done, failed, until: this.around.now() + patience_ms });
      this.pump();
    });
  }

  /** Never twice, in no tab of this user: 104 random bits. */
  private new_key(): string {
    const part = () => Math.floor(this.around.random() * 2 ** 52).toString(36);
    return `${part()}-${part()}`;
  }

  private pump(): void {
    if (!this.welcome) return;
    let sent = 0;
    for (const p of this.pending.values()) if (p.sent) ++sent;
    for (const p of this.pending.values()) {
      if (sent >= in_flight_max) return;
      if (p.sent) continue;
      p.sent = true;
      ++sent;
      this.send(p.frame);
    }
  }

  private fail(id: string, code: string, message: string): void {
    this.pending.get(id)?.failed(new Refused({ code, message, retry: true }));
    this.pending.delete(id);
  }

  // --- streams

  /** Follows a stream until as many `unfollow` as `follow` were called; shared by all who look. */
  follow<S>(stream: string, fold: Fold<S>): Following<S> {
    let f = this.streams.get(stream) as Following<S> | undefined;
    if (!f) {
      f = new Following(stream, fold);
      this.streams.set(stream, f as Following);
      this.subscribe(f as Following);
    }
    ++f.lookers;
    return f;
  }

  unfollow(f: Following<never> | Following): void {
    if (--f.lookers > 0 || this.streams.get(f.stream) !== f) return;
    this.streams.delete(f.stream);
    if (this.welcome && !f.trouble.value) this.request({ type: "unsubscribe", stream: f.stream }).catch(() => undefined);
  }

  private subscribe(f: Following): void {
    if (!this.welcome) return; // all are subscribed at the welcome
    this.request({ type: "subscribe", stream: f.stream, from: f.place ? { ...f.place } : "snapshot" }).catch((e: Refused) => {
      if (this.streams.get(f.stream) !== f) return;
      if (e.failure.retry) setTimeout(() => this.streams.get(f.stream) === f && this.subscribe(f), e.failure.after_ms ?? 1000);
      else f.end(e.failure);
    });
  }

  /** Fetches the state afresh, where events alone do not bring everything back. */
  refresh(stream: string): void {
    const f = this.streams.get(stream);
    if (f && this.welcome) this.again(f);
  }

  private again(f: Following): void {
    f.place = null;
    this.subscribe(f);
  }

  private redraw(): void {
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      for (const f of this.streams.values()) f.flush();
    }, 16);
  }

  // --- the socket

  private connect(): void {
    const socket = this.around.open(this.url);
    this.socket = socket;
    this.welcome = false;
    this.heard = this.around.now();
    socket.onopen = () => this.send({ type: "hello", v: 1, ...credential(this.token), client: { name: "console", version: "1" } });
    socket.onmessage = (m) => {
      if (this.socket === socket) this.hear(JSON.parse(String(m.data)) as ServerFrame);
    };
    socket.onclose = (c) => {
      if (this.socket === socket) this.cut(c.code, c.reason);
    };
  }

  private cut(code: number, reason: string): void {
    this.socket = null;
    this.welcome = false;
    if (is_final(code)) {
      this.refusal.value = { code, message: this.said || reason };
      return this.stop();
    }
    // Unanswered requests go out again at the welcome: commands carry a key, so nothing happens twice.
    for (const [id, p] of this.pending) {
      if (p.frame["type"] === "command" || p.frame["type"] === "query") p.sent = false;
      else this.pending.delete(id);
    }
    this.sign.value = "lost";
    this.timer = setTimeout(() => this.connect(), backoff_ms(this.tries++, this.around.random()));
  }

  private send(frame: Frame): void {
    this.spy?.("out", frame);
    this.socket?.send(JSON.stringify(frame));
  }

  private hear(frame: ServerFrame): void {
    this.heard = this.around.now();
    this.spy?.("in", frame as unknown as Frame);
    switch (frame.type) {
      case "welcome": return this.arrive(frame);
      case "ok":
        this.pending.get(frame.id)?.done(frame.result);
        this.pending.delete(frame.id);
        return this.pump();
      case "error":
        this.refused(frame);
        return this.pump();
      case "snapshot": return this.streams.get(frame.stream)?.begin(frame);
      case "event": {
        const f = this.streams.get(frame.stream);
        if (f?.take(frame) === "hole" && f.place) this.again(f);
        return this.redraw();
      }
      case "gap": {
        const f = this.streams.get(frame.stream);
        return f && this.again(f);
      }
      case "revoked":
        return this.streams.get(frame.stream)?.end({ code: "revoked", message: frame.reason, retry: false });
      case "notice":
        if (frame.kind === "token_expiring") this.expiring.value = true;
    }
  }

  private refused(frame: Extract<ServerFrame, { type: "error" }>): void {
    const asked = this.pending.get(frame.id ?? "");
    if (!asked) this.said = frame.message;
    else if (frame.code === "unknown_op") this.absent.set(name_of(asked.frame), frame);
    asked?.failed(new Refused(frame));
    this.pending.delete(frame.id ?? "");
  }

  private arrive(frame: Extract<ServerFrame, { type: "welcome" }>): void {
    this.welcome = true;
    this.tries = 0;
    this.absent.clear(); // it may be a newer one
    this.skew_ms = Date.parse(frame.server.time) - this.around.now();
    this.user.value = frame.user;
    this.server.value = frame.server.version;
    this.sign.value = "live";
    for (const f of this.streams.values()) if (!f.trouble.value) this.subscribe(f);
    this.pump();
  }

  private every_second(): void {
    const now = this.around.now();
    for (const [id, p] of this.pending) if (now > p.until) this.fail(id, "unavailable", "no answer in time");
    const silent = now - this.heard;
    if (this.welcome && silent > silence_ms) this.socket?.close(4004);
    else if (this.welcome && silent > ping_ms && Math.floor(silent / 1000) % 5 === 0) this.send({ type: "ping" });
  }
}
