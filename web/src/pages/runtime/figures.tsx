// How the server is, from its metrics: rates over the last two minutes, percentiles since its start, actors by kind.
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Spark } from "../../charts/line";
import { Loading } from "../../parts/states";
import { link } from "../../session";
import { bytes, duration, number } from "../../words/format";
import { t, type Key } from "../../words/words";
import { by_label, last, parse_metrics, quantile, rates, sample, type Metric, type Sample } from "./metrics";

const every_ms = 2000;
const kept = 60;

export function Figures() {
  const samples = useSignal<Sample[]>([]);
  const metrics = useSignal<Metric[]>([]);
  const trips = useSignal<number[]>([]);
  useEffect(() => {
    const look = async () => {
      const asked = performance.now();
      link.peek()?.query("whoami").then(() => (trips.value = [...trips.value, performance.now() - asked].slice(-kept)), () => undefined);
      const answer = await fetch("/metrics").catch(() => null);
      if (!answer?.ok) return;
      metrics.value = parse_metrics(await answer.text());
      samples.value = [...samples.value, sample(metrics.value, Date.now())].slice(-kept);
    };
    void look();
    const soon = setTimeout(() => void look(), 600); // two make a rate
    const timer = setInterval(() => void look(), every_ms);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, []);
  const all = samples.value;
  if (all.length === 0) return <Loading />;
  const now = (name: string) => all.at(-1)?.values[name] ?? 0;
  const course = (name: string) => all.map((s) => s.values[name] ?? 0);
  const tile = (name: string) => rates(all, name);
  const per_s = (n: number) => t("runtime.per_s", { n: number(n, n < 10 ? 1 : 0) });
  return (
    <section aria-label={t("runtime.last_minutes")} class="tiles_box">
      <h2>{t("runtime.last_minutes")}</h2>
      <div class="tiles">
        <Tile name={t("runtime.sessions")} value={number(now("earshot_sessions"))} of={course("earshot_sessions")} />
        <Tile name={t("runtime.subscriptions")} value={number(now("earshot_subscriptions"))} of={course("earshot_subscriptions")} />
        <Tile name={t("runtime.commands")} value={per_s(last(tile("earshot_commands_total")))} of={tile("earshot_commands_total")} />
        <Tile name={t("runtime.in")} value={per_s(last(tile("earshot_frames_received_total")))} of={tile("earshot_frames_received_total")} />
        <Tile name={t("runtime.out")} value={per_s(last(tile("earshot_frames_sent_total")))} of={tile("earshot_frames_sent_total")} />
        <Tile name={t("runtime.memory")} value={bytes(now("earshot_resident_memory_bytes"))} of={course("earshot_resident_memory_bytes")} />
        <Tile name={t("runtime.log")} value={number(now("earshot_log_position"))} of={tile("earshot_log_position")} />
        <Tile name={t("runtime.backlog")} value={bytes(now("earshot_log_backlog_bytes"))} of={course("earshot_log_backlog_bytes")} />
      </div>
      <h2>{t("runtime.times")}</h2>
      <div class="tiles wide">
        <Percentiles name={t("runtime.answer")} text={t("runtime.answer_text")} of={(q) => in_ms(quantile(metrics.value, "earshot_answer_seconds", q))} write={duration} />
        <RoundTrip of={trips.value} />
        <Percentiles name={t("runtime.commit")} text={t("runtime.commit_text")} of={(q) => in_ms(quantile(metrics.value, "earshot_log_commit_seconds", q))} write={duration} />
        <Percentiles name={t("runtime.batch")} text={t("runtime.batch_text")} of={(q) => quantile(metrics.value, "earshot_log_batch_events", q)} write={number} />
        <Actors of={metrics.value} />
      </div>
      <Everything of={metrics.value} />
    </section>
  );
}

const in_ms = (seconds: number | null) => (seconds === null ? null : seconds * 1000);

function Tile({ name, value, of }: { name: string; value: string; of: number[] }) {
  return (
    <article class="card tile">
      <h3>{name}</h3>
      <p class="big">{value}</p>
      <Spark of={of} />
    </article>
  );
}

/** Half, nine tenths and 99 of 100 lie below; says so where there is nothing yet. */
function Percentiles({ name, text, of, write }: { name: string; text: string; of: (q: number) => number | null; write: (v: number | null) => string }) {
  const any = of(0.5) !== null;
  return (
    <article class="card tile">
      <h3>{name}</h3>
      {any ? <dl class="percentiles">{[0.5, 0.9, 0.99].map((q) => <div key={q}><dt>p{q * 100}</dt><dd>{write(of(q))}</dd></div>)}</dl> : <p class="fine">{t("runtime.no_times")}</p>}
      <p class="fine">{text}</p>
    </article>
  );
}

/** From a question of this page to its answer, over the last two minutes. */
function RoundTrip({ of }: { of: number[] }) {
  const sorted = [...of].sort((a, b) => a - b);
  return <Percentiles name={t("runtime.round_trip")} text={t("runtime.round_trip_text")} write={duration} of={(q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? null} />;
}

function Actors({ of }: { of: Metric[] }) {
  return (
    <article class="card tile">
      <h3>{t("runtime.actors")}</h3>
      <dl class="percentiles">
        {by_label(of, "earshot_actors", "kind").map(([kind, n]) => <div key={kind} data-actors={kind}><dt>{t(`runtime.actors.${kind}` as Key)}</dt><dd>{number(n)}</dd></div>)}
      </dl>
      <p class="fine">{t("runtime.actors_text")}</p>
    </article>
  );
}

function Everything({ of }: { of: Metric[] }) {
  return (
    <details class="card all_figures">
      <summary>{t("runtime.everything")}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("runtime.everything")}>
        <table>
          <tbody>
            {of.filter((m) => !m.name.endsWith("_bucket")).map((m) => (
              <tr key={m.name + m.labels}><th scope="row"><code>{m.name}{m.labels}</code><br /><small lang="en">{m.help}</small></th><td class="n">{number(m.value, Number.isInteger(m.value) ? 0 : 4)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
