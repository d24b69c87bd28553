import { signal } from "@preact/signals";
import { ApiError, ask } from "../api";
import { howOf } from "../picking/doing";
import { hideResult, type LastResult, showResult } from "../picking/result";
import { slipText } from "../picking/words";
import type { Scan } from "../scanning/validate";
import type { How, Kept, Presented } from "../store/recorded";
import type { ShelfDocument, Slot } from "../store/shapes";
import { clockText, n, t } from "../texts";
import { codeIn, type DeskMeaning, meaningAtDesk, type Opened } from "./desk";
import { handOver, reportMissing, takeOff } from "./doing";
import { documents, renew, shelf } from "./shelf";
import { slotName } from "./slots";
import { isCollectable } from "./standing";
import { aboutDocument, onCart, putOnCart } from "./words";

/** What the server says of somebody at the desk. Never kept: it is gone with this hand-over. */
interface Known {
  bundle: string;
  who: number;
  name: string;
  documents: ShelfDocument[];
  to_come: number;
}

/** What the server is asked by. */
interface Shown {
  card?: string;
  code?: string;
  slot?: string;
  /** Of what is still in a cart there is nothing else. */
  hold?: string;
}

/** The bundles of this hand-over, one after the other: a family comes with several cards. */
export const opened = signal<readonly Opened[]>([]);
const known = signal<Readonly<Record<string, Known>>>({});
/** The documents that were handed over since the first card was shown. */
export const handed = signal<ReadonlySet<string>>(new Set());

/** A bundle as the screen shows it. */
export interface Bundle extends Opened {
  name: string | null;
  here: ShelfDocument[];
  toCome: number;
}

export function bundles(): Bundle[] {
  return opened.value.map((one) => {
    const { name = null, to_come: toCome = 0 } = known.value[one.bundle] ?? {};
    const here = documents.value.filter(
      (doc) =>
        doc.bundle === one.bundle &&
        doc.to === null &&
        (isCollectable(doc) || handed.value.has(doc.barcode)),
    );
    return { ...one, name, here, toCome };
  });
}

/** What is still to be handed over in this hand-over. */
export function waiting(): ShelfDocument[] {
  return bundles().flatMap(({ here }) => here.filter(isCollectable));
}

/** The next person: nothing of the one before stays on the screen. */
export function nextPerson(): void {
  opened.value = [];
  known.value = {};
  handed.value = new Set();
  hideResult();
}

/** Carries out what a scan at the desk means, and tells the person. */
export async function onDeskScan(scan: Scan): Promise<void> {
  if (!shelf.value) return;
  const meaning = await meaningAtDesk(shelf.value, documents.value, opened.value, scan);
  switch (meaning.kind) {
    case "document":
      return give(meaning.one, howOf(scan.via));
    case "opened":
      open(meaning.opened);
      return askWho(meaning.opened.presented, scan.text);
    case "slot":
      return openSlot(meaning.slot);
    case "card":
      return askAbout({ card: meaning.card }, "card");
    case "code":
      return askAbout({ code: meaning.code }, "code");
    default:
      showResult(resultOf(meaning));
  }
}

/** It is the patron's now. */
export async function give(one: ShelfDocument, how: How | "tap"): Promise<void> {
  const undoes = await handOver(one, opened.value, how);
  if (!undoes) return;
  handed.value = new Set([...handed.value, one.barcode]);
  showResult({ kind: "found", word: t("Handed over"), detail: aboutDocument(one), undoes });
}

/** What goes with one tap: all that stands in a slot. What does not has to be fetched first. */
export function inTheSlot(): ShelfDocument[] {
  const all = waiting();
  const shelved = all.filter(({ slot }) => slot);
  return shelved.length > 0 ? shelved : all;
}

/** One word for all of them, and one way back. */
export async function giveAll(): Promise<void> {
  const given: ShelfDocument[] = [];
  const undoes: Kept[] = [];
  for (const one of inTheSlot()) {
    const done = await handOver(one, opened.value, "tap");
    if (!done) break;
    handed.value = new Set([...handed.value, one.barcode]);
    given.push(one);
    undoes.push(done);
  }
  if (given.length === 0) return;
  const word = n("{count} document handed over", "{count} documents handed over", given.length);
  const detail = given.map(({ title }) => title).join(" · ");
  showResult({ kind: "found", word, detail, undoes });
}

/** It does not stand in its slot: the patron is told, and it is looked for. */
export async function noteMissing(one: ShelfDocument): Promise<void> {
  if (!(await reportMissing(one))) return;
  const why = t("It is looked for again, and the patron is told.");
  const detail = [aboutDocument(one), why].join(". ");
  showResult({ kind: "saved", word: t("Not in its slot"), detail });
}

/** Its patron leaves it here: their hold is over, and it goes to the next or to the stacks. */
export async function letGo(one: ShelfDocument): Promise<void> {
  try {
    await ask(`/hold-shelf/holds/${one.hold}/cancel`, { body: {} });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return showResult({ kind: "refused", word: error.message });
  }
  if (one.slot) await takeOff(one, "tap");
  await renew();
  const detail = [aboutDocument(one), putOnCart()].join(". ");
  showResult({ kind: "saved", word: t("No longer wanted"), detail });
}

/** One patron's slot opens their bundle; of a slot by letter a document has to be scanned. */
export async function openSlot(slot: Slot): Promise<void> {
  const there = documents.value.filter((one) => one.slot === slot.id && isCollectable(one));
  const tokens = [...new Set(there.map(({ bundle }) => bundle))];
  const [bundle] = tokens;
  if (!bundle) {
    showResult({ kind: "unknown", word: t("Slot {slot} is empty", { slot: slot.name }) });
  } else if (tokens.length > 1) {
    const detail = t("Scan the card, or choose the slip below.");
    showResult({
      kind: "unknown",
      word: t("Several patrons in {slot}", { slot: slot.name }),
      detail,
    });
  } else {
    openAlone(bundle);
    await learn({ slot: slot.id });
  }
}

/** A bundle chosen by its slip: there was neither a card nor a code. */
export async function openChosen({ bundle, slot, hold }: ShelfDocument): Promise<void> {
  openAlone(bundle);
  await learn(slot ? { slot } : { hold });
}

/** Without a card nobody said that two patrons belong together: the one before makes room. */
function openAlone(bundle: string): void {
  if (!opened.value.some((one) => one.bundle === bundle)) nextPerson();
  open({ bundle, presented: "slot", who: null });
}

/** Adds a bundle to this hand-over; shown again, a card only says whose it is. */
export function open(one: Opened): void {
  const before = opened.value.find(({ bundle }) => bundle === one.bundle);
  const others = opened.value.filter(({ bundle }) => bundle !== one.bundle);
  opened.value = [...others, before?.who ? before : one];
  const here = documents.value.filter((doc) => doc.bundle === one.bundle && isCollectable(doc));
  const places = [...new Set(here.map(placeText))];
  showResult({ kind: "found", word: t("The bundle"), detail: places.join(", ") });
}

function placeText({ slot, slip }: ShelfDocument): string {
  return slot ? slotName(shelf.value?.slots ?? [], slot) : onCart(slip);
}

async function askWho(presented: Presented, text: string): Promise<void> {
  await learn(presented === "card" ? { card: text } : { code: codeIn(text) ?? text });
}

/** Where there is a network: the name, and what is still to come. Without, the phone goes on. */
async function learn(shown: Shown): Promise<Known[]> {
  try {
    const answer = await ask<{ bundles: Known[] }>("/hold-shelf/look", { body: shown });
    const found = Object.fromEntries(answer.bundles.map((one) => [one.bundle, one]));
    known.value = { ...known.value, ...found };
    return answer.bundles;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [];
  }
}

/** A card that this phone does not know: only the server can say. */
async function askAbout(shown: Shown, presented: Presented) {
  const [found] = await learn(shown);
  if (!found) return showResult(nothingKnown());
  await renew();
  const who = presented === "card" ? found.who : null;
  open({ bundle: found.bundle, presented, who });
}

function nothingKnown(): LastResult {
  const time = shelf.value ? clockText(shelf.value.at) : "?";
  const detail = t("Nothing waits under this, as of {time}. Choose the slot.", { time });
  return { kind: "unknown", word: t("Nothing found"), detail };
}

type Silent = Exclude<
  DeskMeaning,
  { kind: "document" } | { kind: "opened" } | { kind: "slot" } | { kind: "card" } | { kind: "code" }
>;

function resultOf(meaning: Silent): LastResult {
  switch (meaning.kind) {
    case "other-document": {
      if (opened.value.length === 0) {
        const detail = t("Scan the card first, or choose the slot.");
        return { kind: "unknown", word: t("Whose is it?"), detail };
      }
      return { kind: "refused", word: t("Not this patron’s"), detail: whoseElse(meaning.one) };
    }
    case "gone":
      return {
        kind: "already-found",
        word: t("Handed over already"),
        detail: aboutDocument(meaning.one),
      };
    case "unreadable":
      return { kind: "unknown", detail: meaning.text.slice(0, 40) };
    default:
      return { kind: meaning.kind };
  }
}

function whoseElse({ slip, slot }: ShelfDocument): string {
  if (!slot) return t("It goes with {slip}, in a cart. Put it back.", { slip: slipText(slip) });
  return t("It goes with {slip}, slot {slot}. Put it back.", {
    slip: slipText(slip),
    slot: slotName(shelf.value?.slots ?? [], slot),
  });
}
