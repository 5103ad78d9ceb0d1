// The conversations of a period, filtered, page by page; each a way into its transcript.
import { useSignal } from "@preact/signals";
import type { HistoryEntry, HistoryPage, Insights, Shares } from "../../live/seller";
import { Empty, Show } from "../../parts/states";
import { link, to } from "../../session";
import { level_word, levels } from "../../parts/mood";
import { useQuery, value_of, type Answer } from "../../parts/use";
import type { Level } from "../../wire/types";
import { date_time, percent } from "../../words/format";
import { t, t_or, type Key } from "../../words/words";
import { Export, type Asked } from "./export";
import { kpi_text } from "./kpi";

export type About = { seller: string } & Asked;

export function value_of_kpi(h: HistoryEntry, name: string): number | null {
  const value = h.kpis[name]?.value;
  return typeof value === "number" ? value : null;
}

export function shares_of(h: HistoryEntry): Shares | null {
  const value = h.kpis["sentiment_share"]?.value;
  return value && typeof value === "object" ? value : null;
}

const outcomes = ["solved", "unsolved", "won", "lost"] as const;
interface Filter { level?: string; outcome?: string; keyword?: string; competitor?: string; commented?: true }

export function History({ of, insights, round }: { of: About; insights: Answer<Insights>; round: number }) {
  const filter = useSignal<Filter>({});
  const later = useSignal<HistoryEntry[]>([]);
  const next = useSignal<string | null | undefined>(undefined);
  const question = { ...of, limit: 50, ...filter.value };
  const [answer, again] = useQuery<HistoryPage>("seller.history", question, round);
  const set = (what: Filter) => {
    later.value = [];
    next.value = undefined;
    filter.value = Object.fromEntries(Object.entries({ ...filter.value, ...what }).filter(([, v]) => v !== undefined && v !== ""));
  };
  const more = async (after: string) => {
    const page = await link.value?.query<HistoryPage>("seller.history", { ...question, after });
    if (!page) return;
    later.value = [...later.value, ...page.conversations];
    next.value = page.next;
  };
  const known = value_of(insights);
  return (
    <>
      <div class="filters flat">
        <Pick label={t("wall.level")} value={filter.value.level} set={(level) => set({ level })} options={levels.map((l) => [l, level_word(l)])} />
        <Pick label={t("outcome")} value={filter.value.outcome} set={(outcome) => set({ outcome })} options={outcomes.map((o) => [o, t(`outcome.${o}`)])} />
        <Pick label={t("sellers.keywords")} value={filter.value.keyword} set={(keyword) => set({ keyword })} options={(known?.keywords ?? []).map((k) => [k.text, k.text])} />
        <Pick label={t("sellers.competitors")} value={filter.value.competitor} set={(competitor) => set({ competitor })} options={(known?.competitors ?? []).map((k) => [k.name, k.name])} />
        <label class="check"><input type="checkbox" checked={filter.value.commented ?? false} onChange={(e) => set({ commented: e.currentTarget.checked || undefined })} /> {t("sellers.commented")}</label>
      </div>
      <Show answer={answer} ask={{ what: "seller", seller: of.seller }} again={again}>
        {(page) => {
          const all = [...page.conversations, ...later.value];
          const after = next.value === undefined ? page.next : next.value;
          return all.length === 0 ? <Empty quiet title={t("sellers.nothing")} text={t("sellers.nothing_text")} /> : (
            <>
              <Table of={all} seller={of.seller} />
              <div class="row">
                {after && <button type="button" onClick={() => void more(after)}>{t("sellers.later")}</button>}
                <Export of={`sellers/${of.seller}`} period={of} />
              </div>
            </>
          );
        }}
      </Show>
    </>
  );
}

function Pick({ label, value, set, options }: { label: string; value: string | undefined; set: (v: string | undefined) => void; options: [string, string][] }) {
  return (
    <select aria-label={label} value={value ?? ""} data-set={!!value} onChange={(e) => set(e.currentTarget.value || undefined)}>
      <option value="">{label}: {t("all").toLowerCase()}</option>
      {options.map(([v, text]) => <option key={v} value={v}>{text}</option>)}
    </select>
  );
}

function Table({ of, seller }: { of: HistoryEntry[]; seller: string }) {
  return (
    <div class="card scroll history" tabIndex={0} role="region" aria-label={t("sellers.history")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("sellers.when")}</th><th scope="col">{t("customer")}</th><th scope="col">{t("channel")}</th><th scope="col">{t("wall.level")}</th>
            <th scope="col">{t("kpi.talk_ratio")}</th><th scope="col">{t("tone.positive")}</th><th scope="col">{t("tone.negative")}</th>
            <th scope="col">{t("sellers.keywords")}</th><th scope="col">{t("outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((h) => (
            <tr key={h.conversation} class="row_line">
              <td><a href={to("sellers", `${seller}/${h.conversation}`)}>{date_time(h.last_at)}</a></td>
              <td>{h.customer}</td>
              <td>{t_or(`channel.${h.channel}`, "error.other", { detail: h.channel })}</td>
              <td>{h.level ? level_word(h.level as Level) : ""}</td>
              <td class="n">{kpi_text("talk_ratio", value_of_kpi(h, "talk_ratio"))}</td>
              <td class="n">{percent(shares_of(h)?.positive)}</td>
              <td class="n">{percent(shares_of(h)?.negative)}</td>
              <td>{[...h.keywords.map((k) => k.text), ...h.competitors.map((k) => k.name)].slice(0, 3).join(", ")}</td>
              <td>{h.outcome ? t_or(`outcome.${h.outcome}` as Key, "error.other", { detail: h.outcome }) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
