import type { Half, Kept } from "../store/recorded";
import type { ShownPick } from "../sync/replay";

/** The half that is on the cart while the document waits for the end of the walk. */
export function halfOf({ id, status }: ShownPick, all: readonly Kept[]): Half | undefined {
  if (status !== "later") return undefined;
  const last = all.findLast(({ action }) => action.name === "look_later" && action.subject === id);
  return last?.about.half;
}
