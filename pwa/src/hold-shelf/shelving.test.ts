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
vi.mock("./doing", () => ({ receive: () => Promise.resolve({ number: 1 }) }));

import { lastResult } from "../picking/result";
import ShelvingScreen from "./ShelvingScreen";
import { aDocument, aShelf } from "./shelf.testing";
import { held, onShelfScan } from "./shelving";

afterEach(() => {
  render(null, document.body);
  held.value = null;
});

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

test("a branch without slots still has a crate for the others", () => {
  now.shelf = aShelf([aDocument("0001", { to: "Tilleuls" })], { slots: [] });
  render(h(ShelvingScreen, {}), document.body);
  expect(words()).toContain("For another branch");
  expect(words()).not.toContain("no slots yet");
  now.shelf = aShelf([aDocument("0001")], { slots: [] });
  render(null, document.body);
  render(h(ShelvingScreen, {}), document.body);
  expect(words()).toContain("This branch has no slots yet");
});

test("the next of a selection is offered the slot where the first stands", async () => {
  const one = aDocument("0001", { hold: "h", status: "on_hold_shelf", slot: "A2" });
  now.shelf = aShelf([one, aDocument("0002", { hold: "h" })]);
  render(h(ShelvingScreen, {}), document.body);
  expect(document.querySelectorAll(".row-button").length).toBe(1);
  await scan("0002");
  render(null, document.body);
  render(h(ShelvingScreen, {}), document.body);
  expect(document.querySelector(".slot-name")?.textContent).toBe("A2");
  expect(words()).toContain("1 document is there");
});
