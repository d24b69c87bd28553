import type { Net } from "./floor";

const FIRST_WIDTH = 3;

/** Every junction, home last, so that few are open at a time; see route/sweeping.py. */
export function closingOrder(net: Net): number[] {
  const beside = neighbours(net);
  const steps = stepsFrom(net.home, beside);
  const near = (junction: number) => beside[junction] as Set<number>;
  const open = new Set(beside.keys());
  open.delete(net.home);
  const order: number[] = [];
  const sweep = new Set<number>();
  let width = FIRST_WIDTH;
  while (open.size) {
    let junction = least(sweep, (one) => near(one).size);
    if (junction === undefined || near(junction).size > width) {
      // Far from the end of the walk.
      junction = least(open, (one) => near(one).size - (steps[one] as number) / 1e6) as number;
      if (near(junction).size > width) {
        width++;
        continue;
      }
      sweep.clear();
    }
    order.push(junction);
    open.delete(junction);
    sweep.delete(junction);
    const around = [...near(junction)].sort((a, b) => (steps[a] as number) - (steps[b] as number));
    for (const one of around) {
      for (const other of around) if (one !== other) near(one).add(other);
      near(one).delete(junction);
      if (one !== net.home) sweep.add(one);
    }
  }
  return [...order, net.home];
}

function least(junctions: Iterable<number>, of: (junction: number) => number): number | undefined {
  let found: number | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  for (const junction of junctions) {
    const size = of(junction);
    if (size < smallest) [found, smallest] = [junction, size];
  }
  return found;
}

function neighbours({ size, here, home, stretches }: Net): Set<number>[] {
  const beside = Array.from({ length: size }, () => new Set<number>());
  for (const { begins, ends } of [...stretches, { begins: here, ends: home }])
    if (begins !== ends) {
      beside[begins]?.add(ends);
      beside[ends]?.add(begins);
    }
  return beside;
}

function stepsFrom(start: number, beside: readonly Set<number>[]): number[] {
  const steps: number[] = [];
  steps[start] = 0;
  const waiting = [start];
  for (const junction of waiting)
    for (const near of beside[junction] ?? [])
      if (steps[near] === undefined) {
        steps[near] = (steps[junction] as number) + 1;
        waiting.push(near);
      }
  return steps;
}
