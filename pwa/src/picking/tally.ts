import { n } from "../texts";
import type { Progress } from "./walk";

/** How far a walk is, as the phone counts it or as the server tells it. */
export type Tally = Pick<Progress, "done" | "found" | "missing" | "unusable" | "total">;

/** "27 found of 33 · 6 not found": THE words of a walk, on every screen that shows one. */
export function tallyText({ done, found, missing, unusable, total }: Tally): string {
  const untouched = done - found - missing - unusable;
  return [
    n("{count} found of {total}", "{count} found of {total}", found, { total }),
    missing > 0 && n("{count} not found", "{count} not found", missing),
    unusable > 0 && n("{count} not usable", "{count} not usable", unusable),
    untouched > 0 && n("{count} not looked for", "{count} not looked for", untouched),
  ]
    .filter(Boolean)
    .join(" · ");
}
