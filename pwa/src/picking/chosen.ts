import { homeOf } from "../shelves/keeping";
import { store } from "../store/memory";
import type { Kept } from "../store/recorded";
import type { Walk, WalkPick } from "../store/shapes";
import { actions, shown } from "../sync/live";
import { replay, type ShownPick } from "../sync/replay";
import { isActive, takenBarcodes } from "./walk";

/** What this phone knows of a document that somebody would like to choose. */
export type Known =
  | { kind: "free" }
  /** In somebody's hands for this pick. */
  | { kind: "taken"; by: ShownPick }
  /** A walk leads to this very copy. */
  | { kind: "wanted"; by: ShownPick; walk: string }
  /** The library said no to it, and that was not read yet. */
  | { kind: "refused"; answer: Kept }
  /** Not expected on its shelf: lent, put aside, or not for loan. */
  | { kind: "away" }
  /** On no list of this phone: only the library can say. */
  | { kind: "unknown" };

/** What a phone knows of its walks: the one that is open, and the picks of all of them. */
export interface Scene {
  walks: readonly Walk[];
  /** Of every walk, with what is pending here on top. */
  picks: readonly ShownPick[];
  actions: readonly Kept[];
}

/** Without a network; whatever the phone was lent for its walks. */
export async function knownOf(barcode: string, pick: ShownPick): Promise<Known> {
  const { walks } = shown.value;
  const rows = { walks, picks: (await store.allPicks()).filter(isNotPutBack) };
  const { picks } = replay(rows, actions.value, null);
  const scene = { walks, picks, actions: actions.value };
  return knownFromWalks(barcode, pick, scene) ?? onTheShelves(barcode);
}

/** What the picks of this phone say of it; null where they say nothing. */
export function knownFromWalks(barcode: string, pick: ShownPick, scene: Scene): Known | null {
  const answer = scene.actions.find((kept) => isRefusal(kept, barcode, pick));
  if (answer) return { kind: "refused", answer };
  const by = takenBarcodes(scene.picks.filter(isGoingOn)).get(barcode);
  if (by) return { kind: "taken", by };
  const aimed = scene.picks.find((one) => isActive(one) && one.target?.barcode === barcode);
  const walk = scene.walks.find(({ id }) => id === aimed?.walk);
  return aimed && walk ? { kind: "wanted", by: aimed, walk: walk.name } : null;
}

function isRefusal({ action, outcome, isRead }: Kept, barcode: string, pick: ShownPick): boolean {
  if (action.name !== "choose_item" || action.subject !== pick.id) return false;
  return (
    outcome === "refused" && !isRead && (action.payload as { barcode: string }).barcode === barcode
  );
}

const over: ReadonlySet<string> = new Set(["handed_over", "unfilled", "cancelled", "expired"]);

/** Where a document was taken, and its hold is in nobody's hands any more: it stands for all again. */
const looking: ReadonlySet<string> = new Set(["open", "on_walk", "searching"]);

/** As the library says, before what this phone has done since. */
export function isNotPutBack({ status, hold }: WalkPick): boolean {
  return status !== "found" || !looking.has(hold.status);
}

/** What a hold of yesterday took may stand on its shelf again. */
function isGoingOn({ hold }: ShownPick): boolean {
  return !over.has(hold.status);
}

async function onTheShelves(barcode: string): Promise<Known> {
  // Without its list the walk goes on as well.
  const index = await homeOf(barcode).catch(() => undefined);
  const rank = index?.rankOf(barcode);
  if (!index || rank === undefined) return { kind: "unknown" };
  return { kind: index.isStanding(rank) ? "free" : "away" };
}
