// The real binary on a free loopback port, tokens for it, and programs that speak to it.
import { spawn, type ChildProcess } from "node:child_process";
import { createHmac } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

const binary = process.env["EARSHOT_BINARY"] ?? "../build/test/runtime/earshot";
// While working on the console: what Vite has just made instead of what is built in.
const web_dir = process.env["CONSOLE_DIR"] ? ["--web-dir", process.env["CONSOLE_DIR"]] : [];
const key = "0123456789abcdef0123456789abcdef";

const part = (o: unknown) => Buffer.from(JSON.stringify(o)).toString("base64url");

/** An HS256 token for the servers of these stories. */
export function token(user: string, ...roles: string[]): string {
  const now = Math.floor(Date.now() / 1000);
  const name = user[0]?.toUpperCase() + user.slice(1);
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ iss: "earshot", aud: "earshot", sub: user, name, roles, iat: now, exp: now + 3600 })}`;
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
}

/** The environment without our own variable, which the server would not know. */
function surroundings(): NodeJS.ProcessEnv {
  const { EARSHOT_BINARY: _, ...rest } = process.env;
  return rest;
}

function lines_of(child: ChildProcess, heard: (line: string) => void): void {
  if (child.stdout) createInterface({ input: child.stdout }).on("line", heard);
}

async function end(child: ChildProcess, how: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(how);
  return new Promise((done) => child.once("exit", (code) => done(code)));
}

export class Server {
  address = "127.0.0.1:0";
  private readonly folder = mkdtempSync(join(tmpdir(), "earshot-story-"));
  private child: ChildProcess | null = null;

  /** Starts, or starts again where it was: same port, same data. */
  async start(...flags: string[]): Promise<this> {
    const key_file = join(this.folder, "key");
    writeFileSync(key_file, key);
    chmodSync(key_file, 0o600);
    const words = ["serve", "--listen", this.address, "--data-dir", this.folder, "--set", `auth.key_file=${key_file}`, "--set", "server.drain_ms=200", ...web_dir, ...flags];
    const child = spawn(binary, words, { stdio: ["ignore", "pipe", "inherit"], env: surroundings() });
    this.child = child;
    this.address = await new Promise((done, failed) => {
      child.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
      lines_of(child, (line) => {
        if (line.includes('"listening"')) done((JSON.parse(line) as { address: string }).address);
      });
    });
    const ready = () => fetch(`${this.url}readyz`).then((r) => r.ok, () => false); // a connection from before may be dead
    while (!(await ready())) await new Promise((done) => setTimeout(done, 20));
    return this;
  }

  get url(): string {
    return `http://${this.address}/`;
  }

  async stop(how: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.child) await end(this.child, how);
    this.child = null;
  }

  async remove(): Promise<void> {
    await this.stop("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  program(user: string, ...roles: string[]): Promise<Program> {
    return Program.connect(`ws://${this.address}/v1/socket`, token(user, ...roles));
  }
}

/** `earshot demo`, as a newcomer starts it. */
export async function demo(): Promise<{ url: string; stop: (how?: NodeJS.Signals) => Promise<number | null> }> {
  const child = spawn(binary, ["demo", "--port", String(20000 + Math.floor(Math.random() * 20000)), ...web_dir], {
    stdio: ["ignore", "pipe", "inherit"], env: { ...surroundings(), CI: "true" },
  });
  const url = await new Promise<string>((done, failed) => {
    child.once("exit", (code) => failed(new Error(`the demo ended with ${code}`)));
    lines_of(child, (line) => {
      const found = /^URL\s+(\S+)/.exec(line);
      if (found?.[1]) done(found[1]);
    });
  });
  return { url, stop: (how = "SIGTERM") => end(child, how) };
}

type Frame = Record<string, unknown>;

/** One signed-in session that is no browser: the connector, the admin. */
export class Program {
  private count = 0;
  private waiting = new Map<string, (f: Frame) => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.on("message", (data) => {
      const f = JSON.parse(String(data)) as Frame;
      this.waiting.get(String(f["id"] ?? f["type"]))?.(f);
    });
  }

  static async connect(url: string, token: string): Promise<Program> {
    const socket = new WebSocket(url, "earshot.v1");
    const p = new Program(socket);
    const welcome = new Promise((done, failed) => {
      p.waiting.set("welcome", done);
      socket.on("error", failed);
    });
    socket.on("open", () => socket.send(JSON.stringify({ type: "hello", v: 1, token })));
    await welcome;
    return p;
  }

  private ask(frame: Frame): Promise<Frame> {
    const id = String(++this.count);
    return new Promise((done, failed) => {
      this.waiting.set(id, (f) => (f["type"] === "ok" ? done(f) : failed(new Error(`${f["code"]}: ${f["message"]}`))));
      this.socket.send(JSON.stringify({ ...frame, id }));
    });
  }

  async command(op: string, args: Frame): Promise<Frame> {
    return ((await this.ask({ type: "command", op, args }))["result"] ?? {}) as Frame;
  }

  async query(what: string, args: Frame = {}): Promise<Frame> {
    return ((await this.ask({ type: "query", what, args }))["result"] ?? {}) as Frame;
  }

  close(): void {
    this.socket.close();
  }
}
