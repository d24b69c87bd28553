import type { Kept, Recorded } from "../store/recorded";

/** What stays on this phone once a batch has left; `seconds`: how old the oldest of it is. */
export interface Unsent {
  actions: number;
  seconds: number;
}

// What a clock that was put right meanwhile makes of it must not be more than the server reads.
const LONGEST_S = 366 * 24 * 3600;

/** A span, not a time: what this phone's clock says does not matter. */
export function unsent(actions: readonly Kept[], batch: readonly Recorded[], now: number): Unsent {
  const leaving = new Set(batch.map(({ number }) => number));
  const left = actions.filter(({ state, number }) => state === "waiting" && !leaving.has(number));
  const age = left[0] ? Math.floor((now - Date.parse(left[0].action.at)) / 1000) : 0;
  return { actions: left.length, seconds: Math.min(Math.max(age, 0), LONGEST_S) };
}
