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
