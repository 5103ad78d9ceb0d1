// A conversation from left to right: who speaks when, how the customer feels, where keywords fall.
import { Chart, Hatch } from "../../charts/chart";
import { linear, ticks } from "../../charts/scale";
import { level_of, level_word, value_of_level } from "../../parts/mood";
import { stretches, type Stretch } from "../../live/stretches";
import type { Conversation } from "../../wire/types";
import type { Found } from "./found";
import { author_of } from "./transcript";
import { clock } from "../../words/format";
import { t } from "../../words/words";

const left = 108; // for the names of the three rows

export function Timeline({ of: c, found, here, go }: { of: Conversation; found: Map<number, Found>; here: number | null; go: (message: number) => void }) {
  const all = stretches(c.messages);
  const end = Math.max(1000, ...all.map((s) => s.to));
  const mentions = (s: Stretch) => {
    const f = found.get(s.message.message);
    return [...(f?.keywords ?? []), ...(f?.competitors ?? [])].map((k) => k.text);
  };
  const rows = all.map((s) => [clock(s.from), author_of(s.message, c), s.message.score !== undefined ? level_word(level_of(s.message.score)) : "", mentions(s).join(", ")]);
  return (
    <>
      <Chart title={t("sellers.timeline_hint")} height={166} table={{ head: [t("sellers.when"), t("sellers.who"), t("mood"), t("sellers.keywords")], rows }}>
        {(w) => {
          const x = linear(0, end, left, w - 8);
          return (
            <>
              <Hatch id="timeline_hatch" />
              <text x={0} y={34}>{t("customer")}</text>
              <text x={0} y={74}>{t("wall.sentiment")}</text>
              <text x={0} y={112}>{t("agent")}</text>
              {all.map((s) => {
                const customer = s.message.author.role === "customer";
                const width = Math.max(3, x(s.to) - x(s.from));
                const value = s.message.score === undefined ? null : value_of_level(level_of(s.message.score));
                return (
                  <g key={s.message.message} data-here={here === s.message.message} onClick={() => go(s.message.message)}>
                    <title>{`${clock(s.from)} ${author_of(s.message, c)}: ${s.message.text.slice(0, 120)}`}</title>
                    <rect class={customer ? "said customer" : "said"} x={x(s.from)} width={width} y={customer ? 20 : 98} height={20} rx={3} />
                    {value !== null && <rect class="band" data-value={value} x={x(s.from)} width={Math.max(width, 6)} y={value < 0 ? 70 : value > 0 ? 70 - value * 6 : 68} height={value === 0 ? 4 : Math.abs(value) * 6} />}
                    {value !== null && value < 0 && <rect fill="url(#timeline_hatch)" opacity="0.5" x={x(s.from)} width={Math.max(width, 6)} y={70} height={-value * 6} />}
                    <Marks of={found.get(s.message.message)} x={x(s.from) + 5} y={customer ? 9 : 131} />
                    {s.message.message === c.turning_point?.message && <path class="turn" d={`M${x(s.from)} 4v132`} />}
                  </g>
                );
              })}
              <line class="middle" x1={left} x2={w - 8} y1={70} y2={70} />
              <path class="axis" d={`M${left} 144H${w - 8}`} />
              {ticks(0, end, w < 500 ? 2 : 6).filter((v) => x(v) < w - 20).map((v) => <text key={v} x={x(v)} y={160} text-anchor={v === 0 ? "start" : "middle"}>{clock(v)}</text>)}
            </>
          );
        }}
      </Chart>
    </>
  );
}

/** A diamond where a keyword was said, a triangle where a competitor was, beside the bar of who said it. */
function Marks({ of, x, y }: { of: Found | undefined; x: number; y: number }) {
  const keywords = of?.keywords ?? [];
  const competitors = of?.competitors ?? [];
  return (
    <>
      {keywords.length > 0 && <path class="mention" data-mention="keyword" d={`M${x} ${y - 6}l6 6l-6 6l-6-6z`}><title>{keywords.map((k) => k.text).join(", ")}</title></path>}
      {competitors.length > 0 && <path class="mention" data-mention="competitor" d={`M${x + 14} ${y - 6}l6 11h-12z`}><title>{competitors.map((k) => k.text).join(", ")}</title></path>}
    </>
  );
}
