// A manager's first look: a row for each seller, who may need coaching and why, what the best do
// differently.
import { asked, type Period } from "../../live/period";
import type { Figure } from "../../live/seller";
import { Show } from "../../parts/states";
import { useQuery } from "../../parts/use";
import { to } from "../../session";
import { number } from "../../words/format";
import { t, t_or } from "../../words/words";
import { Export } from "./export";
import { kpi_text, style_names } from "./kpi";
import type { Known } from "./sellers";

interface Reason { rule: string; figure: string; value: number; team_median: number; limit: number; conversations: string[] }
interface Row {
  seller: string; name: string | null; conversations: number; figures: Record<string, Figure>; enough: boolean;
  may_need_coaching: Reason[]; best_practice: Reason[];
}
interface Difference { name: string; best: number; others: number; difference: number; low: number; high: number }
interface Overview { sellers: Row[]; team_figures: Record<string, { median: number }>; best: { sellers: string[]; figures: Difference[]; keywords: Difference[] } }

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
  const [answer, again] = useQuery<Overview>("team.overview", { team, ...asked(period) });
  const name = (id: string) => sellers.find((s) => s.seller === id)?.name || id;
  return (
    <section class="team" aria-label={`${t("sellers.team")}: ${team}`}>
      <div class="row"><h2>{team}</h2><Export of={`teams/${team}`} period={asked(period)} /></div>
      {answer.is === "trouble" && <Cards of={sellers} />}
      <Show answer={answer} again={again}>
        {(found) => (
          <>
            <TeamTable of={found} name={name} />
            <Verdicts of={found} name={name} />
            <Differently of={found.best} />
          </>
        )}
      </Show>
    </section>
  );
}

const cells = [...style_names, "sentiment_positive", "sentiment_negative"] as const;

function TeamTable({ of, name }: { of: Overview; name: (id: string) => string }) {
  return (
    <div class="card scroll history whole" tabIndex={0} role="region" aria-label={t("sellers.team")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("sellers.seller")}</th><th scope="col">{t("wall.conversations")}</th>
            {cells.map((f) => <th key={f} scope="col">{t(`kpi.${f}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {of.sellers.map((r) => (
            <tr key={r.seller} class="row_line">
              <td><a href={to("sellers", r.seller)}>{r.name ?? name(r.seller)}</a></td>
              <td class="n">{number(r.conversations)}</td>
              {cells.map((f) => <td key={f} class="n">{kpi_text(f, r.figures[f]?.mean, r.figures[f]?.basis)}</td>)}
            </tr>
          ))}
          <tr class="median">
            <th scope="row">{t("sellers.median")}</th><td />
            {cells.map((f) => <td key={f} class="n">{kpi_text(f, of.team_figures[f]?.median, of.sellers[0]?.figures[f]?.basis)}</td>)}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

const verdicts = [["may_need_coaching", "sellers.verdict.coaching"], ["best_practice", "sellers.verdict.best_practice"]] as const;

/** Who may need coaching and who shows how it is done, each with the numbers that say so. */
function Verdicts({ of, name }: { of: Overview; name: (id: string) => string }) {
  return (
    <ul class="verdicts">
      {verdicts.flatMap(([kind, word]) =>
        of.sellers.filter((r) => r[kind].length > 0).map((r) => (
          <li key={kind + r.seller} class="card" data-verdict={kind}>
            <p><a href={to("sellers", r.seller)}><b>{r.name ?? name(r.seller)}</b></a> · {t(word)}</p>
            {r[kind].map((why) => (
              <p key={why.rule} class="fine">
                {t_or(`kpi.${why.figure}`, "error.other", { detail: why.figure })}: {t("sellers.against", { value: kpi_text(why.figure, why.value, r.figures[why.figure]?.basis), median: kpi_text(why.figure, why.team_median, r.figures[why.figure]?.basis) })}{" "}
                {why.conversations.slice(0, 3).map((c, i) => <a key={c} href={to("sellers", `${r.seller}/${c}`)}>[{i + 1}] </a>)}
              </p>
            ))}
          </li>
        )),
      )}
      {of.sellers.filter((r) => !r.enough).map((r) => <li key={r.seller} class="card"><p><b>{r.name ?? name(r.seller)}</b> · {t("sellers.too_few")}</p></li>)}
    </ul>
  );
}

function Differently({ of }: { of: Overview["best"] }) {
  const all = [...of.figures.map((d) => ({ ...d, ...figure_of(d.name) })), ...of.keywords.map((d) => ({ ...d, figure: "sentiment_positive", basis: undefined, text: `“${d.name}”` }))];
  if (all.length === 0) return null;
  return (
    <section class="card differently">
      <h3>{t("sellers.differently")}</h3>
      <p class="soft">{t("sellers.differently_text")}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("sellers.differently")}>
        <table>
          <thead><tr><th scope="col">{t("sellers.figures")}</th><th scope="col" class="n">{t("sellers.the_best")}</th><th scope="col" class="n">{t("sellers.the_others")}</th><th scope="col" class="n">{t("sellers.difference")}</th></tr></thead>
          <tbody>
            {all.slice(0, 12).map((d) => (
              <tr key={d.name}>
                <th scope="row">{d.text}</th>
                <td class="n">{kpi_text(d.figure, d.best, d.basis)}</td><td class="n">{kpi_text(d.figure, d.others, d.basis)}</td>
                <td class="n">{kpi_text(d.figure, d.difference, d.basis)} <span class="soft">[{kpi_text(d.figure, d.low, d.basis)}, {kpi_text(d.figure, d.high, d.basis)}]</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** "talk_ratio (spoken)" → which figure, on which basis, and its name in the reader's language. */
function figure_of(name: string): { figure: string; basis?: string; text: string } {
  const [, figure = name, said] = /^(\w+)(?: \((spoken|written)\))?$/.exec(name) ?? [];
  const basis = said === "written" ? "words" : said && "ms";
  const text = t_or(`kpi.${figure}`, "error.other", { detail: figure });
  return { figure, basis, text: basis ? `${text} (${t_or(`kpi.basis.${basis}`, "error.other")})` : text };
}
