// What was noticed in the lines of a conversation: keywords, competitors, questions, promises.
import { useEffect, useState } from "preact/hooks";
import { link } from "../../session";

export interface Mention { text: string; count: number }
export interface Found {
  message: number; keywords?: Mention[]; competitors?: Mention[]; questions?: string[];
  action_items?: { item: number; text: string; state: "open" | "done" }[];
}
interface Page { messages: Found[]; next: number | null }

const pages_max = 20;

/** By number of the message; asked page by page, again where `messages`, how many there are, changes. */
export function useFound(conversation: string, messages: number): Map<number, Found> {
  const [found, set] = useState<Map<number, Found>>(new Map());
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      const all = new Map<number, Found>();
      let after: number | null = 0;
      for (let i = 0; after !== null && i < pages_max; ++i) {
        const page: Page | undefined = await link.peek()?.query<Page>("conversation.transcript", { conversation, after });
        for (const m of page?.messages ?? []) all.set(m.message, m);
        after = page?.next ?? null;
      }
      if (wanted) set(all);
    };
    ask().catch(() => undefined); // without marks the page is still right
    return () => void (wanted = false);
  }, [conversation, messages]);
  return found;
}
