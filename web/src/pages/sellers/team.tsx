// A manager's first look: a row for each seller, who may need coaching and why, what the best do
// differently.
import type { Period } from "../../live/period";
import { figures_of, type Figure, type Shares } from "../../live/seller";
import { Show } from "../../parts/states";
import { useQuery } from "../../parts/use";
import { to } from "../../session";
import { number, percent } from "../../words/format";
import { t, t_or } from "../../words/words";
import { kpi_text, style_names } from "./kpi";
import type { Known } from "./sellers";

interface Reason { rule?: string; text?: string; figure?: string; value?: number; team_median?: number; median?: number; conversations?: string[] }
interface Row {
  seller: string; name?: string; conversations: number; style?: Record<string, Figure | Figure[] | number | null>;
  sentiment?: Shares | null; verdict?: string | null; reasons?: Reason[]; too_few?: boolean;
}
interface Difference { figure?: string; name?: string; best?: number; others?: number; difference?: number; low?: number; high?: number }
interface Overview { sellers: Row[]; median?: Record<string, number | null>; differently?: Difference[]; best?: { figures?: Difference[]; keywords?: Difference[] } }

export function Team({ sellers, teams, period }: { sellers: Known[]; teams: string[]; period: Period }) {
  if (teams.length === 0) return <Cards of={sellers} />;
  return <>{teams.map((team) => <OneTeam key={team} team={team} sellers={sellers} period={period} />)}</>;
}

/** Without teams in sight: the sellers themselves. */
function Cards({ of }: { of: Known[] }) {
  return (
    <ul class="seller_cards">
      {of.map((s) => (
        <li key={s.seller}><a class="card" href={to("sellers", s.seller)}><span class="initial" aria-hidden="true">{(s.name || s.seller).slice(0, 1)}</span>{s.name || s.seller}</a></li>
      ))}
    </ul>
  );
}

function OneTeam({ team, sellers, period }: { team: string; sellers: Known[]; period: Period }) {
  const [answer, again] = useQuery<Overview>("team.overview", { team, from: period.from, to: period.to });
  const name = (id: string) => sellers.find((s) => s.seller === id)?.name || id;
  return (
    <section class="team" aria-label={`${t("sellers.team")}: ${team}`}>
      <h2>{team}</h2>
      {answer.is === "trouble" && <Cards of={sellers} />}
      <Show answer={answer} again={again}>
        {(found) => (
          <>
            <TeamTable of={found} name={name} />
            <Verdicts of={found} name={name} />
            <Differently of={found.differently ?? found.best?.figures ?? []} />
          </>
        )}
      </Show>
    </section>
  );
}

const one = (r: Row, name: string): Figure | undefined => {
  const f = r.style?.[name];
  return typeof f === "number" ? { mean: f, pooled: null, n: r.conversations } : figures_of(f ?? undefined)[0];
};

function TeamTable({ of, name }: { of: Overview; name: (id: string) => string }) {
  return (
    <div class="card scroll history" tabIndex={0} role="region" aria-label={t("sellers.team")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("sellers.seller")}</th><th scope="col">n</th>
            {style_names.map((s) => <th key={s} scope="col" title={t(`kpi.${s}.is`)}>{t(`kpi.${s}`)}</th>)}
            <th scope="col">{t("tone.positive")}</th><th scope="col">{t("tone.negative")}</th>
          </tr>
        </thead>
        <tbody>
          {of.sellers.map((r) => (
            <tr key={r.seller} class="row_line">
              <td><a href={to("sellers", r.seller)}>{r.name ?? name(r.seller)}</a></td>
              <td class="n">{number(r.conversations)}</td>
              {style_names.map((s) => <td key={s} class="n">{kpi_text(s, one(r, s)?.mean, one(r, s)?.basis)}</td>)}
              <td class="n">{percent(r.sentiment?.positive)}</td><td class="n">{percent(r.sentiment?.negative)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Verdicts({ of, name }: { of: Overview; name: (id: string) => string }) {
  const judged = of.sellers.filter((r) => r.verdict);
  if (judged.length === 0) return null;
  return (
    <ul class="verdicts">
      {judged.map((r) => (
        <li key={r.seller} class="card" data-verdict={r.verdict}>
          <p><b>{name(r.seller)}</b> · {t_or(`sellers.verdict.${r.verdict}`, "sellers.too_few")}</p>
          {(r.reasons ?? []).map((why, i) => (
            <p key={i} class="fine">
              {why.text ?? (why.figure ? `${t_or(`kpi.${why.figure}`, "error.other", { detail: why.figure })}: ${kpi_text(why.figure, why.value)} (${t("sellers.median")} ${kpi_text(why.figure, why.team_median ?? why.median)})` : why.rule)}{" "}
              {(why.conversations ?? []).slice(0, 3).map((c) => <a key={c} href={to("sellers", `${r.seller}/${c}`)}>{c} </a>)}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Differently({ of }: { of: Difference[] }) {
  if (of.length === 0) return null;
  return (
    <section class="card differently">
      <h3>{t("sellers.differently")}</h3>
      <ul>{of.map((d, i) => { const f = d.figure ?? d.name ?? ""; return <li key={i}>{t_or(`kpi.${f}`, "error.other", { detail: f })}: {kpi_text(f, d.difference)} <span class="soft">[{kpi_text(f, d.low)}, {kpi_text(f, d.high)}]</span></li>; })}</ul>
    </section>
  );
}

