import { signal } from "@preact/signals";
import { hashOf } from "../hold-shelf/keyed";
import { howOf } from "../picking/doing";
import { type LastResult, showResult } from "../picking/result";
import { fits } from "../picking/words";
import type { Scan } from "../scanning/validate";
import type { How, Registration } from "../store/recorded";
import { dayText } from "../supervisors/pickup-days";
import { meta } from "../sync/live";
import { n, t } from "../texts";
import { newId } from "./new-id";
import { handOver, lend, register, takeBack } from "./riding";
import {
  loansLeft,
  meaningOf,
  type OnTheWay,
  type Reader,
  type Riding,
  type Street,
  type StreetMeaning,
  shownTitle,
} from "./street";

import { addReader } from "./taken-along";

/** Whose card was scanned last; forgotten with the next person. */
export const reader = signal<Reader | null>(null);
/** A card that nobody had when the cart left: it may be a blank one. */
export const blankCard = signal<string | null>(null);
const justLent = signal<ReadonlySet<string>>(new Set());

export function nextReader(): void {
  reader.value = null;
  blankCard.value = null;
  justLent.value = new Set();
}

/** A card, or a document: what is on the cart leaves it, what is not comes back. */
export async function onStreetScan(street: Street, way: OnTheWay, scan: Scan): Promise<void> {
  const hash = await hashOf(street.key, "card", scan.text);
  const known = hash ? street.cards[hash] : undefined;
  if (known) return showReader(known, way);
  if (scan.kind === "card" && scan.fault) return showMisread(scan.text);
  if (scan.kind === "card") return showBlank(scan.text);
  if (scan.kind === "isbn") return showResult({ kind: "isbn" });
  if (scan.kind === "unreadable" || scan.kind === "label") {
    return showResult({ kind: "unknown", detail: scan.raw.slice(0, 40) });
  }
  await onDocument(street, way, scan.text, howOf(scan.via));
}

function showReader(known: Reader, way: OnTheWay): void {
  nextReader();
  reader.value = known;
  showResult(known.blocked ? blocked() : mayBorrow(loansLeft(known, way)));
}

function mayBorrow(left: number): LastResult {
  return { kind: "saved", word: t("Card read"), detail: loansText(left) };
}

function loansText(left: number): string {
  return n("{count} loan left", "{count} loans left", left);
}

function showBlank(card: string): void {
  nextReader();
  blankCard.value = card;
  const detail = t("It was not known when the cart left. If it is blank, register its reader.");
  showResult({ kind: "unknown", word: t("Unknown card"), detail });
}

/** Registered under a wrong number, a card would never be known again. */
function showMisread(card: string): void {
  nextReader();
  const detail = t("Its last digit does not fit: nothing is recorded. Scan it again, or type it.");
  // Some libraries number their cards without a check digit.
  const asks = async () => showBlank(card);
  const agree = t("The number is right");
  showResult({ kind: "card", word: t("Card badly read"), detail, asks, agree });
}

/** From now on this card may borrow. */
export async function registerReader(street: Street, said: Registration): Promise<void> {
  const id = newId();
  if (!(await register(id, said))) return;
  const known: Reader = { who: 0, reader: id, blocked: false, left: street.first_loans };
  const hash = await hashOf(street.key, "card", said.card);
  if (hash) await addReader(hash, known);
  nextReader();
  reader.value = known;
  showResult({ kind: "saved", word: t("Registered"), detail: loansText(known.left) });
}

function blocked(): LastResult {
  const detail = t("Nothing can be lent on this card today. The library can say why.");
  return { kind: "refused", word: t("Blocked"), detail };
}

type ComesBack = Extract<StreetMeaning, { kind: "take-back" }>;

/** A number that was typed, and that nothing here knows or has the shape of. */
function isDoubtful({ barcode, title, isWaited }: ComesBack, how: How): boolean {
  const isKnown = Boolean(title) || isWaited;
  return how === "typed" && !isKnown && !fits(barcode, meta.value.branch?.settings.barcode_pattern);
}

/** Nobody would be told of a slip of the finger before the cart is home again. */
function askForIt(street: Street, meaning: ComesBack, how: How): void {
  const detail = t("{barcode}: nothing is known of it here. Compare it with the document.", {
    barcode: meaning.barcode,
  });
  const asks = () => comesBack(street, meaning, how);
  const agree = t("The number is right");
  showResult({ kind: "unknown", word: t("Given back?"), detail, asks, agree });
}

async function comesBack(street: Street, meaning: ComesBack, how: How): Promise<void> {
  if (!(await takeBack(street, { ...meaning, how }))) return;
  const which = meaning.title || meaning.barcode;
  if (!meaning.isWaited) {
    return showResult({ kind: "found", word: t("Given back"), detail: which });
  }
  const why = t("Somebody waits for it: set it aside, do not lend it.");
  showResult({ kind: "found-further", word: t("Given back"), detail: `${which} · ${why}` });
}

async function onDocument(street: Street, way: OnTheWay, barcode: string, how: How): Promise<void> {
  const meaning = meaningOf(street, way, reader.value, justLent.value, barcode);
  switch (meaning.kind) {
    case "hand-over":
      return give(meaning.one, how);
    case "lend": {
      if (!reader.value || !(await lend(street, { ...meaning, how }, reader.value))) return;
      justLent.value = new Set([...justLent.value, barcode]);
      const due = t("back on {day}", { day: dayText(street.due) });
      return showResult({ kind: "found", word: t("Lent"), detail: `${meaning.title} · ${due}` });
    }
    case "take-back":
      return isDoubtful(meaning, how)
        ? askForIt(street, meaning, how)
        : comesBack(street, meaning, how);
    case "whose":
      return showResult({
        kind: "unknown",
        word: t("Whose is it?"),
        detail: t("It is on the cart. Scan the card first, then the document."),
      });
    case "reserved":
      return showResult({
        kind: "refused",
        word: t("Reserved for somebody else"),
        detail: meaning.one.title,
      });
    case "aside":
      return showResult({
        kind: "refused",
        word: t("Set aside"),
        detail: t("Somebody waits for it: it goes back to the library."),
      });
    case "blocked":
      return showResult(blocked());
    case "no-loans-left":
      return showResult({
        kind: "refused",
        word: t("No loan left"),
        detail: t("This card has borrowed all that it may. Take something back first."),
      });
    case "lent-just-now":
      return showResult({ kind: "already-found", word: t("Lent already"), detail: meaning.title });
  }
}

/** What waits for somebody who is here. */
export async function give(one: Riding, how: How | "tap"): Promise<void> {
  if (!(await handOver(one, reader.value, how))) return;
  // Scanned twice by a hasty hand, it has not come back.
  justLent.value = new Set([...justLent.value, one.barcode]);
  showResult({ kind: "found", word: t("Handed over"), detail: shownTitle(one) });
}
