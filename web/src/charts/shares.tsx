// Sentiment as shares: a bar for each conversation or stretch of time, negative below the line and
// hatched, positive above it.
import { area, curveMonotoneX } from "d3-shape";
import type { Bucket, Shares } from "../live/seller";
import { percent } from "../words/format";
import { t } from "../words/words";
import { Chart, Hatch, Rules } from "./chart";
import { band, every, linear } from "./scale";

const left = 46;
const bottom = 26;

export interface SharesOf { label: string; long: string; shares: Shares | null }

const head = (first: string) => [first, t("tone.positive"), t("tone.neutral"), t("tone.negative")];
const cells = (s: { [tone in keyof Shares]?: number | null } | null) => [percent(s?.positive), percent(s?.neutral), percent(s?.negative)];

/** Positive up, negative down, from one line in the middle. */
export function ShareBars({ title, first, of, id }: { title: string; first: string; of: SharesOf[]; id: string }) {
  return (
    <Chart title={title} table={{ head: head(first), rows: of.map((o) => [o.long, ...cells(o.shares)]) }}>
      {(w, h) => {
        const y = linear(1, -1, 8, h - bottom);
        const x = band(of.length, left, w - 4);
        const step = every(of.length, w - left, 64);
        return (
          <>
            <Hatch id={id} />
            <Rules at={[-1, -0.5, 0, 0.5, 1]} y={y} x0={left} x1={w - 4} text={(v) => percent(Math.abs(v))} />
            {of.map((o, i) => o.shares && (
              <g key={i}>
                <title>{`${o.long}: ${head("").slice(1).map((n, j) => `${n} ${cells(o.shares)[j]}`).join(", ")}`}</title>
                <rect class="positive" x={x.at(i)} width={x.width} y={y(o.shares.positive)} height={y(0) - y(o.shares.positive)} rx="2" />
                <rect fill={`url(#${id})`} x={x.at(i)} width={x.width} y={y(0)} height={y(-o.shares.negative) - y(0)} rx="2" />
              </g>
            ))}
            {of.map((o, i) => i % step === 0 && <text key={i} x={x.at(i) + x.width / 2} y={h - 8} text-anchor="middle">{o.label}</text>)}
          </>
        );
      }}
    </Chart>
  );
}

/** Three bands that fill the height, over time; a bucket without conversations is left out. */
export function ShareBands({ title, of, id, label }: { title: string; of: Bucket[]; id: string; label: (b: Bucket) => string }) {
  const here = of.filter((b) => b.positive !== undefined && b.positive !== null);
  const rows = here.map((b) => [label(b), ...cells(b)]);
  return (
    <Chart title={title} table={{ head: head(t("sellers.when")), rows }}>
      {(w, h) => {
        const x = linear(0, Math.max(1, here.length - 1), left, w - 8);
        const y = linear(0, 1, h - bottom, 8);
        const layer = (lo: (b: Bucket) => number, hi: (b: Bucket) => number) =>
          area<Bucket>().x((_, i) => x(i)).y0((b) => y(lo(b))).y1((b) => y(hi(b))).curve(curveMonotoneX)(here.length === 1 ? [here[0] as Bucket, here[0] as Bucket] : here) ?? "";
        const negative = (b: Bucket) => b.negative ?? 0;
        const neutral = (b: Bucket) => negative(b) + (b.neutral ?? 0);
        const step = every(here.length, w - left, 70);
        return (
          <>
            <Hatch id={id} />
            <path d={layer(() => 0, negative)} fill={`url(#${id})`} />
            <path class="neutral" d={layer(negative, neutral)} />
            <path class="positive" d={layer(neutral, () => 1)} />
            <Rules at={[0, 0.5, 1]} y={y} x0={left} x1={w - 8} text={percent} />
            {here.map((b, i) => i % step === 0 && <text key={i} x={x(i)} y={h - 8} text-anchor={i === 0 ? "start" : "middle"}>{label(b)}</text>)}
          </>
        );
      }}
    </Chart>
  );
}

/** One share for each conversation, with the middle marked: talking and listening. */
export function RatioBars({ title, first, of }: { title: string; first: string; of: { label: string; long: string; value: number | null }[] }) {
  return (
    <Chart title={title} table={{ head: [first, t("kpi.talk_ratio")], rows: of.map((o) => [o.long, percent(o.value)]) }}>
      {(w, h) => {
        const y = linear(0, 1, h - bottom, 8);
        const x = band(of.length, left, w - 4);
        const step = every(of.length, w - left, 64);
        return (
          <>
            <Rules at={[0, 0.25, 0.5, 0.75, 1]} y={y} x0={left} x1={w - 4} text={percent} />
            {of.map((o, i) => o.value !== null && (
              <rect key={i} class="ratio" x={x.at(i)} width={x.width} y={y(o.value)} height={y(0) - y(o.value)} rx="2"><title>{`${o.long}: ${percent(o.value)}`}</title></rect>
            ))}
            <line class="middle" x1={left} x2={w - 4} y1={y(0.5)} y2={y(0.5)} />
            {of.map((o, i) => i % step === 0 && <text key={i} x={x.at(i) + x.width / 2} y={h - 8} text-anchor="middle">{o.label}</text>)}
          </>
        );
      }}
    </Chart>
  );
}

/** The key of the three tones: shape and word. */
export function ToneKey() {
  return (
    <ul class="tone_key">
      {(["positive", "neutral", "negative"] as const).map((tone) => <li key={tone}><i class={tone} aria-hidden="true" />{t(`tone.${tone}`)}</li>)}
    </ul>
  );
}
