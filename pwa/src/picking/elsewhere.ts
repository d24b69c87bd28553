import type { Walk } from "../store/shapes";
import { meta } from "../sync/live";

/** Taken with another phone: what was found there is not known here, nor where to go on. */
export function isElsewhere({ claimed_on }: Pick<Walk, "claimed_on">): boolean {
  const here = meta.value.device?.id;
  return here !== undefined && claimed_on !== null && claimed_on !== here;
}
