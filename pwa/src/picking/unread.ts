import type { Kept } from "../store/recorded";
import type { ShownPick } from "../sync/replay";

/** Not read yet, and about a document of this walk or one met on it. */
export function answersOn(picks: readonly ShownPick[], all: readonly Kept[]): Kept[] {
  const [ids, walk] = [new Set(picks.map(({ id }) => id)), picks[0]?.walk];
  return all.filter(({ action, isRead }) => {
    const met = "walk" in action.payload && action.payload.walk === walk;
    return !isRead && (ids.has(action.subject) || met);
  });
}
