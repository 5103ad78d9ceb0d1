// The conversations of a period, each a way into its transcript.
import type { HistoryEntry } from "../../live/seller";
import { Empty } from "../../parts/states";
import { value_of, type Answer } from "../../parts/use";
import { to } from "../../session";
import { date_time, percent } from "../../words/format";
import type { Key } from "../../words/en";
import { t, t_or } from "../../words/words";
import { kpi_text } from "./kpi";
import { shares_of, when_of } from "./seller_page";

export function value_of_kpi(h: HistoryEntry, name: string): number | null {
  const k = h.kpis?.[name];
  if (typeof k === "number") return k;
  return typeof k?.value === "number" ? k.value : null;
}

export const customer_of = (h: HistoryEntry): string =>
  typeof h.customer === "string" ? h.customer : h.customer?.name ?? h.customer?.id ?? h.conversation;

const texts_of = (all: HistoryEntry["keywords"] | HistoryEntry["competitors"]): string[] =>
  (all ?? []).map((k) => (typeof k === "string" ? k : "text" in k ? k.text : k.name));

export function History({ of, seller }: { of: HistoryEntry[]; seller: string }) {
  if (of.length === 0) return <Empty quiet title={t("sellers.nothing")} text={t("sellers.nothing_text")} />;
  return (
    <div class="card scroll history" tabIndex={0} role="region" aria-label={t("sellers.history")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("sellers.when")}</th><th scope="col">{t("customer")}</th><th scope="col">{t("channel")}</th>
            <th scope="col">{t("kpi.talk_ratio")}</th><th scope="col">{t("tone.positive")}</th><th scope="col">{t("tone.negative")}</th>
            <th scope="col">{t("sellers.keywords")}</th><th scope="col">{t("outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((h) => (
            <tr key={h.conversation} class="row_line">
              <td><a href={to("sellers", `${seller}/${h.conversation}`)}>{date_time(when_of(h))}</a></td>
              <td>{customer_of(h)}</td>
              <td>{h.channel ? t_or(`channel.${h.channel}`, "error.other", { detail: h.channel }) : ""}</td>
              <td class="n">{kpi_text("talk_ratio", value_of_kpi(h, "talk_ratio"))}</td>
              <td class="n">{percent(shares_of(h)?.positive)}</td>
              <td class="n">{percent(shares_of(h)?.negative)}</td>
              <td>{[...texts_of(h.keywords), ...texts_of(h.competitors)].slice(0, 3).join(", ")}</td>
              <td>{h.outcome ? t(`outcome.${h.outcome}` as Key) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The history in sight as a file for a spreadsheet. */
export function Exports({ of, history }: { of: { seller: string; from: string; to: string }; history: Answer<{ conversations: HistoryEntry[] }> }) {
  const found = value_of(history)?.conversations ?? [];
  if (found.length === 0) return null;
  const save = () => {
    const names = ["talk_ratio", "talking_speed", "switches", "pause", "longest_customer_monologue", "sentiment_trend"];
    const quoted = (x: unknown) => `"${String(x ?? "").replaceAll('"', '""')}"`;
    const rows = found.map((h) => [h.conversation, when_of(h), customer_of(h), h.channel, h.outcome, ...names.map((n) => value_of_kpi(h, n))].map(quoted).join(","));
    const file = new Blob([["conversation,at,customer,channel,outcome," + names.join(","), ...rows].join("\r\n")], { type: "text/csv" });
    const a = document.createElement("a");
    a.href = URL.createObjectURL(file);
    a.download = `${of.seller}.csv`;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 1000);
  };
  return <button type="button" onClick={save}>CSV</button>;
}
