// A seller's style: each figure with what it means, how it was before, and how many conversations.
import { useSignal } from "@preact/signals";
import { figures_of, type Figure, type Insights, type Kpi, type Trend } from "../../live/seller";
import { Show } from "../../parts/states";
import { useQuery, value_of } from "../../parts/use";
import { to } from "../../session";
import { dash, date_time, duration, number, percent, signed } from "../../words/format";
import { count, t, t_or, type Key } from "../../words/words";
import type { About } from "./history";

export const style_names = ["talk_ratio", "talking_speed", "switches", "switches_per_hour", "pause", "longest_customer_monologue"] as const;

/** A value as people write it: percent, words a minute, a length of time, a number of words. */
export function kpi_text(name: string, value: number | null | undefined, basis?: string): string {
  if (value === null || value === undefined) return dash;
  switch (name) {
    case "talk_ratio": return percent(value);
    case "talking_speed": return t("kpi.per_minute", { n: number(value) });
    case "pause": return duration(value);
    case "longest_customer_monologue": return basis === "words" ? count("kpi.words", Math.round(value)) : duration(value);
    case "sentiment_start": case "sentiment_end": case "sentiment_trend": return signed(value);
    case "sentiment_positive": case "sentiment_neutral": case "sentiment_negative": return percent(value);
    default: return number(value, 1);
  }
}

export function Style({ of, about, team }: { of: Insights; about: About; team: string | undefined }) {
  const { seller: _, ...period } = about;
  const [asked] = useQuery<{ median: Record<string, number | null> }>(team ? "team.median" : null, { team, ...period });
  const median = value_of(asked)?.median ?? {};
  return (
    <div class="style_figures">
      {style_names.map((name) => {
        const figures = figures_of(of.style[name]);
        return <StyleCard key={name} name={name} of={figures.length > 0 ? figures : [{ mean: null, pooled: null, n: 0 }]} trend={of.trends[name]} median={median[name] ?? null} about={about} />;
      })}
    </div>
  );
}

function StyleCard({ name, of, trend, median, about }: { name: (typeof style_names)[number]; of: Figure[]; trend?: Trend; median: number | null; about: About }) {
  const open = useSignal(false);
  return (
    <article class="card figure" data-figure={name}>
      <h3>{t(`kpi.${name}`)}</h3>
      <div class="by_basis">
        {of.map((f, i) => (
          <div key={i}>
            <p class="big">{kpi_text(name, f.mean, f.basis)}{of.length > 1 && f.basis && <small> {t_or(`kpi.basis.${f.basis}`, "error.other", { detail: f.basis })}</small>}</p>
            <p class="fine">{[f.n > 0 && t("kpi.n", { n: f.n }), f.pooled !== null && f.pooled !== undefined && t("kpi.pooled", { value: kpi_text(name, f.pooled, f.basis) })].filter(Boolean).join(" · ")}</p>
          </div>
        ))}
      </div>
      {trend && trend.before !== null && trend.before !== undefined && <p class="fine">{t("sellers.before", { value: kpi_text(name, trend.before, of[0]?.basis) })}</p>}
      {median !== null && <p class="fine">{t("sellers.median")}: {kpi_text(name, median, of[0]?.basis)}</p>}
      <p class="definition">{t(`kpi.${name}.is`)}</p>
      <details class="fine" onToggle={(e) => (open.value = e.currentTarget.open)}>
        <summary>{t("sellers.behind")}</summary>
        {open.value && <Behind figure={name} about={about} />}
      </details>
    </article>
  );
}

interface Source { conversation: string; at: string; value: number }

/** The conversations a figure comes from, and how many have none. */
function Behind({ figure, about }: { figure: string; about: About }) {
  const [answer] = useQuery<{ conversations: Source[]; left_out: { conversation: string }[] }>("seller.figure", { ...about, figure });
  return (
    <Show answer={answer}>
      {(found) => (
        <ul class="behind">
          {found.conversations.slice(0, 30).map((s) => <li key={s.conversation}><a href={to("sellers", `${about.seller}/${s.conversation}`)}>{date_time(s.at)}</a> {kpi_text(figure, s.value)}</li>)}
          <li>{t("sellers.left_out", { n: found.left_out.length })}</li>
        </ul>
      )}
    </Show>
  );
}

/** The figures of one conversation. */
export function Kpis({ of }: { of: Record<string, Kpi | null> }) {
  const names = [...style_names, "sentiment_start", "sentiment_end", "sentiment_trend"];
  return (
    <dl class="kpis">
      {names.map((name) => {
        const k = of[name];
        const value = typeof k?.value === "number" ? k.value : null;
        return <div key={name}><dt>{t(`kpi.${name}` as Key)}</dt><dd>{kpi_text(name, value, k?.basis ?? k?.unit)}</dd></div>;
      })}
    </dl>
  );
}
