// A small office for the stories: two queues, agents, a supervisor, a connector that brings customers.
import { Server, type Program } from "./server";

export interface Office { server: Server; admin: Program; chat: Program; say: (c: string, text: string, who?: string) => Promise<unknown> }

export async function office(...flags: string[]): Promise<Office> {
  const server = await new Server().start(...flags);
  const admin = await server.program("root", "admin");
  for (const [queue, name, languages] of [["support", "Support", ["en"]], ["danish", "Kundeservice", ["da"]]] as const) {
    await admin.command("queue.create", { queue, name, members: ["mette", "john"], supervisors: ["vera"], languages });
    await admin.command("queue.configure", { queue, sentiment: true, multilingual: true });
  }
  const chat = await server.program("web-chat", "connector");
  const o: Office = {
    server, admin, chat,
    say: (conversation, text, role = "customer") => o.chat.command("conversation.message", { conversation, text, author: { role } }),
  };
  return o;
}

/** A customer who is in conversation with `agent`. */
export async function customer(o: Office, conversation: string, more: { queue?: string; name?: string; agent?: string; with_bot?: boolean; language?: string } = {}): Promise<void> {
  const { queue = "support", name = "Ana", agent = "mette", with_bot, language } = more;
  await o.chat.command("conversation.open", {
    conversation, queue, channel: "chat", with_bot, customer: { id: `customer-${conversation}`, name, language, attributes: { plan: "Family" } },
  });
  if (with_bot) {
    await o.say(conversation, "Hi, I am the assistant. What is it about?", "bot");
    await o.say(conversation, "I want to talk to a person please.");
    await o.chat.command("conversation.escalate", { conversation });
  }
  if (agent) await o.chat.command("conversation.assign", { conversation, agent });
}

/** A team with a manager, trackers, and a dozen calls in the past: s0, s3, s6, s9 are John's, the others Mette's. */
export async function sales_team(o: Office): Promise<void> {
  await o.admin.command("team.set", { team: "nordic", managers: ["maria"], sellers: ["mette", "john"] });
  await o.admin.command("user.set", { user: "mette", name: "Mette Holm", mail: "mette@example.com", chat_url: "https://chat.example.com/mette" });
  await o.admin.command("trackers.set", { scope: "all", keywords: ["invoice"], competitors: [{ name: "Fjordnet", aliases: [] }] });
  for (let i = 0; i < 12; ++i) await call(o, `s${i}`, i % 3 === 0 ? "john" : "mette", i + 1);
}

/** A closed call, `days` ago. */
async function call(o: Office, conversation: string, agent: string, days: number): Promise<void> {
  const began = Date.now() - days * 86_400_000;
  const at = (ms: number) => new Date(began + ms).toISOString();
  await o.chat.command("conversation.open", { conversation, queue: "support", channel: "voice", customer: { id: `u-${conversation}`, name: "Ana" }, at: at(0) });
  await o.chat.command("conversation.assign", { conversation, agent, at: at(0) });
  const lines: [string, string][] = [
    ["customer", days % 2 ? "This is terrible, my invoice is wrong again" : "Hello, I have a question about my invoice"],
    ["agent", "I am sorry about that, I will send you a new one by Friday."],
    ["customer", days % 4 ? "Thank you, that is great help" : "Fjordnet is cheaper and I am disappointed"],
    ["agent", "Is there anything else I can do?"],
  ];
  for (const [i, [role, text]] of lines.entries())
    await o.chat.command("conversation.message", { conversation, text, author: role === "agent" ? { role, id: agent } : { role }, at: at(i * 6000), start_ms: i * 6000, duration_ms: 4000 });
  await o.chat.command("conversation.close", { conversation, outcome: days % 2 ? "unsolved" : "solved", at: at(26_000) });
}
