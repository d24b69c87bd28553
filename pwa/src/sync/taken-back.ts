import type { Kept } from "../store/recorded";

/** Ids of what was taken back. From the newest back: an undo that was itself undone takes nothing back. */
export function takenBack(actions: readonly Kept[]): ReadonlySet<string> {
  const undone = new Set<string>();
  const vain = vainUndos(actions);
  for (const kept of [...actions].reverse()) {
    const { id, name, subject } = kept.action;
    if (name === "undo" && counts(kept) && !vain.has(id) && !undone.has(id)) undone.add(subject);
  }
  return undone;
}

/**
 * Ids of undos that wait for an answer and will change nothing: what they take back never took
 * effect, or was undone before, unless that was undone in between. The server judges alike.
 */
export function vainUndos(actions: readonly Kept[]): ReadonlySet<string> {
  const vain = new Set<string>();
  const byId = new Map(actions.map((kept) => [kept.action.id, kept]));
  /** What took an action back so far, one after the other. */
  const undos = new Map<string, string[]>();
  const isInForce = (id: string): boolean => !undos.get(id)?.some(isInForce);

  const canBeUndone = (id: string): boolean => {
    const target = byId.get(id);
    if (!isInForce(id) || vain.has(id) || (target && !counts(target))) return false;
    if (target?.action.name !== "undo") return true;
    // To undo the undo of an undo takes the very first back again.
    const undone = byId.get(target.action.subject);
    return undone?.action.name !== "undo" || canBeUndone(undone.action.subject);
  };

  for (const kept of actions) {
    const { id, name, subject } = kept.action;
    if (name !== "undo" || !counts(kept)) continue;
    if (kept.outcome !== null || canBeUndone(subject)) {
      undos.set(subject, [...(undos.get(subject) ?? []), id]);
    } else vain.add(id);
  }
  return vain;
}

function counts({ outcome }: Kept): boolean {
  return outcome === null || outcome === "applied" || outcome === "duplicate";
}
