// Alerts of all queues, newest first: who, how, since when, with which words; monitor or ignore.
import { Face, level_word } from "../../parts/mood";
import { Empty, Outcome } from "../../parts/states";
import { command, useDeed } from "../../parts/use";
import { person_name, queue_name } from "../../names";
import { go, now, to } from "../../session";
import { clock, is_word } from "../../words/format";
import type { Following } from "../../wire/following";
import type { Alert, Queue } from "../../wire/types";
import { count, t } from "../../words/words";

const storm_ms = 120_000; // without news it has passed

export function AlertRail({ streams, chosen }: { streams: Following<Queue>[]; chosen: string }) {
  const alerts = streams
    .flatMap((f) => (f.state.value?.alerts ?? []).map((a) => ({ ...a, queue: f.stream.slice("queue/".length) })))
    .filter((a) => !a.conversations || now.value - Date.parse(a.raised_at ?? "") < storm_ms)
    .sort((a, b) => ((a.raised_at ?? "") < (b.raised_at ?? "") ? 1 : -1));
  if (chosen) return <Brief of={alerts.filter((a) => a.conversation !== chosen)} />;
  return (
    <section class="alert_rail" aria-label={t("wall.alerts")}>
      <h2>{t("wall.alerts")} {alerts.length > 0 && <span class="unread">{alerts.length}</span>}</h2>
      <div role="log" aria-label={t("wall.alerts")} tabIndex={0}>
        {alerts.length === 0 ? <Empty title={t("wall.alerts_empty")} text={t("wall.alerts_empty_text")} /> : alerts.map((a) => (a.conversations ? <Storm key={`${a.queue}-many`} of={a} streams={streams} /> : <AlertCard key={a.conversation} of={a} />))}
      </div>
    </section>
  );
}

/** While one looks into a conversation: a line for each alert of the others. */
function Brief({ of }: { of: Alert[] }) {
  if (of.length === 0) return null;
  return (
    <section class="alert_brief" aria-label={t("wall.alerts")} role="log" tabIndex={0}>
      {of.map((a) => (
        <a key={a.conversation ?? `${a.queue}-many`} href={to("wall", a.conversation ?? a.conversations?.[0] ?? "")} data-conversation={a.conversation} data-value={a.level === "very_negative" ? -3 : -2}>
          <Face level={a.level ?? "very_negative"} size={20} />
          <b>{a.conversations ? count("wall.storm", a.count ?? a.conversations.length) : name_of(a)}</b>
          <span class="fine">{queue_name(a.queue ?? "")}</span>
        </a>
      ))}
    </section>
  );
}

const name_of = (a: Alert): string => (typeof a.customer === "string" ? a.customer : a.customer?.name ?? a.customer?.id ?? a.conversation);

/** How long ago it was raised: what is new is seen at once. */
function Age({ of: a }: { of: Alert }) {
  const raised = Date.parse(a.raised_at ?? "");
  return Number.isNaN(raised) ? null : <small class="waits">{t("wall.ago", { time: clock(now.value - raised) })}</small>;
}

/** Many at once, rolled up into one: the newest of them to look into. */
function Storm({ of: a, streams }: { of: Alert; streams: Following<Queue>[] }) {
  const rows = new Map(streams.flatMap((f) => f.state.value?.conversations ?? []).map((r) => [r.conversation, r]));
  return (
    <article class="card alert_card" data-value="-3">
      <Face level="very_negative" size={30} />
      <div>
        <p class="first"><b>{count("wall.storm", a.count ?? a.conversations?.length ?? 0)}</b> <Age of={a} /></p>
        <p class="fine">{queue_name(a.queue ?? "")}</p>
        <p class="words">{(a.conversations ?? []).slice(0, 8).map((c) => <a key={c} href={to("wall", c)}>{rows.get(c)?.customer?.name ?? c}</a>)}</p>
      </div>
    </article>
  );
}

function AlertCard({ of: a }: { of: Alert }) {
  const [deed, run] = useDeed();
  const set = (state: string) => run(() => command("alert.set", { conversation: a.conversation, state }));
  const monitor = () => {
    void set("taken");
    go("wall", a.conversation);
  };
  const words = (a.words ?? []).map((w) => (typeof w === "string" ? w : w.text)).filter(is_word).slice(0, 3);
  return (
    <article class="card alert_card" data-conversation={a.conversation} data-value={a.level === "very_negative" ? -3 : -2}>
      <Face level={a.level ?? null} size={30} />
      <div>
        <p class="first"><span><b>{name_of(a)}</b> · {a.level ? level_word(a.level) : ""}</span> <Age of={a} /></p>
        <p class="fine">
          {[queue_name(a.queue ?? ""), a.agent && person_name(a.agent), a.since_message ? t("wall.alert_since", { n: a.since_message }) : "", a.state === "taken" && a.by ? t("wall.taken", { name: person_name(a.by) }) : ""].filter(Boolean).join(" · ")}
        </p>
        {words.length > 0 && <p class="words">{words.map((w) => <q key={w}>{w}</q>)}</p>}
        <div class="row">
          <button type="button" class="main slim" onClick={monitor}>{t("wall.monitor")}</button>
          <button type="button" class="slim" onClick={() => set("ignored")}>{t("wall.ignore")}</button>
        </div>
        {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
      </div>
    </article>
  );
}
