import type { FloorFile, OnFloor } from "../store/shapes";

type Way = FloorFile["ways"][number];

/** A place beside a way, so many metres from where it begins. */
export interface Beside {
  way: string;
  at: number;
}

/** Where on which floor that is; null for a way that this floor does not have. */
export function pointOf({ ways }: FloorFile, { way: id, at }: Beside): OnFloor | null {
  const way = ways.find((one) => one.id === id);
  if (!way) return null;
  const [[floor, x, y], [, toX, toY]] = way.ends;
  const part = way.metres > 0 ? at / way.metres : 0;
  return [floor, x + part * (toX - x), y + part * (toY - y)];
}

/** The shortest way on foot from one place to another, as points; empty where there is none. */
export function pathBetween(floor: FloorFile, from: Beside, to: Beside): OnFloor[] {
  const [start, end] = [pointOf(floor, from), pointOf(floor, to)];
  if (!start || !end) return [];
  if (from.way === to.way) return [start, end];
  const reached = walkFrom(floor, from);
  const last = floor.ways.find(({ id }) => id === to.way);
  if (!last) return [];
  const ends = [
    { junction: last.from, metres: (reached.get(last.from)?.metres ?? Infinity) + to.at },
    { junction: last.to, metres: (reached.get(last.to)?.metres ?? Infinity) + last.metres - to.at },
  ];
  const best = ends.reduce((one, other) => (other.metres < one.metres ? other : one));
  return Number.isFinite(best.metres) ? [start, ...trace(reached, best.junction), end] : [];
}

interface Reached {
  metres: number;
  before: string | null;
  point: OnFloor;
}

function walkFrom({ ways }: FloorFile, from: Beside): Map<string, Reached> {
  const reached = new Map<string, Reached>();
  const waiting = new Map<string, Reached>();
  const beside = sidesOf(ways);
  const see = (junction: string, found: Reached) => {
    const known = waiting.get(junction)?.metres ?? Infinity;
    if (!reached.has(junction) && found.metres < known) waiting.set(junction, found);
  };
  const first = ways.find(({ id }) => id === from.way);
  if (first) {
    see(first.from, { metres: from.at, before: null, point: first.ends[0] });
    see(first.to, { metres: first.metres - from.at, before: null, point: first.ends[1] });
  }
  while (waiting.size > 0) {
    const [junction, here] = nearest(waiting);
    waiting.delete(junction);
    reached.set(junction, here);
    for (const { to, metres, point } of beside.get(junction) ?? []) {
      see(to, { metres: here.metres + metres, before: junction, point });
    }
  }
  return reached;
}

interface Side {
  to: string;
  metres: number;
  point: OnFloor;
}

function sidesOf(ways: readonly Way[]): Map<string, Side[]> {
  const sides = new Map<string, Side[]>();
  const add = (from: string, side: Side) => sides.set(from, [...(sides.get(from) ?? []), side]);
  for (const { from, to, metres, ends } of ways) {
    add(from, { to, metres, point: ends[1] });
    add(to, { to: from, metres, point: ends[0] });
  }
  return sides;
}

function nearest(waiting: Map<string, Reached>): [string, Reached] {
  return [...waiting].reduce((one, other) => (other[1].metres < one[1].metres ? other : one));
}

function trace(reached: Map<string, Reached>, junction: string): OnFloor[] {
  const points: OnFloor[] = [];
  for (let at: string | null = junction; at !== null; ) {
    const here: Reached | undefined = reached.get(at);
    if (here) points.unshift(here.point);
    at = here?.before ?? null;
  }
  return points;
}
