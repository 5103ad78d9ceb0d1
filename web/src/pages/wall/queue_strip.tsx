// One card for each queue: how it stands, and its switches with who moved them last.
import type { Signal } from "@preact/signals";
import type { Filter } from "../../live/queue";
import { level_word, levels } from "../../parts/mood";
import { Outcome } from "../../parts/states";
import { command, useDeed } from "../../parts/use";
import { person_name } from "../../names";
import { has_role } from "../../session";
import type { Following } from "../../wire/following";
import type { Figures, Level, Policy, Queue, Threshold } from "../../wire/types";
import { clock, number, percent } from "../../words/format";
import { t } from "../../words/words";
import type { KnownQueue } from "./wall";

export function QueueStrip({ of, streams, filter }: { of: KnownQueue[]; streams: Following<Queue>[]; filter: Signal<Filter> }) {
  return (
    <section class="queue_strip" aria-label={t("wall.queues")} tabIndex={0}>
      {of.map((q) => {
        const state = streams.find((f) => f.stream === `queue/${q.queue}`)?.state.value;
        return state && <QueueCard key={q.queue} known={q} of={state} filter={filter} />;
      })}
    </section>
  );
}

function QueueCard({ known, of: q, filter }: { known: KnownQueue; of: Queue; filter: Signal<Filter> }) {
  const chosen = filter.value.queue === known.queue;
  const toggle = () => (filter.value = { ...filter.value, queue: chosen ? "" : known.queue });
  const f = q.figures;
  return (
    <article class="card queue" data-queue={known.queue} data-chosen={chosen}>
      <h2><button type="button" class="plain" aria-pressed={chosen} onClick={toggle}>{known.name || known.queue}</button></h2>
      <dl class="figures">
        <div><dt>{t("wall.live")}</dt><dd>{number(q.conversations_total)}</dd></div>
        <div><dt>{t("wall.backlog")}</dt><dd>{number(f.backlog)}</dd></div>
        <div><dt>{t("wall.longest")}</dt><dd>{clock(f.longest_wait_ms)}</dd></div>
        <div><dt>{t("wall.service")}</dt><dd>{percent(f.service_level)}</dd></div>
      </dl>
      <Shares of={f} />
      <Switches queue={known.queue} name={known.name || known.queue} of={q.policy} />
    </article>
  );
}

/** Open conversations by level, one bar from the worst to the best. */
function Shares({ of: f }: { of: Figures }) {
  const by = f.by_level;
  const all = by ? levels.reduce((n, l) => n + (by[l] ?? 0), 0) : 0;
  const text = by && all > 0 ? levels.filter((l) => by[l]).map((l) => `${level_word(l)} ${by[l]}`).join(", ") : t("none");
  return (
    <div class="shares_bar" role="img" aria-label={`${t("wall.shares")}: ${text}`} title={text}>
      {by && levels.map((l, i) => by[l] > 0 && <i key={l} data-value={i - 3} style={{ flexGrow: by[l] }} />)}
    </div>
  );
}

function Switches({ queue, name, of: p }: { queue: string; name: string; of: Policy }) {
  const [deed, run] = useDeed();
  const set = (what: object) => run(() => command("queue.configure", { queue, ...what }));
  const admin = has_role("admin");
  return (
    <div class="switches">
      <Switch label={t("wall.sentiment")} about={name} name="sentiment" on={p.sentiment} set={(on) => set({ sentiment: on })} />
      <Switch label={t("wall.multilingual")} about={name} name="multilingual" on={p.multilingual} disabled={!admin} hint={admin ? undefined : t("wall.multilingual_admin")} set={(on) => set({ multilingual: on })} />
      <details class="thresholds">
        <summary>{t("wall.thresholds")}</summary>
        <div class="pop">
          <ThresholdSelect label={t("wall.alert_agent")} of={p.alerts?.agent} set={(agent) => set({ alerts: { agent } })} />
          <ThresholdSelect label={t("wall.alert_supervisor")} of={p.alerts?.supervisor} set={(supervisor) => set({ alerts: { supervisor } })} />
          <p class="fine">{p.changed_by ? t("wall.changed_by", { name: person_name(p.changed_by) }) : t("wall.changed_never")}</p>
        </div>
      </details>
      <p class="fine changed">{p.changed_by ? t("wall.changed_by", { name: person_name(p.changed_by) }) : t("wall.changed_never")}</p>
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </div>
  );
}

function Switch({ label, about, name, on, set, disabled, hint }: {
  label: string; about: string; name: string; on: boolean; set: (on: boolean) => void; disabled?: boolean; hint?: string;
}) {
  return (
    <button type="button" class="switch" role="switch" data-switch={name} aria-checked={on} aria-label={`${label}, ${about}`} disabled={disabled} title={hint} onClick={() => set(!on)}>
      <i aria-hidden="true" />
      <span>{label}</span>
    </button>
  );
}

const thresholds: Threshold[] = ["off", "slightly_negative", "negative", "very_negative"];

function ThresholdSelect({ label, of, set }: { label: string; of: Threshold | undefined; set: (t: Threshold) => void }) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={of ?? "off"} onChange={(e) => set(e.currentTarget.value as Threshold)}>
        {thresholds.map((l) => <option key={l} value={l}>{l === "off" ? t("wall.off") : level_word(l as Level)}</option>)}
      </select>
    </label>
  );
}
