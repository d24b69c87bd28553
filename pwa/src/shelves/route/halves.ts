import type { Passing } from "./passing";
import { isDead, type State, type States } from "./states";

/** Half a walk: a way, or two shorter halves. */
export type Half = Passing | { cost: number; left: Half; right: Half };

/** The shortest half walk for each state; `open`: junctions, first to be closed first. */
export interface Halves {
  open: readonly number[];
  table: Map<number, Half>;
}

/** What else is kept where the shortest halves are too many, in states or in metres. */
export interface Limits {
  few: number;
  loose: number;
}

/** The shortest walk, added up junction by junction; null where `few` was too few for any. */
export function addUp(
  states: States,
  parts: readonly Halves[],
  order: readonly number[],
  limits: Limits,
): Passing[] | null {
  const rank = new Map(order.map((junction, index) => [junction, index]));
  const waiting = order.map((): Halves[] => []);
  const put = (halves: Halves) => waiting[rank.get(halves.open[0] as number) ?? 0]?.push(halves);
  for (const part of parts) put(part);
  const last = waiting.pop() ?? [];
  waiting.forEach((meeting, index) => {
    const junction = order[index] as number;
    if (!meeting.length) return;
    const closed = close(states, junction, meeting, rank, limits);
    if (closed.open[0] === order.at(-1)) last.push(closed);
    else if (closed.open.length) put(closed);
  });
  const ends = last.map(({ table }) => shortest(table));
  return ends.every((end) => end !== null) ? ends.flatMap((end) => leaves(end)) : null;
}

function close(
  states: States,
  junction: number,
  meeting: readonly Halves[],
  rank: ReadonlyMap<number, number>,
  limits: Limits,
): Halves {
  const nothing: Passing = { cost: 0, metres: 0, way: -1, does: "none", low: 0, high: 0 };
  const left = [...meeting].sort((a, b) => b.open.length - a.open.length);
  if (left.length === 1)
    left.push({ open: [junction], table: new Map([[states.number([0]), nothing]]) });
  let total = left.shift() as Halves;
  while (left.length) {
    const opens = ({ open }: Halves) => open.filter((one) => !total.open.includes(one)).length;
    left.sort((a, b) => opens(a) - opens(b));
    const part = left.shift() as Halves;
    total = promising(states, sum(states, total, part, rank, !left.length), limits);
  }
  return total;
}

function sum(
  states: States,
  left: Halves,
  right: Halves,
  rank: ReadonlyMap<number, number>,
  closes: boolean,
): Halves {
  const by = (junction: number) => rank.get(junction) ?? 0;
  const open = [...new Set([...left.open, ...right.open])].sort((a, b) => by(a) - by(b));
  const places = ({ open: some }: Halves): State => some.map((one) => open.indexOf(one));
  const add = states.adder(places(left), places(right), open.length, closes);
  const table = new Map<number, Half>();
  for (const [one, half] of left.table) {
    const parity = (states.at(one)[0] as number) % 2;
    for (const [other, otherHalf] of right.table) {
      if (closes && (states.at(other)[0] as number) % 2 !== parity) continue;
      const state = add(one, other);
      if (isDead(state)) continue;
      const cost = half.cost + otherHalf.cost;
      const best = table.get(state);
      if (!best || cost < best.cost) table.set(state, { cost, left: half, right: otherHalf });
    }
  }
  return { open: closes ? open.slice(1) : open, table };
}

/** The shortest few, those with many loose pieces first to go. */
function promising(states: States, halves: Halves, { few, loose }: Limits): Halves {
  if (halves.table.size <= few) return halves;
  const pieces = (state: number) => new Set(states.at(state).map((label) => label >> 1)).size;
  const kept = [...halves.table]
    .map(([state, half]) => ({ state, half, length: half.cost + loose * pieces(state) }))
    .sort((one, other) => one.length - other.length)
    .slice(0, few);
  return { ...halves, table: new Map(kept.map(({ state, half }) => [state, half])) };
}

function shortest(table: ReadonlyMap<number, Half>): Half | null {
  let best: Half | null = null;
  for (const half of table.values()) if (!best || half.cost < best.cost) best = half;
  return best;
}

function leaves(half: Half | null): Passing[] {
  if (!half) return [];
  if ("does" in half) return half.way < 0 ? [] : [half];
  return [...leaves(half.left), ...leaves(half.right)];
}
