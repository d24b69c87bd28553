import type { Net, Stretch } from "./floor";
import type { Passing } from "./passing";

const times: Partial<Record<Passing["does"], number>> = { once: 1, twice: 2 };

/** Ids of the spots as one comes by them, walking from here to home. */
export function unroll(net: Net, chosen: readonly Passing[]): string[] {
  const legs: Stretch[] = [];
  const at = Array.from({ length: net.size }, (): number[] => []);
  const detours = Array.from({ length: net.size }, (): string[] => []);
  for (const { way, does, low, high } of chosen) {
    const stretch = net.stretches[way] as Stretch;
    for (let time = 0; time < (times[does] ?? 0); time++) {
      at[stretch.begins]?.push(legs.length);
      at[stretch.ends]?.push(legs.length);
      legs.push(stretch);
    }
    if (does === "from begin" || does === "from both")
      detours[stretch.begins]?.push(...onwards(stretch, low));
    if (does === "from end" || does === "from both")
      detours[stretch.ends]?.push(...backwards(stretch, high));
  }
  const order = [...(detours[net.here] ?? [])];
  for (const { leg, junction } of trail(net.here, legs, at)) {
    const stretch = legs[leg] as Stretch;
    order.push(...(junction === stretch.begins ? backwards(stretch, 0) : onwards(stretch)));
    order.push(...(detours[junction] ?? []));
  }
  return [...new Set(order)];
}

function onwards({ wanted }: Stretch, upTo = Number.POSITIVE_INFINITY): string[] {
  return wanted.filter(({ at }) => at <= upTo).map(({ id }) => id);
}

/** From the end of the way; what stands at one place keeps its order. */
function backwards({ wanted }: Stretch, downTo: number): string[] {
  const falling = [...wanted].sort((one, other) => other.at - one.at);
  return falling.filter(({ at }) => at >= downTo).map(({ id }) => id);
}

/** Every leg once, without a break (Hierholzer): the leg and the junction it leads to. */
function trail(start: number, legs: readonly Stretch[], at: readonly number[][]) {
  const used = new Set<number>();
  const ends = [{ leg: -1, junction: start }];
  const found: typeof ends = [];
  for (let end = ends.at(-1); end; end = ends.at(-1)) {
    const here = at[end.junction] ?? [];
    while (here.length && used.has(here.at(-1) as number)) here.pop();
    const leg = here.pop();
    if (leg === undefined) found.push(ends.pop() as typeof end);
    else {
      used.add(leg);
      const { begins, ends: other } = legs[leg] as Stretch;
      ends.push({ leg, junction: begins + other - end.junction });
    }
  }
  return found.reverse().slice(1);
}
