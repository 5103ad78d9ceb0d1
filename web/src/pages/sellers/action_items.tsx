// What the seller has promised in this conversation, to be ticked off.
import { useSignal } from "@preact/signals";
import { Empty, Outcome, Show } from "../../parts/states";
import { command, useDeed, useQuery } from "../../parts/use";
import type { Conversation } from "../../wire/types";
import { t } from "../../words/words";

interface Item { conversation: string; item: number; message: number; text: string; state: "open" | "done" }

export function ActionItems({ of: c, seller, go }: { of: Conversation; seller: string; go: (message: number) => void }) {
  const [answer, again] = useQuery<{ items: Item[] }>("action_items", { seller, ...around(c) });
  const [deed, run] = useDeed();
  const ticked = useSignal<Record<number, boolean>>({}); // before the server has said so
  const set = async (i: Item, done: boolean) => {
    ticked.value = { ...ticked.value, [i.item]: done };
    if (await run(() => command("action_item.set", { conversation: c.conversation, item: i.item, state: done ? "done" : "open" }))) return again();
    const { [i.item]: _, ...rest } = ticked.value;
    ticked.value = rest;
  };
  return (
    <section class="card pad"><h2>{t("sellers.action_items")}</h2>
      <Show answer={answer}>
        {(found) => {
          const items = found.items.filter((i) => i.conversation === c.conversation);
          return items.length === 0 ? <Empty quiet title={t("sellers.no_action_items")} /> : (
            <ul class="items">
              {items.map((i) => (
                <li key={i.item} data-item={i.item}>
                  <label class="check"><input type="checkbox" checked={ticked.value[i.item] ?? i.state === "done"} onChange={(e) => void set(i, e.currentTarget.checked)} /> <span>{i.text}</span></label>
                  <button type="button" class="link" onClick={() => go(i.message)}>{t("sellers.to_line", { n: i.message })}</button>
                </li>
              ))}
            </ul>
          );
        }}
      </Show>
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </section>
  );
}

/** A period that surely holds the conversation. */
function around(c: Conversation): { from: string; to: string } {
  const day = 86_400_000;
  const times = [c.opened_at, c.messages.at(-1)?.at ?? c.opened_at].map((x) => Date.parse(x));
  return { from: new Date(Math.min(...times) - day).toISOString(), to: new Date(Math.max(...times) + day).toISOString() };
}
