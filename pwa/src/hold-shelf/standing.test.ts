import { describe, expect, it } from "vitest";
import type { ActionName, Kept, Payloads } from "../store/recorded";
import { aDocument, aShelf } from "./shelf.testing";
import { isCollectable, isComing, isOver, mayBeLent, standing } from "./standing";

let last = 0;

function did<N extends ActionName>(
  name: N,
  subject: string,
  payload: Payloads[N],
  more: Partial<Kept> = {},
): Kept {
  last += 1;
  const stamp = { id: `a${last}`, store: "s", number: last, v: 1, by: 7, shift: "x" } as const;
  return {
    number: last,
    action: { ...stamp, name, subject, seen: 1, at: "2026-11-24T08:30:00Z", payload },
    about: { title: "", label: "", slip: null },
    state: "waiting",
    outcome: null,
    why: null,
    judgedAt: null,
    isRead: true,
    ...more,
  };
}

const into = { barcode: "0001", how: "camera", slot: "A1" } as const;
const given = { barcode: "0001", how: "camera", presented: "card", card_of: 3 } as const;
const shelf = aShelf([aDocument("0001")]);
const before = { state: "kept", outcome: "applied", judgedAt: "2026-11-24T08:40:00Z" } as const;

function statusAfter(...actions: Kept[]) {
  const [one] = standing(shelf, actions);
  return [one?.status, one?.slot];
}

describe("a document", () => {
  it("stands in its slot before the server has heard of it", () => {
    expect(statusAfter(did("shelve", "hold-0001", into))).toEqual(["on_hold_shelf", "A1"]);
  });

  it("is handed over, sent on, taken off or missing at once", () => {
    expect(statusAfter(did("hand_over", "hold-0001", given))).toEqual(["handed_over", null]);
    const plain = { barcode: "0001", how: "camera" } as const;
    expect(statusAfter(did("send_on", "hold-0001", plain))).toEqual(["in_transit", null]);
    expect(statusAfter(did("take_off", "hold-0001", plain))).toEqual(["taken_off", null]);
    expect(statusAfter(did("report_missing", "hold-0001", {}))).toEqual(["missing", null]);
  });

  it("stays where it was when the server refused", () => {
    const refused = did("shelve", "hold-0001", into, { outcome: "refused" });
    expect(statusAfter(refused)).toEqual(["found", null]);
  });

  it("is what the server says once the server has judged it", () => {
    expect(statusAfter(did("shelve", "hold-0001", into, before))).toEqual(["found", null]);
  });

  it("is back when it was taken back, and there again when that was", () => {
    const shelved = did("shelve", "hold-0001", into);
    const undo = did("undo", shelved.action.id, {});
    expect(statusAfter(shelved, undo)).toEqual(["found", null]);
    const again = did("undo", undo.action.id, {});
    expect(statusAfter(shelved, undo, again)).toEqual(["on_hold_shelf", "A1"]);
  });

  it("leaves the slot that the server knows when its shelving is taken back", () => {
    const there = aShelf([aDocument("0001", { status: "on_hold_shelf", slot: "A1" })]);
    const shelved = did("shelve", "hold-0001", into, before);
    const [one] = standing(there, [shelved, did("undo", shelved.action.id, {})]);
    expect([one?.status, one?.slot]).toEqual(["found", null]);
  });

  it("of a selection does not take the others with it", () => {
    const both = aShelf([aDocument("0001"), aDocument("0002", { hold: "hold-0001" })]);
    const shown = standing(both, [did("shelve", "hold-0001", into)]);
    expect(shown.map(({ status }) => status)).toEqual(["on_hold_shelf", "found"]);
  });
});

it("is over when its last day has closed, or when nobody wants it", () => {
  const now = Date.parse("2026-11-24T18:00:00Z");
  const kept = { status: "on_hold_shelf", slot: "A1", over_at: "2026-11-24T18:00:00Z" };
  expect(isOver(aDocument("1", kept), now)).toBe(true);
  expect(isOver(aDocument("1", kept), now - 1)).toBe(false);
  expect(isOver(aDocument("1", { status: "cancelled" }), now)).toBe(true);
  expect(isOver(aDocument("1"), now)).toBe(false);
});

it("may have gone home by another system that was not heard of since its last day", () => {
  const over_at = "2026-11-24T18:00:00Z";
  const kept = aDocument("1", { status: "on_hold_shelf", slot: "A1", over_at });
  expect(mayBeLent(kept, "2026-11-24T17:59:00Z")).toBe(true);
  expect(mayBeLent(kept, over_at), "somebody looked after closing").toBe(false);
  expect(mayBeLent(kept, null), "loans are made here").toBe(false);
  expect(mayBeLent(kept), "an older server does not say").toBe(false);
  expect(mayBeLent({ ...kept, status: "cancelled" }, "2026-11-24T17:59:00Z")).toBe(false);
});

it("is collected from its slot, from a cart, and late as long as it stands there", () => {
  expect(isCollectable(aDocument("1"))).toBe(true);
  expect(isCollectable(aDocument("1", { status: "expired", slot: "A1" }))).toBe(true);
  expect(isCollectable(aDocument("1", { status: "expired" }))).toBe(false);
  expect(isCollectable(aDocument("1", { to: "Tilleuls" }))).toBe(false);
});

describe("a document that was found at another branch", () => {
  const away = aDocument("0001", { from: "Tilleuls" });

  it("is still to come, and nobody can be given it", () => {
    expect(isComing(away)).toBe(true);
    expect(isCollectable(away)).toBe(false);
  });

  it("is here once it was received", () => {
    const received = did("receive", "hold-0001", { barcode: "0001", how: "camera" });
    const [one] = standing(aShelf([away]), [received]);
    expect(one && isComing(one)).toBe(false);
  });
});

it("is given to nobody at the desk when it rides on from here", () => {
  expect(isCollectable(aDocument("0001"))).toBe(true);
  expect(isCollectable(aDocument("0001", { goes_on: true }))).toBe(false);
});
