// The frame of every chart: a title, the drawing at the width there is, and the same as a table.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../words/words";

export interface TableOf { head: string[]; rows: (string | number)[][] }

export function Chart({ title, table, height = 220, children }: {
  title: string; table: TableOf; height?: number; children: (width: number, height: number) => ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [width, set] = useState(0);
  useEffect(() => {
    const b = box.current;
    if (!b) return;
    const watcher = new ResizeObserver(() => set(b.clientWidth));
    watcher.observe(b);
    return () => watcher.disconnect();
  }, []);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div ref={box} class="drawing" style={{ height }}>
        {width > 0 && <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>{children(width, height)}</svg>}
      </div>
      <details class="as_table">
        <summary>{t("as_table")}</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead><tr>{table.head.map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
            <tbody>{table.rows.map((r, i) => <tr key={i}>{r.map((c, j) => (j === 0 ? <th key={j} scope="row">{c}</th> : <td key={j}>{c}</td>))}</tr>)}</tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/** Horizontal rules with their numbers. */
export function Rules({ at, y, x0, x1, text }: { at: number[]; y: (v: number) => number; x0: number; x1: number; text: (v: number) => string }) {
  return (
    <g class="rules">
      {at.map((v) => (
        <g key={v}>
          <line x1={x0} x2={x1} y1={y(v)} y2={y(v)} />
          <text x={x0 - 8} y={y(v)} dy="0.32em" text-anchor="end">{text(v)}</text>
        </g>
      ))}
    </g>
  );
}

/** The hatch of what is negative, so that it differs without colour. `id` is unique in the page. */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" class="hatch_ground" />
        <rect width="2.500" height="6" class="hatch_line" />
      </pattern>
    </defs>
  );
}
