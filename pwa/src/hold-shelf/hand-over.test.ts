// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { aDocument, aShelf, aSlot } from "./shelf.testing";

const shelf = vi.hoisted(() => ({ value: null as unknown }));
vi.mock("./shelf", () => ({
  shelf,
  documents: {
    get value() {
      return (shelf.value as ReturnType<typeof aShelf>).documents;
    },
  },
  problem: { value: null },
  renew: () => {},
  useShelf: () => {},
}));

const asked = vi.hoisted(() => vi.fn());
vi.mock("../api", async (real) => ({ ...(await real<typeof import("../api")>()), ask: asked }));

const gave = vi.hoisted(() => vi.fn());
vi.mock("./doing", async (real) => ({
  ...(await real<typeof import("./doing")>()),
  handOver: gave,
  takeOff: () => Promise.resolve(),
}));

import { lastResult } from "../picking/result";
import HandOverScreen from "./HandOverScreen";
import { nextPerson, onDeskScan, openChosen, opened, openSlot } from "./handing";

afterEach(() => {
  render(null, document.body);
  nextPerson();
});

test("of a selection each document says where it stands", () => {
  const one = aDocument("0001", { hold: "h", status: "on_hold_shelf", slot: "A1" });
  shelf.value = aShelf([one, aDocument("0002", { hold: "h" })]);
  opened.value = [{ bundle: "lou", presented: "slot", who: null }];
  render(h(HandOverScreen, {}), document.body);
  const rows = [...document.querySelectorAll(".bundle-row")].map((row) => row.textContent);
  expect(rows[0]).toContain("In slot A1");
  expect(rows[0]).not.toContain("Still in a cart");
  expect(rows[1]).toContain("Still in a cart");
});

const ofLou = aDocument("0001", { slip: 7 });
const ofGeorge = aDocument("0003", { bundle: "george", slip: 8 });

function answers(bundle: string, name: string) {
  asked.mockResolvedValue({ bundles: [{ bundle, who: 3, name, documents: [], to_come: 0 }] });
}

test("what is chosen from the cart says the cart, its slip and the name", async () => {
  shelf.value = aShelf([ofLou]);
  answers("lou", "Lou Petit");
  await openChosen(ofLou);
  expect(lastResult.value).toMatchObject({ word: "The bundle", detail: "Cart · Slip 7" });
  expect(asked).toHaveBeenLastCalledWith("/hold-shelf/look", { body: { hold: "hold-0001" } });
  render(h(HandOverScreen, {}), document.body);
  expect(document.body.textContent).toContain("Lou Petit");
});

test("a bundle without a card takes the place of the patron before", async () => {
  shelf.value = aShelf([ofLou, { ...ofGeorge, status: "on_hold_shelf", slot: "A1" }]);
  answers("lou", "Lou Petit");
  opened.value = [{ bundle: "lou", presented: "card", who: 3 }];
  await openChosen(ofLou);
  expect(opened.value).toMatchObject([{ bundle: "lou", presented: "card" }]);
  await openSlot(aSlot("A1"));
  expect(opened.value).toMatchObject([{ bundle: "george", presented: "slot" }]);
  await openChosen(ofLou);
  expect(opened.value).toMatchObject([{ bundle: "lou", presented: "slot" }]);
});

test("somebody else’s document from the cart goes back there", async () => {
  shelf.value = aShelf([ofLou, ofGeorge]);
  opened.value = [{ bundle: "lou", presented: "slot", who: null }];
  await onDeskScan({ kind: "item", text: "0003", raw: "0003", via: "code128" });
  expect(lastResult.value?.detail).toBe("It goes with Slip 8, in a cart. Put it back.");
});

test("what was given already is named", async () => {
  shelf.value = aShelf([{ ...ofLou, status: "handed_over" }]);
  opened.value = [{ bundle: "lou", presented: "slot", who: null }];
  await onDeskScan({ kind: "item", text: "0001", raw: "0001", via: "code128" });
  expect(lastResult.value).toMatchObject({ word: "Handed over already", detail: "Slip 7 · Dune" });
});

test("a patron’s documents in two slots make one bundle", () => {
  const there = { status: "on_hold_shelf" } as const;
  shelf.value = aShelf([
    { ...ofLou, ...there, slot: "A1" },
    aDocument("0002", { ...there, slot: "A2" }),
  ]);
  opened.value = [{ bundle: "lou", presented: "slot", who: null }];
  render(h(HandOverScreen, {}), document.body);
  expect(document.querySelector(".bundle-slots")?.textContent).toContain("A1 + A2");
  expect(document.querySelectorAll(".bundle-row").length).toBe(2);
});

test("one tap gives what stands in the slot, once, and one undo takes all of it back", async () => {
  const there = { status: "on_hold_shelf", slot: "A1" } as const;
  shelf.value = aShelf([
    aDocument("0001", { ...there, title: "Dune" }),
    aDocument("0002", { ...there, title: "Nana" }),
    aDocument("0003"),
  ]);
  opened.value = [{ bundle: "lou", presented: "slot", who: null }];
  gave.mockImplementation(async ({ barcode }) => ({ action: { id: barcode } }));
  render(h(HandOverScreen, {}), document.body);
  const buttons = [...document.querySelectorAll("button")];
  const giving = buttons.find((one) => one.textContent === "Give from slot");
  giving?.click();
  giving?.click();
  await vi.waitFor(() => expect(lastResult.value?.word).toBe("2 documents handed over"));
  expect(gave.mock.calls.map(([one]) => one.barcode)).toEqual(["0001", "0002"]);
  expect(lastResult.value?.detail).toBe("Dune · Nana");
  expect(lastResult.value?.undoes).toHaveLength(2);
});

test("two clicks in haste cancel one hold, once", async () => {
  shelf.value = aShelf([aDocument("0001", { status: "on_hold_shelf", slot: "A1" })]);
  opened.value = [{ bundle: "lou", presented: "slot", who: null }];
  asked.mockClear().mockResolvedValue({});
  render(h(HandOverScreen, {}), document.body);
  const button = (text: string) =>
    [...document.querySelectorAll("button")].find((one) => one.textContent === text);
  button("Not wanted")?.click();
  await vi.waitFor(() => expect(button("Cancel the hold")).toBeDefined());
  const cancel = button("Cancel the hold");
  cancel?.click();
  cancel?.click();
  await vi.waitFor(() => expect(lastResult.value?.word).toBe("No longer wanted"));
  expect(asked).toHaveBeenCalledTimes(1);
});
