import type { Copy, PickStatus, WalkPick } from "../store/shapes";
import type { ShownPick } from "../sync/replay";

/** The picks of one walk as they stand, in the order of the walk, and the one on the screen. */
export interface WalkState {
  picks: readonly ShownPick[];
  current: string | null;
  /** How 14-digit card numbers begin at this branch; "2" unless told. */
  cardPrefixes?: readonly string[] | undefined;
  /** The shape of the branch's barcodes, a pattern; empty where nobody has said. */
  barcodePattern?: string | undefined;
  /** Barcodes that this phone knows to be noted as not usable. */
  noted?: ReadonlySet<string>;
}

const active: ReadonlySet<PickStatus> = new Set(["open", "later"]);

/** Still to be looked for. */
export function isActive({ status }: WalkPick): boolean {
  return active.has(status);
}

/** In the order in which one passes the shelves. */
export function inOrder<P extends WalkPick>(picks: readonly P[]): P[] {
  return [...picks].sort(
    (one, other) => one.position - other.position || (one.id < other.id ? -1 : 1),
  );
}

/**
 * The pick to go to from `from` (a position, 0 to begin): the next open one, round to the start
 * of the list, and only when none is open those that were put off.
 */
export function nextPick<P extends WalkPick>(picks: readonly P[], from: number): P | null {
  for (const status of ["open", "later"] as const) {
    const wanted = inOrder(picks).filter((pick) => pick.status === status);
    const next = wanted.find(({ position }) => position > from) ?? wanted[0];
    if (next) return next;
  }
  return null;
}

/** What to show: the pick where the person was, if it is still to do, else the next one. */
export function currentPick<P extends WalkPick>(
  picks: readonly P[],
  spot: string | null,
): P | null {
  const here = picks.find(({ id }) => id === spot);
  return here && isActive(here) ? here : nextPick(picks, here?.position ?? 0);
}

/** What comes once this one is put off: the next on the way, else the first that is left. */
export function nextAfter<P extends WalkPick>(pick: WalkPick, picks: readonly P[]): P | null {
  const others = picks.filter(
    (other) => other.walk === pick.walk && other.id !== pick.id && isActive(other),
  );
  const next = inOrder(others).find(({ position }) => position > pick.position);
  return next ?? currentPick(others, null);
}

/** Whether the rest does not lead on from this pick any more. `planned`: ids that the phone put in order. */
export function hasLeftOrder<P extends WalkPick>(
  here: P,
  picks: readonly P[],
  planned: readonly string[],
): boolean {
  const left = inOrder(picks).filter(isActive);
  const others = left.filter(({ id }) => id !== here.id);
  const firstLater = others.findIndex(({ status }) => status === "later");
  const isSkipped = left[0]?.id !== here.id;
  const isPutOff =
    firstLater >= 0 && others.slice(firstLater).some(({ status }) => status === "open");
  const isJoined = others.some(
    ({ id, late, status }) => late && status === "open" && !planned.includes(id),
  );
  return isSkipped || isPutOff || isJoined;
}

export interface Progress {
  done: number;
  found: number;
  missing: number;
  unusable: number;
  later: number;
  /** Without those that nobody wants any more. */
  total: number;
}

/** Counts; what was found but cannot be given is apart from what was not found. */
export function progressOf(picks: readonly WalkPick[]): Progress {
  const wanted = picks.filter(({ status }) => status !== "withdrawn");
  const count = (...among: PickStatus[]) =>
    wanted.filter(({ status }) => among.includes(status)).length;
  return {
    done: wanted.length - count("open", "later"),
    found: count("found"),
    missing: count("not_found"),
    unusable: count("unusable"),
    later: count("later"),
    total: wanted.length,
  };
}

export interface Section<P extends WalkPick> {
  /** Location id; null where no copy says where it stands. */
  location: number | null;
  picks: P[];
}

/** The walk as one passes it: neighbours in the same location together. */
export function sectionsOf<P extends WalkPick>(picks: readonly P[]): Section<P>[] {
  const sections: Section<P>[] = [];
  for (const pick of inOrder(picks)) {
    const location = pick.target?.location ?? null;
    const last = sections.at(-1);
    if (last?.location === location) last.picks.push(pick);
    else sections.push({ location, picks: [pick] });
  }
  return sections;
}

/** Barcodes that serve a hold of this walk already: one copy serves one hold. */
export function takenBarcodes(picks: readonly ShownPick[]): Map<string, ShownPick> {
  const taken = new Map<string, ShownPick>();
  for (const pick of picks) {
    if (pick.status === "found" && pick.found_barcode) taken.set(pick.found_barcode, pick);
    for (const barcode of pick.chosen) taken.set(barcode, pick);
  }
  return taken;
}

/** Every barcode that this walk speaks of: of the copies that would do, and of what was taken. */
export function barcodesOf(picks: readonly ShownPick[]): Set<string> {
  const known = picks.flatMap(({ copies, chosen, found_barcode }) => [
    ...copies.map(({ barcode }) => barcode),
    ...chosen,
    found_barcode,
  ]);
  return new Set(known.filter(Boolean));
}

/** The other copies that would do and are not taken yet, those on the shelf first. */
export function otherCopies(pick: WalkPick, picks: readonly ShownPick[]): Copy[] {
  const taken = takenBarcodes(picks);
  return pick.copies
    .filter(({ item, barcode, unusable }) => {
      return item !== pick.target?.item && !taken.has(barcode) && !unusable;
    })
    .sort((one, other) => Number(other.on_shelf) - Number(one.on_shelf));
}

/** Whether this walk waits for a barcode, so that it needs no second look. */
export function isExpected(state: WalkState, barcode: string): boolean {
  return state.picks.some((pick) => copyOf(pick, barcode) || pick.found_barcode === barcode);
}

export function copyOf(pick: ShownPick, barcode: string): Copy | undefined {
  return pick.copies.find((copy) => copy.barcode === barcode);
}
