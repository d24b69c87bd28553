import { inOrder, isActive } from "../picking/walk";
import { store } from "../store/memory";
import type { FloorFile } from "../store/shapes";
import { meta, remember } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import type { Place, Walkways } from "./route/floor";
import { replan } from "./route/route";

/** Plans anew what follows the pick on the screen, and keeps that order on this phone. */
export async function planAnew(here: ShownPick, picks: readonly ShownPick[]): Promise<void> {
  const kept = await store.connection.read((database) => database.get("files", "floor"));
  if (!kept) return;
  const turning = meta.value.branch?.settings.turning_metres ?? 0;
  const order = orderFrom(here, picks, walkwaysOf(kept.content), turning);
  if (order) await remember({ order: { walk: here.walk, picks: order } });
}

/**
 * Ids of all picks of a walk: what is done as it stands, the pick on the screen, and then the
 * shortest way past the others. What was put off stays behind, and so does what nobody knows where
 * to find. Null where the old order is kept.
 */
export function orderFrom(
  here: ShownPick,
  picks: readonly ShownPick[],
  walkways: Walkways,
  turning = 0,
): string[] | null {
  const others = inOrder(picks).filter(({ id }) => id !== here.id);
  const start = placeOf(here) ?? lastPlace(picks);
  const open = shortest(
    others.filter(({ status }) => status === "open"),
    walkways,
    start,
    turning,
  );
  const later = shortest(
    others.filter(({ status }) => status === "later"),
    walkways,
    start,
    turning,
  );
  if (!open || !later) return null;
  const done = others.filter((pick) => !isActive(pick)).map(({ id }) => id);
  return [...done, here.id, ...open, ...later];
}

/** In walking order; those without a place after the others. */
function shortest(
  picks: readonly ShownPick[],
  walkways: Walkways,
  start: Place | null,
  turning: number,
): string[] | null {
  const spots = picks.flatMap((pick) => {
    const place = placeOf(pick);
    return place ? [{ id: pick.id, ...place }] : [];
  });
  const route = replan(walkways, spots, start, turning);
  const placed = new Set(route?.order);
  return route && [...route.order, ...picks.map(({ id }) => id).filter((id) => !placed.has(id))];
}

function placeOf({ spot }: ShownPick): Place | null {
  return spot?.way && spot.at !== null ? { way: spot.way, at: spot.at } : null;
}

/** Where the last document was found, as far as the order tells. */
function lastPlace(picks: readonly ShownPick[]): Place | null {
  const found = inOrder(picks).filter(({ status }) => status === "found");
  return found.map(placeOf).findLast((place) => place !== null) ?? null;
}

function walkwaysOf({ ways, start }: FloorFile): Walkways {
  return {
    start: start ?? ways[0]?.from ?? "",
    ways: ways.map(({ id, from, to, metres }) => ({ id, begins: from, ends: to, metres })),
  };
}
