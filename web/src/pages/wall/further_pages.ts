// Of a large queue a snapshot has the riskiest conversations; the others are asked for page by page, so
// that filters and search know everyone. What changes meanwhile comes by event, as ever.
import { useEffect } from "preact/hooks";
import { lacks_rows, with_page } from "../../live/queue";
import { link, now } from "../../session";
import type { Following } from "../../wire/following";
import type { Queue, Row } from "../../wire/types";

const page_rows = 500; // the most one answer has
const rows_max = 5000; // of one queue; beyond that the wall says that it shows the riskiest

export function useFurtherPages(streams: Following<Queue>[]): void {
  const snapshots = streams.map((f) => `${f.stream} ${f.state.value ? f.begun : 0}`).join();
  useEffect(() => {
    for (const f of streams) void read_on(f).catch(() => undefined); // cut off: the next snapshot begins anew
  }, [snapshots]);
}

const read = new WeakMap<Following<Queue>, number>(); // up to which snapshot pages have been asked for

async function read_on(f: Following<Queue>): Promise<void> {
  const { begun } = f;
  const same = () => (f.begun === begun ? f.state.peek() : null);
  const first = same();
  if (!first || !lacks_rows(first) || read.get(f) === begun) return;
  read.set(f, begun);
  const queue = f.stream.slice("queue/".length);
  let after: string | null | undefined;
  do {
    const page = await link.peek()?.query<{ conversations: Row[]; next: string | null }>("queue.conversations", { queue, order: "risk", limit: page_rows, after });
    f.flush(); // what came before the answer is older than the answer
    const state = same();
    if (!page || !state) return;
    f.state.value = with_page(state, page.conversations, now.peek());
    after = page.next;
  } while (after && (same()?.conversations.length ?? rows_max) < rows_max);
}
