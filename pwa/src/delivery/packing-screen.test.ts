// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";

const ask = vi.hoisted(() => vi.fn());
vi.mock("../api", () => ({ ApiError: class extends Error {}, ask }));

import PackingScreen from "./PackingScreen";

const words = () => document.body.textContent ?? "";
afterEach(() => render(null, document.body));

test.each([
  ["closed", "in_parcel", true],
  ["delivered", "handed_over", false],
])("a parcel that is %s: what is in it, and whether one can scan", async (status, hold, scans) => {
  const book = { hold: "1", title: "Odes", author: "", barcode: "123", parcel: "p", weight: null };
  const parcel = { id: "p", number: "COL1", grams: 9, received: false, sum: 9, doubt: 0 };
  ask.mockResolvedValue({
    name: "Petit",
    parcels: [{ ...parcel, status, documents: 1 }],
    documents: [{ ...book, status: hold }],
    split: [],
  });
  render(h(PackingScreen, { params: { delivery: "d" } }), document.body);
  await vi.waitFor(() => expect(words()).toContain("Odes"));
  expect(words().includes("Scan into the parcel")).toBe(scans);
  expect(words().includes("Take out")).toBe(scans);
});

test.each([
  ["one is not packed yet", [null, "p"], { sum: 1900 }, true],
  ["one parcel is too heavy by the estimate", ["p", "p"], { sum: 2300 }, true],
  ["the scale says that they fit into one", ["p", "p"], { sum: 2300, grams: 1980 }, false],
])("two parcels are asked for as long as %s", async (_when, places, weighed, isAsked) => {
  const documents = places.map((parcel, nth) => ({
    hold: String(nth),
    title: `Odes ${nth}`,
    author: "",
    barcode: `12${nth}`,
    parcel,
    weight: null,
    status: parcel ? "in_parcel" : "found",
  }));
  const parcel = { id: "p", number: "COL1", grams: null, received: false, sum: 0, doubt: 0 };
  ask.mockResolvedValue({
    name: "Petit",
    parcels: [{ ...parcel, ...weighed, status: "closed", documents: 2 }],
    documents,
    split: [["120"], ["121"]],
    agreed: 1,
    fee_cents: 500,
    limit: 2000,
  });
  render(h(PackingScreen, { params: { delivery: "d" } }), document.body);
  await vi.waitFor(() => expect(words()).toContain("Odes 1"));
  expect(words().includes("Yes to 2 parcels")).toBe(isAsked);
});
