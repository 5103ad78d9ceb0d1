// The conversations, worst first. Only the rows in sight stand in the page; while one points at the list
// or is in it, everyone keeps their place.
import { useEffect, useRef } from "preact/hooks";
import { useSignal, type Signal } from "@preact/signals";
import { arrange, no_filter, passes, waits_ms, window_of, type Filter, type WallRow } from "../../live/queue";
import { Mood } from "../../parts/mood";
import { Empty } from "../../parts/states";
import { person_name } from "../../names";
import { now, to } from "../../session";
import { clock, number } from "../../words/format";
import { count, t } from "../../words/words";

const row_px = 48;
const settle_ms = 1500; // between two re-orderings, so that eyes can follow
const idle_ms = 8000; // a pointer that rests this long holds nothing

export function Rows({ rows, total, from, filter, chosen, many, names }: {
  rows: WallRow[]; total: number; from: number; filter: Signal<Filter>; chosen: string; many: boolean; names: Map<string, string>;
}) {
  const inside = useSignal(false);
  const pinned = useSignal(false);
  const [shown, order] = useOrder(rows, inside.value || pinned.value, filter.value, from);
  const view = useSignal({ top: 0, height: 600 });
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const b = box.current;
    if (!b) return;
    const look = () => (view.value = { top: b.scrollTop, height: b.clientHeight });
    const watcher = new ResizeObserver(look);
    watcher.observe(b);
    b.addEventListener("scroll", look, { passive: true });
    return () => {
      watcher.disconnect();
      b.removeEventListener("scroll", look);
    };
  }, []);
  const idle = useRef<ReturnType<typeof setTimeout>>();
  const touch = () => {
    clearTimeout(idle.current);
    idle.current = setTimeout(() => (inside.value = false), idle_ms);
    inside.value = true;
  };
  const [first, past] = window_of(view.value.top, view.value.height, row_px, order.length);
  return (
    <>
      <div class="list_head">
        <h2>{count("wall.count", shown.size)}</h2>
        <span class="soft" role="status">{inside.value && !pinned.value ? t("wall.held") : total > rows.length ? t("wall.riskiest", { all: number(total) }) : ""}</span>
        <button type="button" class="slim" aria-pressed={pinned.value} onClick={() => (pinned.value = !pinned.value)}>{t("wall.hold")}</button>
      </div>
      <div class="rows" ref={box} tabIndex={0}
        onPointerMove={touch} onPointerLeave={() => (inside.value = false)} onFocusCapture={touch} onBlurCapture={() => (inside.value = false)}>
        {order.length === 0 ? (
          rows.length === 0 ? <Empty title={t("wall.nothing")} text={t("wall.nothing_text")} /> : (
            <Empty title={t("wall.no_match")}><button type="button" onClick={() => (filter.value = no_filter)}>{t("wall.clear")}</button></Empty>
          )
        ) : (
          <table aria-rowcount={order.length + 1}>
            <thead>
              <tr>
                <th scope="col">{t("wall.level")}</th>
                <th scope="col">{t("customer")}</th>
                {many && <th scope="col" class="c_queue">{t("queue")}</th>}
                <th scope="col" class="c_agent">{t("agent")}</th>
                <th scope="col" class="c_status">{t("status")}</th>
                <th scope="col" class="c_trend">{t("wall.trend")}</th>
                <th scope="col" class="c_wait">{t("wall.waiting")}</th>
              </tr>
            </thead>
            <tbody>
              {first > 0 && <tr class="spacer" aria-hidden="true" style={{ height: first * row_px }}><td /></tr>}
              {order.slice(first, past).map((id, i) => {
                const r = shown.get(id);
                return r && <RowLine key={id} of={r} at={first + i} here={id === chosen} queue={many ? names.get(r.queue) ?? r.queue : null} />;
              })}
              {past < order.length && <tr class="spacer" aria-hidden="true" style={{ height: (order.length - past) * row_px }}><td /></tr>}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}

/**
 * The rows that pass the filter, and their order: kept while held, else settled now and then, and at
 * once for another filter or rows `from` another number of queues.
 */
function useOrder(rows: WallRow[], held: boolean, filter: Filter, from: number): [Map<string, WallRow>, string[]] {
  const order = useRef<string[]>([]);
  const settled = useRef(0);
  const last = useRef({ filter, from: 0 });
  const shown = new Map(rows.filter((r) => passes(r, filter)).map((r) => [r.conversation, r]));
  const other = last.current.filter !== filter || last.current.from !== from;
  const due = other || Date.now() - settled.current > settle_ms;
  if (due && !held) settled.current = Date.now();
  order.current = arrange([...shown.values()], order.current, (held && !other) || !due);
  last.current = { filter, from };
  return [shown, order.current];
}

function RowLine({ of: r, at, here, queue }: { of: WallRow; at: number; here: boolean; queue: string | null }) {
  const waits = waits_ms(r, now.value);
  return (
    <tr class="row_line" aria-rowindex={at + 2} data-conversation={r.conversation} data-here={here} data-value={r.sentiment?.level ? r.sentiment.value : "none"}>
      <td class="c_level">{r.sentiment ? <Mood of={r.sentiment} size={24} /> : <span class="soft">–</span>}</td>
      <td class="c_customer"><a href={to("wall", r.conversation)} aria-current={here ? "true" : undefined}>{r.customer?.name ?? r.customer?.id ?? r.conversation}</a></td>
      {queue !== null && <td class="c_queue">{queue}</td>}
      <td class="c_agent">{r.agent ? person_name(r.agent) : <span class="soft">{t("nobody")}</span>}</td>
      <td class="c_status">{t(`status.${r.status}`)}</td>
      <td class="c_trend"><Trend of={r.trend} /></td>
      <td class="c_wait">{waits > 0 ? <span class={waits > 60_000 ? "waits long" : "waits"}>{clock(waits)}</span> : ""}</td>
    </tr>
  );
}

/** An arrow and its word: which way the mood goes. */
function Trend({ of }: { of: WallRow["trend"] }) {
  if (Array.isArray(of)) return <Spark of={of} />;
  if (of === null || of === undefined) return null;
  const way = of > 0.05 ? "up" : of < -0.05 ? "down" : "flat";
  return (
    <span class="trend" data-way={way}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><path d={way === "up" ? "M2 11l4-5 2 2 4-5" : way === "down" ? "M2 3l4 5 2-2 4 5" : "M2 7h10"} /></svg>
      <span class="word">{t(`wall.trend.${way}`)}</span>
    </span>
  );
}

function Spark({ of }: { of: (number | null)[] }) {
  const points = of.map((v, i) => (v === null ? null : `${4 + i * 9},${9 - v * 7}`)).filter(Boolean);
  const first = of.find((v) => v !== null) ?? 0;
  const last = of.findLast((v) => v !== null) ?? 0;
  const way = last - first > 0.05 ? "up" : last - first < -0.05 ? "down" : "flat";
  return (
    <span class="trend" data-way={way}>
      <svg width="54" height="18" viewBox="0 0 54 18" aria-hidden="true"><polyline points={points.join(" ")} /></svg>
      <span class="unseen">{t(`wall.trend.${way}`)}</span>
    </span>
  );
}
