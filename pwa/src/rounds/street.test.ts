import { describe, expect, test } from "vitest";
import type { ActionName, Kept, Outcome } from "../store/recorded";
import {
  carried,
  doubtsOfLeaving,
  expectedAt,
  hasBegun,
  isLastStop,
  loansLeft,
  meaningOf,
  minutesLeft,
  onTheWay,
  type Riding,
  type Street,
  stillOn,
  stopNow,
  tooHeavy,
  wasFetchedAt,
} from "./street";

function aDocument(barcode: string, more: Partial<Riding> = {}): Riding {
  return {
    hold: `hold-${barcode}`,
    version: 1,
    reserved: false,
    stop: null,
    slip: null,
    where: "on_cart",
    title: `Title ${barcode}`,
    wished: "",
    author: "",
    barcode,
    lines: [],
    location: "",
    grams: 400,
    doubt: 100,
    waited: 0,
    who: "",
    card_of: null,
    ...more,
  };
}

function aStop(id: string) {
  return { id, place: id, rain_place: "", begins: "16:10", ends: "17:00" };
}

const lou = { who: 7, blocked: false, left: 2 };
const reserved = { reserved: true, stop: "quai", who: "Lou P.", card_of: 7, slip: 3 };
const street: Street = {
  shift: "shift-1",
  round: "ride",
  at: "2026-12-02T13:00:00Z",
  branch: 1,
  neighbourhood: "n",
  name: "Quai",
  planned: "2026-12-02",
  day: "2026-12-02",
  later: 0,
  rain: false,
  limit: 1500,
  due: "2026-12-30",
  stops: [aStop("quai"), aStop("ecluse")],
  documents: [aDocument("1"), aDocument("2", reserved), aDocument("3", { where: "in_hand" })],
  on_cart: [],
  key: "",
  cards: {},
  waited: ["9"],
  first_loans: 3,
  visits: [],
};

function did(name: ActionName, said: object, outcome: Outcome | null = null): Kept {
  const { subject = "", ...payload } = { round: "ride", ...said } as { subject?: string };
  const action = { name, subject, payload };
  const about = { title: "Title", label: "", slip: null };
  return { action, about, outcome, state: "waiting", judgedAt: null } as unknown as Kept;
}

const lend = (barcode: string) => did("lend_document", { barcode, card_of: 7, due: "2026-12-30" });
const meaning = (barcode: string, done: Kept[] = [], reader: typeof lou | null = lou) =>
  meaningOf(street, onTheWay(street, done), reader, new Set(), barcode).kind;

describe("leaving with the cart", () => {
  const doubts = (at: string, documents = street.documents) =>
    doubtsOfLeaving(street, onTheWay({ ...street, documents }, []), new Date(at).getTime());

  test("loaded, and on its day, nothing is asked", () => {
    expect(doubts("2026-12-02T15:30")).toEqual({ isEmpty: false, isOtherDay: false });
  });
  test("six days too early, with nothing on it", () => {
    const shelf = [aDocument("1", { where: "in_hand" })];
    expect(doubts("2026-11-26T15:30", shelf)).toEqual({ isEmpty: true, isOtherDay: true });
  });
  test("one can go back to loading until something has happened in the street", () => {
    expect(hasBegun(onTheWay(street, []))).toBe(false);
    expect(hasBegun(onTheWay(street, [lend("1")]))).toBe(true);
  });
  test("nobody is expected any more only where somebody was", () => {
    const fetched = onTheWay(street, [did("hand_over", { subject: "hold-2", barcode: "2" })]);
    const [quai, ecluse] = street.stops.map((stop) => wasFetchedAt(stop, fetched));
    expect([quai, ecluse]).toEqual([true, false]);
    expect(wasFetchedAt(aStop("quai"), onTheWay(street, []))).toBe(false);
  });
});

describe("an afternoon without a network", () => {
  test("what is on the cart leaves it, what is not comes back", () => {
    expect(meaning("1")).toBe("lend");
    expect(meaning("1", [lend("1")])).toBe("take-back");
    expect(meaning("8")).toBe("take-back");
    expect(meaning("8", [did("take_back_document", { barcode: "8" })])).toBe("lend");
  });

  test("without a card nothing is lent, and a card lends no more than it has left", () => {
    expect(meaning("1", [], null)).toBe("whose");
    expect(meaning("1", [], { ...lou, blocked: true })).toBe("blocked");
    expect(meaning("1", [lend("8"), lend("9")])).toBe("no-loans-left");
    expect(loansLeft(lou, onTheWay(street, [lend("8")]))).toBe(1);
  });

  test("what was fetched and not scanned at loading is lent, and not taken back", () => {
    expect(meaning("3")).toBe("lend");
    expect(meaning("3", [], null)).toBe("whose");
    expect(meaning("3", [lend("3")])).toBe("take-back");
  });

  test("what is reserved is handed over to whom it belongs", () => {
    expect(meaning("2", [], null)).toBe("hand-over");
    expect(meaning("2")).toBe("hand-over");
    expect(meaning("2", [], { ...lou, who: 8 })).toBe("reserved");
  });

  test("what somebody waits for is set aside", () => {
    const way = onTheWay(street, [did("take_back_document", { barcode: "9" })]);
    expect(way.returned).toEqual([{ barcode: "9", title: "Title", aside: true }]);
    expect(meaningOf(street, way, lou, new Set(), "9").kind).toBe("aside");
  });

  test("a second scan of what was just lent does nothing", () => {
    const way = onTheWay(street, [lend("1")]);
    expect(meaningOf(street, way, lou, new Set(["1"]), "1").kind).toBe("lent-just-now");
  });

  test("stop after stop; who missed the first may come to the second", () => {
    const left = did("leave_stop", { subject: "ride", stop: "quai" });
    const [quai, ecluse] = street.stops;
    if (!quai || !ecluse) throw new Error("two stops");
    expect(stopNow(street, onTheWay(street, []))).toEqual(quai);
    const way = onTheWay(street, [left]);
    expect(stopNow(street, way)).toEqual(ecluse);
    expect(expectedAt(ecluse, onTheWay(street, [])).length).toBe(0);
    expect(expectedAt(ecluse, way).map(({ barcode }) => barcode)).toEqual(["2"]);
  });

  test("from the last stop the cart rides home", () => {
    const last = (id: string, done: Kept[]) =>
      isLastStop(street, onTheWay(street, done), aStop(id));
    const left = did("leave_stop", { subject: "ride", stop: "quai" });
    expect(last("quai", [])).toBe(false);
    expect(last("ecluse", [left])).toBe(true);
  });

  test("what was lent from the cart has its title when it comes back", () => {
    const cart = { ...street, on_cart: [{ barcode: "8", title: "Odes", aside: false }] };
    const back = (barcode: string) =>
      meaningOf(cart, onTheWay(cart, [lend(barcode)]), null, new Set(), barcode);
    expect(back("1")).toMatchObject({ kind: "take-back", title: "Title 1" });
    expect(back("8")).toMatchObject({ kind: "take-back", title: "Odes" });
  });

  test("late, and in the rain: said here, before anybody has heard of it", () => {
    const about = { subject: "n", day: "2026-12-02" };
    const said = [
      did("report_late", { ...about, later: 20 }),
      did("report_late", { ...about, day: "2026-12-16", later: 50 }),
      did("report_rain", { ...about, rain: true }),
    ];
    const way = onTheWay(street, said);
    expect([way.later, way.rain]).toEqual([20, true]);
    expect(stopNow(street, way)).toMatchObject({ begins: "16:30", ends: "17:20" });
    const onTime = onTheWay(street, [...said, did("report_late", { ...about, later: 0 })]);
    expect(stopNow(street, onTime)?.begins).toBe("16:10");
  });

  test("what was refused never happened", () => {
    const way = onTheWay(street, [{ ...lend("1"), outcome: "refused" }]);
    expect(way.counts.lent).toBe(0);
    expect(stillOn(way).map(({ barcode }) => barcode)).toEqual(["1", "2"]);
  });

  test("what a reader took along is gone, though the library had something against it", () => {
    const judged = { outcome: "conflict", judgedAt: "2026-12-02T16:30:00Z" } as const;
    const way = onTheWay(street, [{ ...lend("1"), ...judged }]);
    expect(stillOn(way).map(({ barcode }) => barcode)).toEqual(["2"]);
  });

  test("what was handed over and taken back is on the cart again", () => {
    const gave = did("hand_over", { subject: "hold-2", barcode: "2" });
    gave.action.id = "given";
    const undo = did("undo", { subject: "given" });
    expect(expectedAt(aStop("quai"), onTheWay(street, [gave]))).toEqual([]);
    expect(expectedAt(aStop("quai"), onTheWay(street, [gave, undo])).length).toBe(1);
  });

  test("what the server has said since is not replayed over it", () => {
    const load = { ...did("load_document", { barcode: "1" }), state: "kept" } as Kept;
    const gone = { ...street, documents: [aDocument("1", { where: "gone" as const })] };
    const way = onTheWay(gone, [{ ...load, judgedAt: "2026-12-02T12:00:00Z" }]);
    expect(way.documents[0]?.where).toBe("gone");
  });
});

describe("the weight", () => {
  test("doubts add up", () => {
    expect(carried(street.documents)).toEqual({ grams: 800, doubt: 200 });
  });

  test("over the limit is refused; what is reserved keeps its room", () => {
    const heavy = aDocument("4", { where: "in_hand", grams: 800 });
    expect(tooHeavy(street, onTheWay(street, []), heavy)).toBe("full");
    const waiting = aDocument("5", { ...reserved, where: "in_hand" });
    const more = { ...street, documents: [...street.documents, waiting] };
    const one = aDocument("6", { where: "in_hand" });
    expect(tooHeavy(more, onTheWay(more, []), one)).toBe("reserved");
    expect(tooHeavy(more, onTheWay(more, []), waiting)).toBeNull();
  });
});

test("the clock of a stop", () => {
  const now = new Date("2026-12-02T16:50").getTime();
  expect(minutesLeft(aStop("quai"), "2026-12-02", now)).toBe(10);
  expect(minutesLeft(aStop("quai"), "2026-12-02", now + 11 * 60_000)).toBe(-1);
});
