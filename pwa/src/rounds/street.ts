import { isNewer } from "../hold-shelf/standing";
import { type Borrower, type Kept, type OfVisit, type OnRound, payloadOf } from "../store/recorded";
import { takenBack } from "../sync/taken-back";

export type Where = "to_fetch" | "in_hand" | "on_cart" | "gone" | "home";

/** A document that rides: reserved by somebody, or chosen by staff. */
export interface CartDocument {
  hold: string;
  reserved: boolean;
  /** Where its patron comes for it; null where nobody said. */
  stop: string | null;
  slip: number | null;
  where: Where;
  title: string;
  /** What is asked for in free words, where there is no title; no history repeats them. */
  wished: string;
  author: string;
  barcode: string;
  lines: string[];
  location: string;
  grams: number;
  doubt: number;
  /** How many others wait for the title. */
  waited: number;
}

/** By what it is known on a screen. */
export function shownTitle({ title, wished }: CartDocument): string {
  return title || wished;
}

/** The same on the phone that takes it along. */
export interface Riding extends CartDocument {
  version: number;
  /** First name and initial; empty where nobody waits for it. */
  who: string;
  card_of: number | null;
}

export interface StreetStop {
  id: string;
  place: string;
  rain_place: string;
  /** "16:10", on the wall clock of the branch. */
  begins: string;
  ends: string;
}

/** What a card may do, as it was known when the cart left. */
export interface Reader {
  /** The number of its patron, which is no card. */
  who: number;
  blocked: boolean;
  /** Loans that are left. */
  left: number;
  /** They registered on this round, under this id: the server has no number for them yet. */
  reader?: string;
}

/** By what a borrower is known in an action. */
export function borrowerOf({ who, reader }: Reader): Borrower {
  return reader ? { reader } : { card_of: who };
}

function nameOf(borrower: Borrower): string {
  return "reader" in borrower ? borrower.reader : String(borrower.card_of);
}

/** A document that came back on the way. `aside`: somebody waits for it. */
export interface Returned {
  barcode: string;
  title: string;
  aside: boolean;
}

/** All that a round takes along; see server/rayon/rounds/taken_along.py. */
export interface Street {
  shift: string;
  round: string;
  /** ISO, the server's clock, when it was taken along. */
  at: string;
  branch: number;
  neighbourhood: string;
  name: string;
  /** Its day by the rule, by which the visit is known. */
  planned: string;
  day: string;
  /** Minutes that all its stops are later than the rule has it; their hours say so already. */
  later: number;
  /** Whether it halts where it goes when it rains. */
  rain: boolean;
  /** Grams. */
  limit: number;
  due: string;
  stops: StreetStop[];
  documents: Riding[];
  on_cart: Returned[];
  key: string;
  cards: Record<string, Reader>;
  /** Barcodes that somebody waits for, should they come back. */
  waited: string[];
  /** Loans for who registers on the way. */
  first_loans: number;
  visits: { neighbourhood: string; planned: string; name: string }[];
  /** Somebody said on this phone that the cart leaves. */
  isOut?: boolean;
}

export interface Counts {
  handedOver: number;
  lent: number;
  takenBack: number;
  unloaded: number;
}

/** How the round stands on this phone. */
export interface OnTheWay {
  documents: Riding[];
  returned: Returned[];
  /** Ids of the stops that were left. */
  left: ReadonlySet<string>;
  hasEnded: boolean;
  /** As it was said last, here or by the calendar. */
  later: number;
  rain: boolean;
  /** How much was lent here, by borrower. */
  lent: ReadonlyMap<string, number>;
  counts: Counts;
}

/** What the server said, with what was done on this phone on top. Pure. */
export function onTheWay(street: Street, actions: readonly Kept[]): OnTheWay {
  const stand = new Standing(street);
  const undone = takenBack(actions);
  for (const kept of actions) {
    if (isInForce(kept) && isOf(street, kept) && !undone.has(kept.action.id)) stand.add(kept);
  }
  return stand.seen();
}

/** What a reader has taken along is gone, whatever the library has to say about it. */
const TAKEN_ALONG: ReadonlySet<string> = new Set(["hand_over", "lend_document"]);

function isInForce({ action, outcome }: Kept): boolean {
  if (outcome === "conflict") return TAKEN_ALONG.has(action.name);
  return outcome === null || outcome === "applied" || outcome === "duplicate";
}

function isOf({ round, documents, neighbourhood, planned }: Street, { action }: Kept): boolean {
  if (action.name === "report_late" || action.name === "report_rain") {
    const { day } = action.payload as OfVisit;
    return action.subject === neighbourhood && day === planned;
  }
  if (action.name === "hand_over") return documents.some(({ hold }) => hold === action.subject);
  return action.subject === round || (action.payload as Partial<OnRound>).round === round;
}

class Standing {
  readonly #documents: Map<string, Riding>;
  readonly #returned: Map<string, Returned>;
  readonly #left = new Set<string>();
  readonly #lent = new Map<string, number>();
  readonly #counts: Counts = { handedOver: 0, lent: 0, takenBack: 0, unloaded: 0 };
  readonly #street: Street;
  #hasEnded = false;
  #later: number;
  #rain: boolean;

  constructor(street: Street) {
    this.#street = street;
    this.#later = street.later;
    this.#rain = street.rain;
    this.#documents = new Map(street.documents.map((one) => [one.barcode || one.hold, one]));
    this.#returned = new Map(street.on_cart.map((one) => [one.barcode, one]));
  }

  add(kept: Kept): void {
    // What is in force counts, also where the library had something against it.
    const isNews = isNewer({ ...kept, outcome: kept.outcome && "applied" }, this.#street);
    const { barcode = "" } = kept.action.payload as Partial<OnRound>;
    switch (kept.action.name) {
      case "load_document":
        if (isNews) this.#put(barcode, "on_cart");
        break;
      case "hand_over":
        this.#counts.handedOver += 1;
        this.#put(barcode, "gone");
        break;
      case "lend_document":
        this.#lend(barcode, nameOf(payloadOf(kept, "lend_document")), isNews);
        break;
      case "take_back_document":
        this.#takeBack(barcode, kept.about.title, isNews);
        break;
      case "unload_document":
        this.#counts.unloaded += 1;
        this.#returned.delete(barcode);
        this.#put(barcode, "home");
        break;
      case "leave_stop":
        this.#left.add(payloadOf(kept, "leave_stop").stop);
        break;
      case "report_late":
        if (isNews) this.#later = payloadOf(kept, "report_late").later;
        break;
      case "report_rain":
        if (isNews) this.#rain = payloadOf(kept, "report_rain").rain;
        break;
      case "end_round":
        this.#hasEnded = true;
        break;
    }
  }

  seen(): OnTheWay {
    return {
      documents: [...this.#documents.values()],
      returned: [...this.#returned.values()],
      left: this.#left,
      hasEnded: this.#hasEnded,
      later: this.#later,
      rain: this.#rain,
      lent: this.#lent,
      counts: this.#counts,
    };
  }

  #put(barcode: string, where: Where): void {
    const one = this.#documents.get(barcode);
    if (one) this.#documents.set(barcode, { ...one, where });
  }

  #lend(barcode: string, who: string, isNews: boolean): void {
    this.#counts.lent += 1;
    this.#lent.set(who, (this.#lent.get(who) ?? 0) + 1);
    if (!isNews) return;
    this.#put(barcode, "gone");
    this.#returned.delete(barcode);
  }

  #takeBack(barcode: string, title: string, isNews: boolean): void {
    this.#counts.takenBack += 1;
    if (!isNews) return;
    this.#returned.set(barcode, { barcode, title, aside: isWaited(this.#street, barcode) });
  }
}

function isWaited(street: Street, barcode: string): boolean {
  return street.waited.includes(barcode);
}

/** Where the cart halts next, or stands now, at the hours that were told last. */
export function stopNow(street: Street, { left, later }: OnTheWay): StreetStop | undefined {
  const stop = street.stops.find(({ id }) => !left.has(id));
  return stop && shifted(stop, later - street.later);
}

/** Whether the cart rides home from here. */
export function isLastStop({ stops }: Street, { left }: OnTheWay, { id }: StreetStop): boolean {
  return stops.every((stop) => stop.id === id || left.has(stop.id));
}

function shifted(stop: StreetStop, minutes: number): StreetStop {
  return { ...stop, begins: shift(stop.begins, minutes), ends: shift(stop.ends, minutes) };
}

const DAY_MIN = 24 * 60;

/** "16:20" of "16:10", ten minutes later. */
function shift(hour: string, minutes: number): string {
  const [h = 0, m = 0] = hour.split(":").map(Number);
  const total = (h * 60 + m + minutes + DAY_MIN) % DAY_MIN;
  return [Math.floor(total / 60), total % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** Reserved, on the cart, and handed over at this stop; who missed an earlier one may come here. */
export function expectedAt(stop: StreetStop, { documents, left }: OnTheWay): Riding[] {
  return documents.filter(
    (one) =>
      one.reserved &&
      one.where === "on_cart" &&
      (one.stop === null || one.stop === stop.id || left.has(one.stop)),
  );
}

/** Whether somebody has come here for what was reserved: then nobody is expected any more. */
export function wasFetchedAt(stop: StreetStop, { documents }: OnTheWay): boolean {
  return documents.some(
    (one) => one.reserved && one.where === "gone" && (one.stop === null || one.stop === stop.id),
  );
}

/** From the first deed in the street on, the cart is out whatever anybody said. */
export function hasBegun({ counts, left }: OnTheWay): boolean {
  return counts.handedOver + counts.lent + counts.takenBack > 0 || left.size > 0;
}

/** What speaks against leaving now; nothing where the cart is loaded and it is the day. */
export function doubtsOfLeaving(
  { day }: Street,
  { documents }: OnTheWay,
  now: number,
): { isEmpty: boolean; isOtherDay: boolean } {
  return {
    isEmpty: !documents.some(({ where }) => where === "on_cart"),
    isOtherDay: new Date(now).toDateString() !== new Date(`${day}T12:00`).toDateString(),
  };
}

/** Grams on the cart, and how wrong that may be. Doubts add up: estimates are wrong together. */
export function carried(documents: readonly Riding[]): { grams: number; doubt: number } {
  const on = documents.filter(({ where }) => where === "on_cart");
  return {
    grams: on.reduce((sum, { grams }) => sum + grams, 0),
    doubt: on.reduce((sum, { doubt }) => sum + doubt, 0),
  };
}

/** Why this document cannot go onto the cart; null where it can. */
export function tooHeavy(
  { limit }: Street,
  { documents }: OnTheWay,
  one: Riding,
): "full" | "reserved" | null {
  const { grams } = carried(documents);
  if (grams + one.grams > limit) return "full";
  if (one.reserved) return null;
  // Reserved titles come first: room is kept for those that are not on the cart yet.
  const toCome = documents
    .filter(({ reserved, where }) => reserved && where === "in_hand")
    .reduce((sum, reserved) => sum + reserved.grams, 0);
  return grams + toCome + one.grams > limit ? "reserved" : null;
}

/** Loans that a card has left here and now. */
export function loansLeft(reader: Reader, { lent }: OnTheWay): number {
  return Math.max(0, reader.left - (lent.get(nameOf(borrowerOf(reader))) ?? 0));
}

/** All that should stand on the cart. */
export function stillOn({ documents, returned }: OnTheWay): { barcode: string; title: string }[] {
  const on = documents.filter(({ where }) => where === "on_cart");
  return [...on.map((one) => ({ ...one, title: shownTitle(one) })), ...returned];
}

/** Minutes until the cart leaves; negative once it should have left. */
export function minutesLeft({ ends }: StreetStop, day: string, now: number): number {
  return Math.ceil((new Date(`${day}T${ends}`).getTime() - now) / 60_000);
}

/** What a document means at a stop. */
export type StreetMeaning =
  | { kind: "hand-over"; one: Riding }
  | { kind: "lend"; barcode: string; title: string; waited: number }
  | { kind: "whose"; title: string }
  | { kind: "reserved"; one: Riding }
  | { kind: "aside"; title: string }
  | { kind: "blocked" }
  | { kind: "no-loans-left" }
  | { kind: "lent-just-now"; title: string }
  | { kind: "take-back"; barcode: string; title: string; isWaited: boolean };

/** `reader`: the card before; `justLent`: on that card. What is on the cart leaves it, what is not
 * comes back. Pure. */
export function meaningOf(
  street: Street,
  way: OnTheWay,
  reader: Reader | null,
  justLent: ReadonlySet<string>,
  barcode: string,
): StreetMeaning {
  const one = way.documents.find((document) => document.barcode === barcode);
  const back = way.returned.find((document) => document.barcode === barcode);
  // What was on the cart and was lent from it is neither, and keeps its title.
  const known = street.on_cart.find((document) => document.barcode === barcode);
  const title = (one ?? back ?? known)?.title ?? "";
  if (justLent.has(barcode)) return { kind: "lent-just-now", title };
  // Fetched and not scanned at loading: in the rider's hand, it rode all the same.
  const rides = one?.where === "on_cart" || one?.where === "in_hand";
  if (rides && one.reserved) {
    const isTheirs = !reader || reader.who === one.card_of;
    return isTheirs ? { kind: "hand-over", one } : { kind: "reserved", one };
  }
  if (back?.aside) return { kind: "aside", title };
  if (rides || back) return lending(way, reader, barcode, title, one?.waited);
  return { kind: "take-back", barcode, title, isWaited: isWaited(street, barcode) };
}

function lending(
  way: OnTheWay,
  reader: Reader | null,
  barcode: string,
  title: string,
  waited = 0,
): StreetMeaning {
  if (!reader) return { kind: "whose", title };
  if (reader.blocked) return { kind: "blocked" };
  if (loansLeft(reader, way) === 0) return { kind: "no-loans-left" };
  return { kind: "lend", barcode, title, waited };
}
