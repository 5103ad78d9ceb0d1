// What of the wall one wants to see.
import type { Signal } from "@preact/signals";
import { no_filter, type Filter, type WallRow } from "../../live/queue";
import { person_name } from "../../names";
import type { Status } from "../../wire/types";
import { t } from "../../words/words";
import type { KnownQueue } from "./wall";

const tones = ["negative", "neutral", "positive", "none"] as const;
const statuses: Status[] = ["bot", "open", "active", "waiting", "wrap_up"];

export function Filters({ of, rows, queues }: { of: Signal<Filter>; rows: WallRow[]; queues: KnownQueue[] }) {
  const f = of.value;
  const set = (what: Partial<Filter>) => (of.value = { ...of.value, ...what });
  const agents = [...new Set(rows.map((r) => r.agent).filter((a): a is string => !!a))].sort();
  const some = JSON.stringify(f) !== JSON.stringify(no_filter);
  return (
    <div class="filters">
      <input type="search" aria-label={t("wall.search")} placeholder={t("wall.search")} value={f.text} onInput={(e) => set({ text: e.currentTarget.value })} />
      {queues.length > 1 && <Pick label={t("queue")} value={f.queue} set={(queue) => set({ queue })} options={queues.map((q) => [q.queue, q.name || q.queue])} />}
      <Pick label={t("wall.level")} value={f.level} set={(level) => set({ level })} options={tones.map((x) => [x, t(`tone.${x}`)])} />
      <Pick label={t("agent")} value={f.agent} set={(agent) => set({ agent })} options={agents.map((a) => [a, person_name(a)])} />
      <Pick label={t("status")} value={f.status} set={(status) => set({ status })} options={statuses.map((s) => [s, t(`status.${s}`)])} />
      {some && <button type="button" class="slim" onClick={() => (of.value = no_filter)}>{t("wall.clear")}</button>}
    </div>
  );
}

function Pick({ label, value, set, options }: { label: string; value: string; set: (v: string) => void; options: [string, string][] }) {
  return (
    <select aria-label={label} value={value} data-set={value !== ""} onChange={(e) => set(e.currentTarget.value)}>
      <option value="">{label}: {t("all").toLowerCase()}</option>
      {options.map(([v, text]) => <option key={v} value={v}>{text}</option>)}
    </select>
  );
}
