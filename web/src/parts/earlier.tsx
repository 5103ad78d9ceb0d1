// What was said before the messages of a snapshot, which has the newest: asked for piece by piece.
import { useSignal } from "@preact/signals";
import { as_seen_now } from "../live/conversation";
import { link } from "../session";
import type { Conversation, Message } from "../wire/types";
import { t } from "../words/words";
import { Outcome } from "./states";
import { useDeed } from "./use";

const piece = 200;

interface Page { messages: Message[]; next: number | null }

export interface Earlier { messages: Message[]; left: number; more: () => Promise<unknown> }

/** All messages of `c` that are here, in their order, and how many earlier ones are not. */
export function useEarlier(c: Conversation): Earlier {
  const fetched = useSignal<{ of: string; messages: Message[] }>({ of: c.conversation, messages: [] });
  const newest = c.messages[0]?.message ?? 1;
  const kept = fetched.value.of === c.conversation ? fetched.value.messages.filter((m) => m.message < newest) : [];
  const before = as_seen_now(c, kept);
  const first = before[0]?.message ?? newest;
  const left = (c.messages_before ?? 0) > 0 ? first - 1 : 0;
  const more = async () => {
    const found: Message[] = [];
    for (let after: number | null = Math.max(0, first - 1 - piece); after !== null && after < first - 1; ) {
      const page: Page | undefined = await link.peek()?.query<Page>("conversation.transcript", { conversation: c.conversation, after, limit: first - 1 - after });
      found.push(...(page?.messages ?? []));
      after = page?.next ?? null;
    }
    fetched.value = { of: c.conversation, messages: [...found, ...kept] };
  };
  return { messages: [...before, ...c.messages], left, more };
}

export function EarlierButton({ of: { left, more } }: { of: Earlier }) {
  const [deed, run] = useDeed();
  if (left <= 0) return null;
  return (
    <div class="divider">
      <button type="button" class="slim" disabled={deed.value.is === "busy"} onClick={() => run(more)}>{t("desk.earlier")}</button>
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </div>
  );
}
