// A conversation from left to right: who speaks when, how the customer feels, where keywords fall.
import { Chart, Hatch } from "../../charts/chart";
import { linear } from "../../charts/scale";
import { level_of, level_word, value_of_level } from "../../parts/mood";
import type { Conversation, Message } from "../../wire/types";
import { clock } from "../../words/format";
import { t } from "../../words/words";

export interface Stretch { message: Message; from: number; to: number }

const word_ms = 400; // a written message is drawn as long as one needs to say it

/** Where each message stands, in ms from the first: spoken by its clock, written by its time. Pure. */
export function stretches(messages: Message[]): Stretch[] {
  const first = messages[0];
  if (!first) return [];
  const spoken = messages.every((m) => m.start_ms !== undefined);
  const zero = spoken ? Math.min(...messages.map((m) => m.start_ms ?? 0)) : Date.parse(first.at);
  return messages.map((m) => {
    const from = Math.max(0, (spoken ? m.start_ms ?? 0 : Date.parse(m.at)) - zero);
    const length = spoken ? m.duration_ms ?? 0 : m.text.split(/\s+/).length * word_ms;
    return { message: m, from, to: from + Math.max(length, 300) };
  });
}

const left = 108; // for the names of the three rows

export function Timeline({ of: c, here, go }: { of: Conversation; here: number | null; go: (message: number) => void }) {
  const all = stretches(c.messages);
  const end = Math.max(1000, ...all.map((s) => s.to));
  const name = (s: Stretch) => (s.message.author.role === "customer" ? c.customer.name ?? t("customer") : s.message.author.role === "bot" ? t("bot") : s.message.author.id ?? t("agent"));
  const rows = all.map((s) => [clock(s.from), name(s), s.message.score !== undefined ? level_word(level_of(s.message.score)) : ""]);
  return (
    <>
      <Chart title={t("sellers.timeline_hint")} height={128} table={{ head: [t("sellers.when"), t("sellers.seller"), t("mood")], rows }}>
        {(w) => {
          const x = linear(0, end, left, w - 8);
          return (
            <>
              <Hatch id="timeline_hatch" />
              <text x={0} y={26}>{t("customer")}</text>
              <text x={0} y={66}>{t("wall.sentiment")}</text>
              <text x={0} y={104}>{t("agent")}</text>
              {all.map((s) => {
                const customer = s.message.author.role === "customer";
                const width = Math.max(3, x(s.to) - x(s.from));
                const value = s.message.score === undefined ? null : value_of_level(level_of(s.message.score));
                return (
                  <g key={s.message.message} data-here={here === s.message.message} onClick={() => go(s.message.message)}>
                    <title>{`${clock(s.from)} ${name(s)}: ${s.message.text.slice(0, 120)}`}</title>
                    <rect class={customer ? "said customer" : "said"} x={x(s.from)} width={width} y={customer ? 12 : 90} height={20} rx={3} />
                    {value !== null && <rect class="band" data-value={value} x={x(s.from)} width={Math.max(width, 6)} y={value < 0 ? 62 : value > 0 ? 62 - value * 6 : 60} height={value === 0 ? 4 : Math.abs(value) * 6} />}
                    {value !== null && value < 0 && <rect fill="url(#timeline_hatch)" opacity="0.5" x={x(s.from)} width={Math.max(width, 6)} y={62} height={-value * 6} />}
                    {s.message.message === c.turning_point?.message && <path class="turn" d={`M${x(s.from)} 4v120`} />}
                  </g>
                );
              })}
              <line class="middle" x1={left} x2={w - 8} y1={62} y2={62} />
            </>
          );
        }}
      </Chart>
    </>
  );
}
