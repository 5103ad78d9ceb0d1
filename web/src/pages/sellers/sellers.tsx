// The page on which a manager, or the seller, looks at the conversations of a period.
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { period_of, presets, type Period, type Preset } from "../../live/period";
import { Empty, Show, Trouble } from "../../parts/states";
import { useQuery } from "../../parts/use";
import { person_name } from "../../names";
import { go, has_role, user } from "../../session";
import { t } from "../../words/words";
import { Detail } from "./detail";
import { SellerPage } from "./seller_page";
import { Team } from "./team";

export interface Known { seller: string; name?: string; mail?: string; chat_url?: string; team?: string; teams?: string[] }
interface Listed extends Omit<Known, "seller"> { seller?: string; user?: string; id?: string }

export function Sellers({ rest }: { rest: string }) {
  const [answer, again] = useQuery<{ sellers: Listed[] }>("sellers");
  if (!has_role("manager", "agent")) return <Trouble why={{ code: "forbidden", message: "", retry: false }} ask={{ what: "op", op: "comment.add" }} />;
  return (
    <Show answer={answer} again={again}>
      {(found) => {
        const sellers = found.sellers.map((s): Known => ({ ...s, seller: s.seller ?? s.user ?? s.id ?? "" }));
        return sellers.length === 0 ? <Empty title={t("sellers.empty")} text={t("sellers.empty_text")} /> : <Look sellers={sellers} rest={rest} />;
      }}
    </Show>
  );
}

function Look({ sellers, rest }: { sellers: Known[]; rest: string }) {
  const period = useSignal<Period>(period_of("days30", new Date()));
  const [wanted = "", conversation = ""] = rest.split("/");
  const me = user.value?.id ?? "";
  const first = sellers.find((s) => s.seller === me)?.seller ?? "";
  const chosen = sellers.find((s) => s.seller === (wanted || (has_role("manager") ? "" : first)));
  const teams = [...new Set(sellers.flatMap((s) => s.teams ?? (s.team ? [s.team] : [])))];
  if (wanted && !chosen) return <Trouble why={{ code: "not_found", message: "", retry: false }} ask={{ what: "seller", seller: wanted }} />;
  if (conversation && chosen) return <Detail conversation={conversation} seller={chosen.seller} />;
  return (
    <div class="sellers_page">
      <div class="toolbar">
        <h2>{chosen ? t("sellers.details") : t("sellers.title")}</h2>
        <select aria-label={t("sellers.seller")} value={chosen?.seller ?? ""} onChange={(e) => go("sellers", e.currentTarget.value)}>
          {has_role("manager") && <option value="">{t("sellers.team")}</option>}
          {sellers.map((s) => <option key={s.seller} value={s.seller}>{s.name || person_name(s.seller)}</option>)}
        </select>
        <PeriodPicker of={period.value} set={(p) => (period.value = p)} />
      </div>
      {chosen ? <SellerPage of={chosen} period={period.value} key={chosen.seller} /> : <Team sellers={sellers} teams={teams} period={period.value} />}
      <p class="fine">{t("sellers.not_a_judge")}</p>
    </div>
  );
}

function PeriodPicker({ of, set }: { of: Period; set: (p: Period) => void }) {
  const day = (iso: string) => iso.slice(0, 10);
  const from = useSignal(day(of.from));
  const to = useSignal(day(new Date().toISOString()));
  const choose = (preset: Preset) => set(period_of(preset, new Date(), from.value, to.value));
  useEffect(() => {
    if (of.preset === "custom") choose("custom");
  }, [from.value, to.value]);
  return (
    <fieldset class="period">
      <legend class="unseen">{t("period")}</legend>
      <div class="segments">
        {presets.map((p) => (
          <label key={p} data-on={of.preset === p}>
            <input type="radio" name="period" class="unseen" checked={of.preset === p} onChange={() => choose(p)} />
            {t(`period.${p}`)}
          </label>
        ))}
      </div>
      {of.preset === "custom" && (
        <div class="row">
          <input type="date" aria-label={t("period.from")} value={from.value} onChange={(e) => (from.value = e.currentTarget.value)} />
          <input type="date" aria-label={t("period.to")} value={to.value} onChange={(e) => (to.value = e.currentTarget.value)} />
        </div>
      )}
    </fieldset>
  );
}
