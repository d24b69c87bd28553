import type { Scan } from "../scanning/validate";
import type { Presented } from "../store/recorded";
import type { HoldShelf, ShelfDocument, Slot } from "../store/shapes";
import { hashOf } from "./keyed";
import { slotNamed, slotOf } from "./slots";
import { isCollectable } from "./standing";

/** The code of a notice: as its QR says it (notices/channels/email.py), or as printed for the eye. */
const CODE = /^(?:PICKUP:)?([0-9A-Z]{4}) ?([0-9A-Z]{4})$/;

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
  scan: Scan,
): Promise<DeskMeaning> {
  const { kind, text, raw } = scan;
  const slot = slotOf(shelf.slots, text);
  if (slot) return { kind: "slot", slot };
  const one = documents.find(({ barcode }) => barcode === text);
  if (one) return meaningOfDocument(one, opened);
  const named = slotNamed(shelf.slots, scan);
  if (named) return { kind: "slot", slot: named };
  if (kind === "isbn") return { kind: "isbn" };
  const isLabel = kind === "label" && !codeIn(text);
  if (kind === "unreadable" || isLabel) return { kind: "unreadable", text: raw };
  return (await byCode(shelf, text)) ?? (await byCard(shelf, text)) ?? nobodys(text);
}

/** It reads like the code of a notice. */
export function codeIn(text: string): string | null {
  const signs = CODE.exec(text);
  return signs && `${signs[1]}${signs[2]}`;
}

/** Only the server can say whose it is; a number without letters is a card. */
function nobodys(text: string): DeskMeaning {
  const code = codeIn(text);
  return code && /[A-Z]/.test(code) ? { kind: "code", code } : { kind: "card", card: text };
}

function meaningOfDocument(one: ShelfDocument, opened: readonly Opened[]): DeskMeaning {
  const isTheirs = opened.some(({ bundle }) => bundle === one.bundle);
  if (!isTheirs) return { kind: "other-document", one };
  return { kind: isCollectable(one) ? "document" : "gone", one };
}

async function byCode(shelf: HoldShelf, text: string): Promise<DeskMeaning | null> {
  const code = codeIn(text);
  const hash = code && (await hashOf(shelf.key, "code", code));
  const bundle = hash && shelf.codes[hash];
  return bundle ? { kind: "opened", opened: { bundle, presented: "code", who: null } } : null;
}

async function byCard(shelf: HoldShelf, card: string): Promise<DeskMeaning | null> {
  const hash = await hashOf(shelf.key, "card", card);
  const known = hash && shelf.cards[hash];
  if (!known) return null;
  return { kind: "opened", opened: { ...known, presented: "card" } };
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
