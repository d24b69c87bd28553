import type { Scan } from "../scanning/validate";
import type { Presented } from "../store/recorded";
import type { HoldShelf, ShelfDocument, Slot } from "../store/shapes";
import { hashOf } from "./keyed";
import { slotOf } from "./slots";
import { isCollectable } from "./standing";

/** What the QR of a notice begins with; see server/rayon/hold_shelf/labels.py. */
const CODE = /^PICKUP:([0-9A-Z]{8})$/;

/** What somebody showed, and the bundle it opens. */
export interface Opened {
  bundle: string;
  presented: Presented;
  /** Whose card it was, by a number that is no card; null where none was shown. */
  who: number | null;
}

/** What a scan means at the desk, of which the phone knows all by itself. */
export type DeskMeaning =
  | { kind: "document"; one: ShelfDocument }
  | { kind: "other-document"; one: ShelfDocument }
  | { kind: "gone"; one: ShelfDocument }
  | { kind: "slot"; slot: Slot }
  | { kind: "opened"; opened: Opened }
  | { kind: "code"; code: string }
  | { kind: "card"; card: string }
  | { kind: "isbn" }
  | { kind: "unreadable"; text: string };

/** Cards and codes are looked up by their hash: the phone knows no others. */
export async function meaningAtDesk(
  shelf: HoldShelf,
  documents: readonly ShelfDocument[],
  opened: readonly Opened[],
  { kind, text, raw }: Scan,
): Promise<DeskMeaning> {
  const slot = slotOf(shelf.slots, text);
  if (slot) return { kind: "slot", slot };
  const one = documents.find(({ barcode }) => barcode === text);
  if (one) return meaningOfDocument(one, opened);
  const code = CODE.exec(text)?.[1];
  if (code) return byCode(shelf, code);
  if (kind === "isbn") return { kind: "isbn" };
  if (kind === "unreadable" || kind === "label") return { kind: "unreadable", text: raw };
  return byCard(shelf, text);
}

function meaningOfDocument(one: ShelfDocument, opened: readonly Opened[]): DeskMeaning {
  const isTheirs = opened.some(({ bundle }) => bundle === one.bundle);
  if (!isTheirs) return { kind: "other-document", one };
  return { kind: isCollectable(one) ? "document" : "gone", one };
}

async function byCode(shelf: HoldShelf, code: string): Promise<DeskMeaning> {
  const hash = await hashOf(shelf.key, "code", code);
  const bundle = hash && shelf.codes[hash];
  if (!bundle) return { kind: "code", code };
  return { kind: "opened", opened: { bundle, presented: "code", who: null } };
}

async function byCard(shelf: HoldShelf, card: string): Promise<DeskMeaning> {
  const hash = await hashOf(shelf.key, "card", card);
  const known = hash && shelf.cards[hash];
  if (!known) return { kind: "card", card };
  const { bundle, who } = known;
  return { kind: "opened", opened: { bundle, presented: "card", who } };
}

/** The card on which a document is lent: its patron's, else the last that was shown. */
export function cardFor(one: ShelfDocument, opened: readonly Opened[]): number | null {
  const own = opened.find(({ bundle, who }) => bundle === one.bundle && who !== null);
  return own?.who ?? opened.findLast(({ who }) => who !== null)?.who ?? null;
}

/** How the bundle of a document was opened. */
export function presentedFor(one: ShelfDocument, opened: readonly Opened[]): Presented {
  return opened.find(({ bundle }) => bundle === one.bundle)?.presented ?? "slot";
}
