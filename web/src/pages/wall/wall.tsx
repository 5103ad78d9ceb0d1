// The supervisor's wall: queues on top, conversations worst first, alerts beside them, and whoever one
// looks into.
import { useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { fold_queue, held_at, no_filter, type Filter, type WallRow } from "../../live/queue";
import { Empty, Loading, Show, Trouble } from "../../parts/states";
import { useQuery, useStreams } from "../../parts/use";
import { has_role, now } from "../../session";
import type { Following } from "../../wire/following";
import type { Queue } from "../../wire/types";
import { t } from "../../words/words";
import { AlertRail } from "./alert_rail";
import { Filters } from "./filters";
import { Monitor } from "./monitor";
import { QueueStrip } from "./queue_strip";
import { Rows } from "./rows";
import { useFurtherPages } from "./further_pages";

export interface KnownQueue { queue: string; name?: string; supervisor?: boolean; member?: boolean; languages?: string[] }

export function Wall({ rest }: { rest: string }) {
  const [answer, again] = useQuery<{ queues: KnownQueue[] }>("queues");
  if (!has_role("supervisor", "admin")) return <Trouble why={{ code: "forbidden", message: "", retry: false }} ask={{ what: "op", op: "queue.configure" }} />;
  return (
    <Show answer={answer} again={again}>
      {(found) => {
        const watched = found.queues.filter((q) => q.supervisor || has_role("admin"));
        return watched.length === 0 ? <Empty title={t("wall.empty")} text={t("wall.empty_text")} /> : <Watch queues={watched} chosen={rest} />;
      }}
    </Show>
  );
}

function Watch({ queues, chosen }: { queues: KnownQueue[]; chosen: string }) {
  const streams = useStreams<Queue>(queues.map((q) => `queue/${q.queue}`), fold_queue);
  const filter = useSignal<Filter>(no_filter);
  const first = useRef(chosen);
  useFurtherPages(streams);
  const here = streams.filter((f) => f.state.value);
  if (here.length === 0) return <Loading />;
  const rows = here.flatMap(rows_of);
  return (
    <div class={`watch ${chosen ? "chosen" : ""}`}>
      <QueueStrip of={queues} streams={streams} filter={filter} />
      <section class="conversations" aria-label={t("wall.conversations")}>
        <Filters of={filter} rows={rows} queues={queues} />
        <Rows rows={rows} from={here.length} total={here.reduce((n, f) => n + (f.state.value?.conversations_total ?? 0), 0)} filter={filter} chosen={chosen} many={queues.length > 1} names={new Map(queues.map((q) => [q.queue, q.name ?? q.queue]))} />
      </section>
      <aside class="rail">
        <AlertRail streams={streams} chosen={chosen} />
        {chosen && <Monitor conversation={chosen} key={chosen} streams={streams} enter={chosen !== first.current} />}
      </aside>
    </div>
  );
}

function rows_of(f: Following<Queue>): WallRow[] {
  const queue = f.stream.slice("queue/".length);
  return (f.state.value?.conversations ?? []).map((r) => ({ ...r, queue, at: held_at(r, now.peek()) }));
}
