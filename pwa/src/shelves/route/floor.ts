/** A branch on foot, as the server sends it: see server/rayon/shelves/route/graph.py. */

export interface Way {
  id: string;
  begins: string;
  ends: string;
  metres: number;
}

/** `at`: metres from where the way begins. */
export interface Place {
  way: string;
  at: number;
}

export interface Spot extends Place {
  id: string;
}

export interface Walkways {
  ways: readonly Way[];
  start: string;
}

/** A way or a part of one, between junctions that have numbers. `wanted` rises. */
export interface Stretch {
  begins: number;
  ends: number;
  metres: number;
  wanted: readonly Spot[];
}

export interface Net {
  size: number;
  here: number;
  home: number;
  stretches: readonly Stretch[];
}

/** What can be reached from the start; spots at one place keep their order. */
export function netOf(walkways: Walkways, spots: readonly Spot[], here: Place | null): Net {
  const reached = reachedFrom(walkways);
  const number = (junction: string) => reached.get(junction) as number;
  const net = { size: reached.size, here: 0, home: 0, stretches: [] as Stretch[] };
  for (const way of walkways.ways) {
    if (!reached.has(way.begins)) continue;
    const wanted = spots.filter((spot) => spot.way === way.id).sort((a, b) => a.at - b.at);
    const whole = {
      begins: number(way.begins),
      ends: number(way.ends),
      metres: way.metres,
      wanted,
    };
    if (here?.way !== way.id) net.stretches.push(whole);
    else {
      net.here = net.size++;
      net.stretches.push(...split(whole, net.here, here.at));
    }
  }
  return net;
}

function split(whole: Stretch, middle: number, at: number): Stretch[] {
  const before = whole.wanted.filter((spot) => spot.at <= at);
  const after = whole.wanted.filter((spot) => spot.at > at);
  return [
    { ...whole, ends: middle, metres: at, wanted: before },
    {
      ...whole,
      begins: middle,
      metres: whole.metres - at,
      wanted: after.map((spot) => ({ ...spot, at: spot.at - at })),
    },
  ];
}

/** Numbers of the junctions; the start has 0. */
function reachedFrom({ ways, start }: Walkways): Map<string, number> {
  const beside = new Map<string, string[]>();
  const join = (one: string, other: string) => beside.set(one, [...(beside.get(one) ?? []), other]);
  for (const { begins, ends } of ways) {
    join(begins, ends);
    join(ends, begins);
  }
  const numbers = new Map([[start, 0]]);
  for (const junction of numbers.keys())
    for (const near of beside.get(junction) ?? [])
      if (!numbers.has(near)) numbers.set(near, numbers.size);
  return numbers;
}
