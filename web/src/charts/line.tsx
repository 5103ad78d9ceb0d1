// A small curve of what has just been: the last figure large, the way there small.
import { area, curveMonotoneX, line } from "d3-shape";
import { linear } from "./scale";

export function Spark({ of, width = 180, height = 44 }: { of: number[]; width?: number; height?: number }) {
  const most = Math.max(1e-9, ...of);
  const x = linear(0, Math.max(1, of.length - 1), 1, width - 1);
  const y = linear(0, most, height - 2, 3);
  const points = of.map((v, i): [number, number] => [x(i), y(v)]);
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="under" d={area<[number, number]>().x((p) => p[0]).y0(height).y1((p) => p[1]).curve(curveMonotoneX)(points) ?? ""} />
      <path class="over" d={line<[number, number]>().curve(curveMonotoneX)(points) ?? ""} />
    </svg>
  );
}
