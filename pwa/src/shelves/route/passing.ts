import type { Stretch } from "./floor";

/** What a way of passing does at the two ends of a way; see states.ts. */
export type Does = "none" | "once" | "twice" | "from begin" | "from end" | "from both";

export const states: Record<Does, readonly [number, number]> = {
  none: [0, 0],
  once: [3, 3],
  twice: [2, 2],
  "from begin": [2, 0],
  "from end": [0, 2],
  "from both": [2, 4],
};

/** How one way is passed; from `low` to `high` nobody walks. */
export interface Passing {
  cost: number;
  way: number;
  does: Does;
  low: number;
  high: number;
}

/** All that can be part of a shortest walk: through, or round at what is wanted, widest gap left. */
export function passings(way: number, { metres, wanted }: Stretch): Passing[] {
  const through: Passing[] = [
    { cost: metres, way, does: "once", low: metres, high: metres },
    { cost: 2 * metres, way, does: "twice", low: metres, high: metres },
  ];
  const places = wanted.map(({ at }) => at);
  const first = places[0];
  const last = places.at(-1);
  if (first === undefined || last === undefined)
    return [...through, { cost: 0, way, does: "none", low: 0, high: metres }];
  const found: Passing[] = [
    ...through,
    { cost: 2 * last, way, does: "from begin", low: last, high: metres },
    { cost: 2 * (metres - first), way, does: "from end", low: 0, high: first },
  ];
  if (first < last) {
    const [low, high] = widestGap(places);
    found.push({ cost: 2 * (metres - (high - low)), way, does: "from both", low, high });
  }
  return found;
}

function widestGap(places: readonly number[]): [number, number] {
  let gap: [number, number] = [0, 0];
  places.forEach((high, index) => {
    const low = places[index - 1] ?? high;
    if (high - low > gap[1] - gap[0]) gap = [low, high];
  });
  return gap;
}
