// One seller over one period: style, insights, statistics, history.
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { RatioBars, ShareBands, ShareBars, ToneKey } from "../../charts/shares";
import { asked, time_zone, type Period } from "../../live/period";
import { fold_seller, type Bucket, type HistoryEntry, type HistoryPage, type Insights } from "../../live/seller";
import { Empty, Show } from "../../parts/states";
import { useQuery, useStream, value_of } from "../../parts/use";
import { person_name } from "../../names";
import { to, user } from "../../session";
import { date_time, day, percent, time } from "../../words/format";
import { count, t, type Key } from "../../words/words";
import { History, shares_of, value_of_kpi } from "./history";
import { Style, kpi_text } from "./kpi";
import { Signals } from "./signals";
import type { Known } from "./sellers";

const live_ms = 2000;

export function SellerPage({ of: s, period }: { of: Known; period: Period }) {
  const about = { seller: s.seller, ...asked(period) };
  const [insights, again] = useQuery<Insights>("seller.insights", { ...about, time_zone: time_zone() });
  const round = useSignal(0);
  const [history] = useQuery<HistoryPage>("seller.history", { ...about, limit: 40 }, round.value);
  useLive(s.seller, () => {
    again();
    ++round.value;
  });
  return (
    <>
      <section class="card basic" aria-label={t("sellers.basic")}>
        <span class="initial large" aria-hidden="true">{(s.name || person_name(s.seller)).slice(0, 1)}</span>
        <div><h2>{s.name || person_name(s.seller)}</h2><p class="soft">{[...(s.teams ?? []), s.mail].filter(Boolean).join(" · ")}</p></div>
        <div class="row end">
          {s.mail && <a class="button" href={`mailto:${s.mail}`}>{t("sellers.mail")}</a>}
          {s.chat_url && /^https?:/.test(s.chat_url) && <a class="button" href={s.chat_url} rel="noreferrer" target="_blank">{t("sellers.chat")}</a>}
        </div>
      </section>
      <Show answer={insights} ask={{ what: "seller", seller: s.seller }} again={again}>
        {(found) =>
          found.conversations === 0 ? <Empty title={t("sellers.nothing")} text={t("sellers.nothing_text")} /> : (
            <>
              <section><h2>{t("sellers.style")} <small class="soft">{count("sellers.conversations", found.conversations)}</small></h2><Style of={found} about={about} team={s.team ?? s.teams?.[0]} /></section>
              <section><h2>{t("sellers.insights")}</h2><Trends of={found} /><Signals of={found} /></section>
              <section class="statistics">
                <h2>{t("sellers.statistics")}</h2><ToneKey />
                <div class="charts">
                  <div class="card wide"><ShareBands title={t("sellers.over_time")} of={found.sentiment_over_time} id="over_time" label={bucket_label(found.sentiment_over_time)} /></div>
                  <Show answer={history}>{(h) => <ByConversation of={h.conversations} />}</Show>
                </div>
              </section>
            </>
          )
        }
      </Show>
      {user.value?.id === s.seller && <Examples seller={s.seller} round={round.value} />}
      <section><h2>{t("sellers.history")}</h2><History of={about} insights={insights} round={round.value} /></section>
    </>
  );
}

/** Asks again when the seller's stream says that something has changed, but not all the time. */
function useLive(seller: string, again: () => void): void {
  const f = useStream<Insights>(`seller/${seller}`, fold_seller);
  const state = f?.state.value;
  const asked = useRef(Date.now());
  useEffect(() => {
    if (!state) return;
    const wait = Math.max(0, live_ms - (Date.now() - asked.current));
    const timer = setTimeout(() => {
      asked.current = Date.now();
      again();
    }, wait);
    return () => clearTimeout(timer);
  }, [state]);
}

/** Hours where buckets are shorter than a day, else the first day of each; the newest may have only begun. */
function bucket_label(all: Bucket[]): (b: Bucket) => string {
  const longest = Math.max(...all.map((b) => Date.parse(b.to) - Date.parse(b.from)));
  return (b) => (longest < 20 * 3_600_000 ? time : day)(b.from);
}

function ByConversation({ of }: { of: HistoryEntry[] }) {
  const oldest_first = of.slice(0, 40).reverse();
  const name = (h: HistoryEntry) => date_time(h.last_at);
  const one_day = new Set(oldest_first.map((h) => day(h.last_at))).size === 1;
  const label = (h: HistoryEntry) => (one_day ? time : day)(h.last_at);
  return (
    <>
      <div class="card"><ShareBars id="by_conversation" title={t("sellers.per_conversation")} first={t("sellers.when")}
        of={oldest_first.map((h) => ({ label: label(h), long: name(h), shares: shares_of(h) }))} /></div>
      <div class="card"><RatioBars title={t("sellers.ratio_per_conversation")} first={t("sellers.when")}
        of={oldest_first.map((h) => ({ label: label(h), long: name(h), value: value_of_kpi(h, "talk_ratio") }))} /></div>
    </>
  );
}

/** How the shares and figures moved against the period before. */
function Trends({ of }: { of: Insights }) {
  const moved = Object.entries(of.trends).filter(([name, x]) => name.startsWith("sentiment") && x.now !== null && x.before !== null && x.now !== undefined && x.before !== undefined);
  if (moved.length === 0 && (of.sentiment?.positive ?? null) === null) return null;
  return (
    <div class="card trends">
      {of.sentiment && of.sentiment.positive !== null && (
        <p class="shares_text">
          {(["positive", "neutral", "negative"] as const).map((tone) => <span key={tone}><b>{percent(of.sentiment?.[tone])}</b> {t(`tone.${tone}`)}</span>)}
        </p>
      )}
      {of.questions && <p class="fine">{t("sellers.questions")}: {t("customer")} {of.questions.by_customer}, {t("sellers.seller")} {of.questions.by_seller} · {t("sellers.action_items")}: {of.action_items?.open ?? 0}</p>}
      {moved.length > 0 && (
        <>
          <h3>{t("sellers.trends")}</h3>
          <dl class="moved">
            {moved.map(([name, x]) => (
              <div key={name}><dt>{t(`kpi.${name}` as Key)}</dt><dd><span class="soft">{kpi_text(name, x.before)} →</span> <b>{kpi_text(name, x.now)}</b></dd></div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}

interface Example { conversation: string; by: string; at: string; until?: string | null; state: string }

/** Conversations of others that a manager has shared with this seller; not there where none is. */
function Examples({ seller, round }: { seller: string; round: number }) {
  const [answer] = useQuery<{ examples: Example[] }>("seller.examples", { seller }, round);
  const all = value_of(answer)?.examples ?? [];
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{t("sellers.examples")}</h2>
      <ul class="examples">
        {all.map((e) => <li key={e.conversation}><a class="card" href={to("sellers", `${seller}/${e.conversation}`)}><b>{e.conversation}</b> <span class="soft">{t("sellers.shared_by", { name: person_name(e.by), when: date_time(e.at) })}</span></a></li>)}
      </ul>
    </section>
  );
}
