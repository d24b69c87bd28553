import { signal } from "@preact/signals";
import { howOf } from "../picking/doing";
import { showResult } from "../picking/result";
import type { Scan } from "../scanning/validate";
import { type Kept, payloadOf } from "../store/recorded";
import type { HoldShelf, ShelfDocument, ToReshelve } from "../store/shapes";
import { actions } from "../sync/live";
import { t } from "../texts";
import { reportMissing, reshelve, takeOff } from "./doing";
import { documents, serverNow, shelf } from "./shelf";
import { slotName } from "./slots";
import { isOver, mayBeLent } from "./standing";
import { aboutDocument, dayText } from "./words";

/** Holds whose slot was empty, and about which only the next file of loans knows more. */
const leftOpen = signal<ReadonlySet<string>>(new Set());

/** How many slots were empty because their documents may have been collected. */
export const countLeftOpen = () => documents.value.filter(isLeftOpen).length;

/** Once that file came in, an empty slot is asked about again. */
function isLeftOpen(one: ShelfDocument): boolean {
  return leftOpen.value.has(one.hold) && mayBeLent(one, shelf.value?.lent_unheard_since);
}

/** What has to leave the shelf, in the order in which one walks along the slots. */
export function toClear(now: number): ShelfDocument[] {
  const order = new Map(shelf.value?.slots.map(({ id }, index) => [id, index]));
  const place = ({ slot }: ShelfDocument) => order.get(slot ?? "") ?? order.size;
  return documents.value
    .filter((one) => one.slot !== null && isOver(one, now) && !isLeftOpen(one))
    .sort((one, other) => place(one) - place(other));
}

/** What goes back to the stacks, in shelf order, without what this phone put back already. */
export function toReshelve(known: HoldShelf | null, did: readonly Kept[]): ToReshelve[] {
  if (!known) return [];
  const back = new Set(
    did
      .filter((kept) => kept.action.name === "reshelve" && isInForce(kept, did))
      .map((kept) => payloadOf(kept, "reshelve").barcode),
  );
  return known.to_reshelve
    .filter(({ barcode }) => !back.has(barcode))
    .sort((one, other) => inShelfOrder(one.order, other.order));
}

function isInForce({ action, outcome }: Kept, did: readonly Kept[]): boolean {
  const isRefused = outcome === "refused" || outcome === "conflict" || outcome === "quarantined";
  return !isRefused && !did.some((k) => k.action.name === "undo" && k.action.subject === action.id);
}

function inShelfOrder(one: ToReshelve["order"], other: ToReshelve["order"]): number {
  if (one[0] !== other[0]) return one[0] - other[0];
  if (one[1] === other[1]) return 0;
  return one[1] < other[1] ? -1 : 1;
}

/** A scan on the clearing walk: what has to go is taken off, what is waited for stays. */
export async function onClearingScan(scan: Scan): Promise<void> {
  const one = documents.value.find(({ barcode }) => barcode === scan.text);
  if (one?.slot && isOver(one, serverNow())) return clear(one, howOf(scan.via));
  if (one?.slot) {
    const slot = slotName(shelf.value?.slots ?? [], one.slot);
    const day = one.until && dayText(one.until);
    const detail = day
      ? t("Kept until {day} in {slot}. Put it back.", { day, slot })
      : t("It waits in {slot}. Put it back.", { slot });
    return showResult({ kind: "refused", word: t("Somebody may still come"), detail });
  }
  if (scan.kind === "isbn" || scan.kind === "card") return showResult({ kind: scan.kind });
  if (one) return showResult({ kind: "already-found", word: t("Taken off already") });
  showResult({ kind: "unknown", detail: scan.raw.slice(0, 40) });
}

/** An empty slot: a search starts for it only where it cannot have gone home with its patron. */
export async function notThere(one: ShelfDocument): Promise<void> {
  const detail = aboutDocument(one);
  if (mayBeLent(one, shelf.value?.lent_unheard_since)) {
    leftOpen.value = new Set([...leftOpen.value, one.hold]);
    const why = t("Perhaps collected: the next file of loans will say.");
    // Nothing is recorded: nobody knows yet.
    return showResult({ kind: "unknown", word: t("Left open"), detail: [detail, why].join(". ") });
  }
  if (!(await reportMissing(one))) return;
  showResult({ kind: "saved", word: t("Not in its slot"), detail });
}

/** The server says who is next; until then it waits on the cart. */
export async function clear(one: ShelfDocument, how: ReturnType<typeof howOf> | "tap") {
  const undoes = await takeOff(one, how);
  const detail = [aboutDocument(one), t("The server says where it goes.")].join(". ");
  if (undoes) showResult({ kind: "found", word: t("Onto the cart"), detail, undoes });
}

/** A scan on the walk back to the stacks. */
export async function onReshelvingScan(scan: Scan): Promise<void> {
  if (scan.kind === "isbn" || scan.kind === "card") return showResult({ kind: scan.kind });
  const listed = toReshelve(shelf.value, actions.value);
  const one = listed.find(({ barcode }) => barcode === scan.text);
  if (one) return putBack(one, howOf(scan.via));
  if (scan.kind === "unreadable") {
    return showResult({ kind: "unknown", detail: scan.raw.slice(0, 40) });
  }
  const detail = t("{barcode} is not on the list.", { barcode: scan.text });
  showResult({ kind: "unknown", word: t("Not to be put back"), detail });
}

export async function putBack(one: ToReshelve, how: ReturnType<typeof howOf> | "tap") {
  const undoes = await reshelve(one, how);
  const word = one.home ? t("Into the crate for {branch}", { branch: one.home }) : undefined;
  const kind = one.home ? "far" : "found";
  const detail = one.title;
  if (undoes) showResult({ kind, word: word ?? t("Back on its shelf"), detail, undoes });
}
