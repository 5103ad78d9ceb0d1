// How the server is, and what it knows of queues, teams, people and trackers. For administrators.
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Spark } from "../../charts/line";
import { Loading, Trouble } from "../../parts/states";
import { useQuery, value_of } from "../../parts/use";
import { has_role, link } from "../../session";
import { bytes, duration, number } from "../../words/format";
import { t } from "../../words/words";
import type { KnownQueue } from "../wall/wall";
import { Forms } from "./forms";
import { last, parse_metrics, quantile, rates, sample, type Metric, type Sample } from "./metrics";
import { SetUp } from "./set_up";

const every_ms = 2000;
const kept = 60;

export function Runtime(_: { rest: string }) {
  if (!has_role("admin")) return <Trouble why={{ code: "forbidden", message: "", retry: false }} ask={{ what: "op", op: "queue.create" }} />;
  return <Admin />;
}

function Admin() {
  const [answer, again] = useQuery<{ queues: (KnownQueue & { policy?: { sentiment: boolean } })[] }>("queues");
  const queues = value_of(answer)?.queues;
  return (
    <div class="runtime_page">
      {queues && <SetUp queues={queues} again={again} />}
      <Figures />
      {queues && <Forms queues={queues} again={again} />}
    </div>
  );
}

function Figures() {
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
    const timer = setInterval(() => void look(), every_ms);
    return () => clearInterval(timer);
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
        <Tile name={t("runtime.commands")} value={per_s(last(tile("earshot_commands_total")))} of={tile("earshot_commands_total")} />
        <Tile name={t("runtime.in")} value={per_s(last(tile("earshot_frames_received_total")))} of={tile("earshot_frames_received_total")} />
        <Tile name={t("runtime.out")} value={per_s(last(tile("earshot_frames_sent_total")))} of={tile("earshot_frames_sent_total")} />
        <Tile name={t("runtime.memory")} value={bytes(now("earshot_resident_memory_bytes"))} of={course("earshot_resident_memory_bytes")} />
        <Tile name={t("runtime.log")} value={number(now("earshot_log_position"))} of={tile("earshot_log_position")} />
        <Tile name={t("runtime.backlog")} value={bytes(now("earshot_log_backlog_bytes"))} of={course("earshot_log_backlog_bytes")} />
        <Tile name={t("runtime.subscriptions")} value={number(now("earshot_subscriptions"))} of={course("earshot_subscriptions")} />
        <RoundTrip of={trips.value} />
        <Percentiles of={metrics.value} />
      </div>
      <details class="card all_figures">
        <summary>{t("runtime.everything")}</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={t("runtime.everything")}>
          <table>
            <tbody>
              {metrics.value.filter((m) => !m.name.endsWith("_bucket")).map((m) => (
                <tr key={m.name + m.labels}><th scope="row"><code>{m.name}{m.labels}</code></th><td class="n">{number(m.value)}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function Tile({ name, value, of }: { name: string; value: string; of: number[] }) {
  return (
    <article class="card tile">
      <h3>{name}</h3>
      <p class="big">{value}</p>
      <Spark of={of} />
    </article>
  );
}

/** From a question of this page to its answer, over the last two minutes. */
function RoundTrip({ of }: { of: number[] }) {
  const sorted = [...of].sort((a, b) => a - b);
  return (
    <article class="card tile">
      <h3>{t("runtime.round_trip")}</h3>
      <dl class="percentiles">
        {[0.5, 0.9, 0.99].map((q) => <div key={q}><dt>p{q * 100}</dt><dd>{duration(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))])}</dd></div>)}
      </dl>
    </article>
  );
}

/** A tile for each histogram in seconds that the server keeps: p50, p90, p99. */
function Percentiles({ of }: { of: Metric[] }) {
  const names = [...new Set(of.filter((m) => m.name.endsWith("_seconds_bucket")).map((m) => m.name.slice(0, -"_bucket".length)))];
  return (
    <>
      {names.map((name) => (
        <article key={name} class="card tile">
          <h3>{of.find((m) => m.name === `${name}_bucket`)?.help || name}</h3>
          <dl class="percentiles">
            {[0.5, 0.9, 0.99].map((q) => {
              const v = quantile(of, name, q);
              return <div key={q}><dt>p{q * 100}</dt><dd>{duration(v === null ? null : v * 1000)}</dd></div>;
            })}
          </dl>
        </article>
      ))}
    </>
  );
}
