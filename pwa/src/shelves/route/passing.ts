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

/** How one way is passed; from `low` to `high` nobody walks. `cost`: with what turning round counts. */
export interface Passing {
  cost: number;
  metres: number;
  way: number;
  does: Does;
  low: number;
  high: number;
}

/** All that can be part of a shortest walk: through, or round at what is wanted, widest gap left. */
export function passings(
  way: number,
  { metres: length, wanted }: Stretch,
  turning: number,
): Passing[] {
  const passing = (metres: number, does: Does, low: number, high: number, turns = 0): Passing => ({
    ...{ cost: metres + turns * turning, metres, way, does, low, high },
  });
  const through = [
    passing(length, "once", length, length),
    passing(2 * length, "twice", length, length),
  ];
  const places = wanted.map(({ at }) => at);
  const first = places[0];
  const last = places.at(-1);
  if (first === undefined || last === undefined) return [...through, passing(0, "none", 0, length)];
  const found = [
    ...through,
    passing(2 * last, "from begin", last, length, 1),
    passing(2 * (length - first), "from end", 0, first, 1),
  ];
  if (first < last) {
    const [low, high] = widestGap(places);
    found.push(passing(2 * (length - (high - low)), "from both", low, high, 2));
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
