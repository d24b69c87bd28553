import type { Net } from "./floor";

const ROUNDING = 1e-9;

/** Without the ways on which nothing is wanted and round which it is no longer; the longest go first. */
export function thinned(net: Net): Net {
  const kept = new Set(net.stretches);
  const empty = net.stretches.filter(({ wanted }) => !wanted.length);
  for (const stretch of empty.toSorted((one, other) => other.metres - one.metres)) {
    kept.delete(stretch);
    if (!isReached([...kept], stretch)) kept.add(stretch);
  }
  return { ...net, stretches: net.stretches.filter((stretch) => kept.has(stretch)) };
}

/** Whether one gets from the beginning of a way to its end on others that are together no longer. */
function isReached(
  others: Net["stretches"],
  { begins, ends, metres }: Net["stretches"][number],
): boolean {
  const reached = new Map([[begins, 0]]);
  for (const [junction, soFar] of reached) {
    for (const other of others) {
      const near = other.begins === junction ? other.ends : other.begins;
      if (other.begins !== junction && other.ends !== junction) continue;
      const there = soFar + other.metres;
      if (there > metres + ROUNDING || there >= (reached.get(near) ?? Number.POSITIVE_INFINITY))
        continue;
      // Deleted first, so that the loop comes by again with the shorter way.
      reached.delete(near);
      reached.set(near, there);
    }
  }
  return reached.has(ends);
}
