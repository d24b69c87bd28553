import type { Edge, LastResult } from "../picking/result";
import { inOrder, type WalkState } from "../picking/walk";
import type { Copy } from "../store/shapes";
import { locationOf } from "../sync/live";
import { edgesNear } from "./edges";
import type { ShelfIndex } from "./index-file";
import { homeOf, indexOf } from "./keeping";
import { whereAmI } from "./where-am-i";
import { elsewhereWords, whereWords } from "./where-words";

/** Where one stood at the last scan that was not of a misplaced document. */
let stood: { location: number; rank: number } | undefined;

/** `home`: the bay in which the document that was scanned belongs. */
type Told = LastResult & { home: string | null };

/**
 * What a scanned document that is not on the list says about where one is; null where this phone
 * cannot know. No network is needed.
 */
export async function whereabouts(state: WalkState, barcode: string): Promise<Told | null> {
  const pick = state.picks.find(({ id }) => id === state.current);
  const index = pick?.target ? await indexOf(pick.target.location) : undefined;
  const goal = index?.rankOf(pick?.target?.barcode ?? "");
  const rank = index?.rankOf(barcode);
  if (!index || rank === undefined) return elsewhere(barcode);
  if (goal === undefined) return null;
  const before = stood?.location === index.location ? stood.rank : lastFound(state, index);
  const where = whereAmI(index, rank, goal, before);
  if (where.kind !== "far" || !where.isMisplaced) stood = { location: index.location, rank };
  return { ...whereWords(where, index.labelAt(rank)), home: bayOf(index, rank) };
}

async function elsewhere(barcode: string): Promise<Told | null> {
  const index = await homeOf(barcode);
  const rank = index?.rankOf(barcode);
  const name = locationOf(index?.location)?.name;
  if (!index || rank === undefined || !name) return null;
  return { ...elsewhereWords(index.labelAt(rank), name), home: bayOf(index, rank) };
}

function bayOf(index: ShelfIndex, rank: number): string | null {
  return index.placeOf(rank)?.bay.bay ?? null;
}

/** The neighbouring bays in which this copy may have stood; none where that moves no edge. */
export async function edgesOf({ barcode, location }: Copy): Promise<Edge[]> {
  const index = await indexOf(location).catch(() => undefined);
  const rank = index?.rankOf(barcode);
  return index && rank !== undefined ? edgesNear(index, rank) : [];
}

/** The last document that was found here: its finder stands before it. */
function lastFound(state: WalkState, index: ShelfIndex): number | undefined {
  const here = state.picks.find(({ id }) => id === state.current);
  const found = inOrder(state.picks).filter(
    ({ status, position }) => status === "found" && position < (here?.position ?? 0),
  );
  return index.rankOf(found.at(-1)?.found_barcode ?? "");
}
