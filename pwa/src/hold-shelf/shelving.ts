import { signal } from "@preact/signals";
import { howOf } from "../picking/doing";
import { type LastResult, showResult } from "../picking/result";
import type { Scan } from "../scanning/validate";
import type { How } from "../store/recorded";
import type { ShelfDocument, Slot } from "../store/shapes";
import { clockText, language, t } from "../texts";
import { receive, sendOn, shelve } from "./doing";
import { meaningAtShelf, meaningOfDocument, type ShelfMeaning } from "./meaning";
import { documents, serverNow, shelf } from "./shelf";
import { slotName, type WrongSlot } from "./slots";
import { aboutDocument, putOnCart } from "./words";

/** The barcode of the document that somebody holds in the hand. */
export const held = signal<string | null>(null);

export function inHand(): ShelfDocument | null {
  return documents.value.find(({ barcode }) => barcode === held.value) ?? null;
}

/** Carries out what a scan at the shelf means, and tells the person. */
export async function onShelfScan(scan: Scan): Promise<void> {
  const slots = shelf.value?.slots ?? [];
  const state = { documents: documents.value, slots, inHand: inHand(), now: serverNow() };
  const meaning = meaningAtShelf(state, scan);
  const how = howOf(scan.via);
  switch (meaning.kind) {
    case "shelve":
      return putInto(meaning.one, meaning.slot, how);
    case "in-hand":
      return takeUp(meaning.one);
    case "receive":
      return takeIn(meaning.one, how);
    case "send-on":
      return sendAway(meaning.one, how);
    case "no-slot":
      return showResult(noSlot(meaning.text, meaning.near, scan));
    default:
      showResult(resultOf(meaning));
  }
}

/** One name that is near is offered; of several, one is typed again. */
function noSlot(label: string, near: readonly Slot[], scan: Scan): LastResult {
  const [slot, ...others] = near;
  const word = t("Unknown slot");
  if (!slot) {
    return { kind: "unknown", word, detail: t("{label} is no slot of this branch.", { label }) };
  }
  const names = near.map(({ name }) => name);
  const slots = new Intl.ListFormat(language.value, { type: "disjunction" }).format(names);
  const detail = t("{label} is no slot of this branch. Is it {slots}?", { label, slots });
  if (!inHand() || others.length > 0) return { kind: "unknown", word, detail };
  const asks = () => onShelfScan({ ...scan, text: slot.barcode });
  return { kind: "unknown", word, detail, asks, agree: t("It is in {slot}", { slot: slot.name }) };
}

/** The document stands in this slot now. */
export async function putInto(one: ShelfDocument, slot: Slot, how: How | "tap"): Promise<void> {
  const undoes = await shelve(one, slot, how);
  if (!undoes) return;
  held.value = null;
  const word = t("In slot {slot}", { slot: slot.name });
  showResult({ kind: "found", word, detail: aboutDocument(one), undoes });
}

/**
 * A tap on a row means what a scan of its document means. Only the step that a scan would record is
 * offered first: who taps may just be looking, and an arrival cannot be taken back.
 */
export function onRowTap(one: ShelfDocument): void {
  const meaning = meaningOfDocument(one, serverNow());
  if (meaning.kind === "in-hand") takeUp(one);
  else if (meaning.kind === "send-on") takeUp(one, t("For another branch"));
  else if (meaning.kind === "receive") takeUp(one, t("On its way here"));
  else showResult(resultOf(meaning));
}

/** It is in the hand; the screen says where it goes. */
function takeUp(one: ShelfDocument, word = t("To be shelved")): void {
  held.value = one.barcode;
  showResult({ kind: "saved", word, detail: aboutDocument(one) });
}

/** Out of the crate: into a slot, or on to where it is packed or loaded. */
export async function takeIn(one: ShelfDocument, how: How | "tap"): Promise<void> {
  held.value = null;
  const undoes = await receive(one, how);
  if (!undoes) return;
  if (!one.goes_on) return takeUp(one, t("Received"));
  showResult({ kind: "saved", word: t("Received"), detail: whereItGoes(one) });
}

function whereItGoes(one: ShelfDocument): string {
  const where = t("It goes on from here, in a parcel or with the bike cart.");
  return [aboutDocument(one), where].join(". ");
}

/** Into the crate for the branch where it is collected. */
export async function sendAway(one: ShelfDocument, how: How | "tap"): Promise<void> {
  held.value = null;
  const undoes = await sendOn(one, how);
  const word = t("Into the crate for {branch}", { branch: one.to ?? "?" });
  if (undoes) showResult({ kind: "far", word, detail: aboutDocument(one), undoes });
}

type Silent = Exclude<
  ShelfMeaning,
  | { kind: "shelve" }
  | { kind: "in-hand" }
  | { kind: "receive" }
  | { kind: "send-on" }
  | { kind: "no-slot" }
>;

function resultOf(meaning: Silent): LastResult {
  switch (meaning.kind) {
    case "already-shelved": {
      const slot = slotName(shelf.value?.slots ?? [], meaning.one.slot);
      const word = t("In slot {slot} already", { slot });
      return { kind: "already-found", word, detail: aboutDocument(meaning.one) };
    }
    case "already-sent": {
      const word = t("On its way to {branch} already", { branch: meaning.one.to ?? "?" });
      return { kind: "already-found", word, detail: aboutDocument(meaning.one) };
    }
    case "rides-on":
      return { kind: "already-found", word: t("Received"), detail: whereItGoes(meaning.one) };
    case "no-longer-wanted": {
      const detail = [aboutDocument(meaning.one), putOnCart()].join(". ");
      return { kind: "refused", word: t("No longer wanted"), detail };
    }
    case "wrong-slot":
      return {
        kind: "refused",
        word: t("Not in slot {slot}", { slot: meaning.slot.name }),
        detail: whyWrong(meaning.wrong),
      };
    case "slot-first": {
      const detail = t("Scan the document first, then its slot.");
      return { kind: "unknown", word: t("This is a slot"), detail };
    }
    case "unknown":
      return unknown(meaning.text);
    case "unreadable":
      return { kind: "unknown", detail: meaning.text.slice(0, 40) };
    default:
      return { kind: meaning.kind };
  }
}

export function whyWrong(wrong: WrongSlot): string {
  switch (wrong.kind) {
    case "other-branch":
      return t("It goes into the crate for {branch}.", { branch: wrong.branch });
    case "not-received":
      return t("Say first that it has arrived.");
    case "other-slot":
      return t("The other documents of this patron are in {slot}.", { slot: wrong.right.name });
    case "taken":
      return t("The documents of slip {slip} are there.", { slip: wrong.slip ?? "?" });
    case "other-letter":
      return wrong.right
        ? t("By its letter it goes into {slot}.", { slot: wrong.right.name })
        : t("This slot is for other letters.");
  }
}

function unknown(text: string): LastResult {
  const at = shelf.value ? clockText(shelf.value.at) : "?";
  // It may be looked for all the same, which the list of the hold shelf does not know.
  const detail = t("{barcode}, as of {time}. Is it looked for? “What is this?” says so.", {
    barcode: text,
    time: at,
  });
  return { kind: "unknown", word: t("Put aside for nobody"), detail };
}
