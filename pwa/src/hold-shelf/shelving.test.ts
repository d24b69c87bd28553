// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { HoldShelf } from "../store/shapes";

const now = vi.hoisted(() => ({ shelf: null as HoldShelf | null }));
vi.mock("./shelf", () => ({
  shelf: {
    get value() {
      return now.shelf;
    },
  },
  documents: {
    get value() {
      return now.shelf?.documents ?? [];
    },
  },
  problem: { value: null },
  serverNow: () => Date.parse("2026-11-24T09:00:00Z"),
  useShelf: () => {},
}));
const did = vi.hoisted(() => vi.fn());
vi.mock("./doing", () => {
  const done = (name: string) => (one: { barcode: string }, how: string) => {
    did(name, one.barcode, how);
    return Promise.resolve({ number: 1 });
  };
  const shelve = ({ barcode }: { barcode: string }, { name }: { name: string }) => {
    did("shelve", barcode, name);
    return Promise.resolve({ number: 1 });
  };
  return { receive: done("receive"), sendOn: done("send_on"), shelve };
});

import { lastResult } from "../picking/result";
import ShelvingScreen from "./ShelvingScreen";
import { aDocument, aShelf } from "./shelf.testing";
import { held, onRowTap, onShelfScan } from "./shelving";

afterEach(() => {
  render(null, document.body);
  held.value = null;
  did.mockClear();
});

function draw() {
  render(null, document.body);
  render(h(ShelvingScreen, {}), document.body);
}

function tap(text: string) {
  const buttons = [...document.querySelectorAll("button")];
  buttons.find(({ textContent }) => textContent?.includes(text))?.click();
}

const words = () => document.body.textContent ?? "";
const scan = (text: string) => onShelfScan({ kind: "item", text, raw: text, via: "code128" });

test("what is collected here is in the hand once it came; what rides on is not", async () => {
  const coming = { status: "in_transit" } as const;
  const rides = aDocument("0002", { ...coming, goes_on: true });
  now.shelf = aShelf([aDocument("0001", coming), rides]);
  await scan("0002");
  expect(held.value).toBeNull();
  expect(lastResult.value).toMatchObject({ word: "Received" });
  expect(lastResult.value?.detail).toContain("goes on from here");
  now.shelf = aShelf([aDocument("0001", coming), { ...rides, status: "found" }]);
  await scan("0002");
  expect(held.value).toBeNull();
  expect(lastResult.value?.detail).toContain("goes on from here");
  await scan("0001");
  expect(held.value).toBe("0001");
});

test("what nobody waits for any more is named, with what to do", async () => {
  now.shelf = aShelf([aDocument("0001", { status: "cancelled" })]);
  await scan("0001");
  expect(lastResult.value?.detail).toBe("Slip 1 · Dune. Put it on the cart for the stacks.");
});

test("a branch without slots still has a crate for the others", () => {
  now.shelf = aShelf([aDocument("0001", { to: "Tilleuls" })], { slots: [] });
  draw();
  expect(words()).toContain("For another branch");
  expect(words()).not.toContain("no slots yet");
  now.shelf = aShelf([aDocument("0001")], { slots: [] });
  draw();
  expect(words()).toContain("This branch has no slots yet");
});

test("the next of a selection is offered the slot where the first stands", async () => {
  const one = aDocument("0001", { hold: "h", status: "on_hold_shelf", slot: "A2" });
  now.shelf = aShelf([one, aDocument("0002", { hold: "h" })]);
  draw();
  expect(document.querySelectorAll(".row-button").length).toBe(1);
  await scan("0002");
  draw();
  expect(document.querySelector(".slot-name")?.textContent).toBe("A2");
  expect(words()).toContain("1 document is there");
});

test("a tap on what goes elsewhere offers the crate and no slot", () => {
  now.shelf = aShelf([aDocument("0001", { to: "Tilleuls" })]);
  draw();
  tap("Dune");
  draw();
  expect(did).not.toHaveBeenCalled();
  expect(words()).toContain("Into the crate for Tilleuls");
  expect(words()).not.toMatch(/Another slot|It is in A/);
  tap("It is in the crate");
  expect(did).toHaveBeenCalledWith("send_on", "0001", "tap");
  expect(held.value).toBeNull();
});

test("a tap on what is on its way here offers to receive it first", async () => {
  now.shelf = aShelf([aDocument("0001", { from: "Tilleuls" })]);
  draw();
  tap("Dune");
  draw();
  expect(words()).not.toMatch(/Another slot|It is in A/);
  tap("It has arrived");
  expect(did).toHaveBeenCalledWith("receive", "0001", "tap");
  now.shelf = aShelf([aDocument("0001")]);
  await vi.waitFor(() => expect(held.value).toBe("0001"));
  draw();
  expect(words()).toContain("It is in A1");
});

const type = (text: string) => onShelfScan({ kind: "item", text, raw: text, via: "typed" });

test("Chloé mistypes a slot: it is no document, and the one that is near is offered", async () => {
  now.shelf = aShelf([aDocument("0001")]);
  await type("B1");
  expect(lastResult.value?.asks).toBeUndefined();
  await scan("0001");
  await type("A9");
  expect(lastResult.value).toMatchObject({
    word: "Unknown slot",
    detail: "A9 is no slot of this branch. Is it A1 or A2?",
  });
  expect(lastResult.value?.asks).toBeUndefined();
  await type("B1");
  expect(lastResult.value).toMatchObject({ agree: "It is in A1" });
  expect(did).not.toHaveBeenCalled();
  await lastResult.value?.asks?.();
  expect(did).toHaveBeenCalledWith("shelve", "0001", "A1");
});

test("a tap on what goes on from here says so and offers no slot", () => {
  onRowTap(aDocument("0001", { goes_on: true }));
  expect(held.value).toBeNull();
  expect(lastResult.value?.detail).toContain("goes on from here");
});

test("a full slot is no dead end: the free ones follow, and the right one is named", async () => {
  const there = aDocument("0002", { status: "on_hold_shelf", slot: "A2" });
  now.shelf = aShelf([aDocument("0001"), there]);
  await scan("0001");
  draw();
  tap("Another slot");
  await vi.waitFor(() => expect(document.querySelector(".slot-grid")).not.toBeNull());
  const names = [...document.querySelectorAll(".slot-grid button")].map((one) => one.textContent);
  expect(names).toEqual(["A2", "A1"]);
  expect(words()).toContain("The other documents of this patron are in A2.");
});
