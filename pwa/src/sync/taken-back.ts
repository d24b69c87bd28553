import type { Kept } from "../store/recorded";

/** Ids of what was taken back. From the newest back: an undo that was itself undone takes nothing back. */
export function takenBack(actions: readonly Kept[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { action, outcome } of [...actions].reverse()) {
    const counts = outcome === null || outcome === "applied" || outcome === "duplicate";
    if (action.name === "undo" && counts && !undone.has(action.id)) undone.add(action.subject);
  }
  return undone;
}
