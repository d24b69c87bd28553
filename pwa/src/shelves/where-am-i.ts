import type { IndexedBay, Place, ShelfIndex } from "./index-file";

export type Direction = "left" | "right";

/** How to get from the document that was scanned to the one that is looked for. */
export type Whereabouts =
  /** Within reach. `shelves`: how many further down, null where nobody surveyed. */
  | { kind: "near"; documents: number; direction: Direction; shelves: number | null }
  | { kind: "next-bay"; bay: string; direction: Direction; shelves: number }
  | { kind: "across"; bay: string; shelf: number }
  /** `isMisplaced`: it belongs far from where one stands, so it stands in the wrong place. */
  | {
      kind: "far";
      documents: number;
      direction: Direction;
      /** Where the document that was scanned belongs. */
      home: string | null;
      /** Where the one that is looked for stands. */
      goal: string | null;
      isMisplaced: boolean;
    };

/** A few books are counted quicker than read about, even where a new bay begins between. */
const FEW = 25;
/** Without a floor nobody can say what is near. */
const NEAR_WITHOUT_FLOOR = 300;
const SAME_STRETCH_METRES = 2;

/**
 * Documents run to the right along a shelf, then down, then to the next bay. `before`: rank of the
 * last document that was scanned or found here a moment ago, if any: it tells where one stands.
 */
export function whereAmI(
  index: ShelfIndex,
  scanned: number,
  goal: number,
  before?: number,
): Whereabouts {
  const documents = index.standingBetween(scanned, goal);
  const direction = goal < scanned ? "left" : "right";
  const from = index.placeOf(scanned);
  const to = index.placeOf(goal);
  if (!from || !to) {
    const isNear = documents <= NEAR_WITHOUT_FLOOR;
    if (isNear) return { kind: "near", documents, direction, shelves: null };
    return { kind: "far", documents, direction, home: null, goal: null, isMisplaced: false };
  }
  const shelves = to.shelf - from.shelf;
  const isSameBay = from.number === to.number;
  if (isSameBay || (documents <= FEW && isBeside(from, to))) {
    return { kind: "near", documents, direction, shelves: isSameBay ? shelves : null };
  }
  if (isBeside(from, to)) return { kind: "next-bay", bay: to.bay.bay, direction, shelves };
  if (isAcross(from.bay, to.bay)) return { kind: "across", bay: to.bay.bay, shelf: to.shelf + 1 };
  const stood = before === undefined ? undefined : index.placeOf(before);
  const isMisplaced = stood !== undefined && isAround(stood, to) && !isAround(stood, from);
  return { kind: "far", documents, direction, home: from.bay.bay, goal: to.bay.bay, isMisplaced };
}

/** The next bay of the same face of the same range. */
function isBeside(one: Place, other: Place): boolean {
  return Math.abs(one.number - other.number) === 1 && isSameFace(one.bay, other.bay);
}

function isSameFace(one: IndexedBay, other: IndexedBay): boolean {
  return one.range === other.range && one.side === other.side;
}

function isAcross(one: IndexedBay, other: IndexedBay): boolean {
  if (one.way === null || one.way !== other.way || isSameFace(one, other)) return false;
  return Math.abs((one.at ?? 0) - (other.at ?? 0)) <= SAME_STRETCH_METRES;
}

/** Here, in the next bay, or behind one's back. */
function isAround(one: Place, other: Place): boolean {
  return one.number === other.number || isBeside(one, other) || isAcross(one.bay, other.bay);
}
