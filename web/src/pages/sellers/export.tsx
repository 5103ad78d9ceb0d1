// A period as a file for a spreadsheet or a program; the server writes it, with what each figure means.
import { let_browser_in } from "../../session";
import { time_zone } from "../../live/period";
import { t } from "../../words/words";

export type Asked = { from: string; to: string } | { period: "all" };

/** `of`: "sellers/mette" or "teams/nordic". */
export function Export({ of, period }: { of: string; period: Asked }) {
  const save = async (format: "csv" | "jsonl") => {
    await let_browser_in();
    const [kind, id = ""] = of.split("/", 2);
    const a = document.createElement("a");
    a.href = `/v1/${kind}/${encodeURIComponent(id)}/export?${new URLSearchParams({ ...("period" in period ? { period: period.period } : { from: period.from, to: period.to }), format, time_zone: time_zone() }).toString()}`;
    a.download = "";
    a.click();
  };
  return (
    <span class="row export">
      <span class="soft">{t("sellers.export")}</span>
      <button type="button" class="slim" onClick={() => void save("csv")}>CSV</button>
      <button type="button" class="slim" onClick={() => void save("jsonl")}>JSONL</button>
    </span>
  );
}
