// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Cart } from "./cart";

const ask = vi.hoisted(() => vi.fn());
vi.mock("../api", () => ({ ApiError: class extends Error {}, ask }));
vi.mock("../staff/session", () => ({ hasRole: (role: string) => role === "cart" }));
vi.mock("../sync/sending", () => ({ phone: {}, record: vi.fn() }));
const takePlanned = vi.hoisted(() => vi.fn(() => Promise.resolve()));
vi.mock("../picking/taking", () => ({ takePlanned }));

import { ApiError } from "../api";
import { hideResult, lastResult } from "../picking/result";
import CartScreen from "./CartScreen";

const visit = { neighbourhood: "n", name: "Quai", planned: "2026-12-02", day: "2026-12-02" };
const line = { lines: [], where: "to_fetch", waited: 0, because: "", author: "", slip: 19 };
const pots = "Un livre sur le jardinage en pots";
const wish = { ...line, hold: "1", reserved: true, title: "", wished: pots, stop: "s" };
const chosen = { ...line, hold: "2", reserved: false, title: "Odes", wished: "", stop: null };
const cart = {
  ...visit,
  stops: [{ id: "s", place: "Place Voltaire" }],
  lines: [
    { ...wish, on_walk: true },
    { ...chosen, on_walk: false },
  ],
  to_fetch: 1,
  grams: 0,
  doubt: 0,
  limit: 40_000,
  wishes: [],
} as unknown as Cart;
let answers: Record<string, () => unknown>;

const words = () => document.body.textContent ?? "";
const open = async () => {
  render(h(CartScreen, {}), document.body);
  await vi.waitFor(() => expect(words()).toContain("Odes"));
};
const tapFetch = () =>
  [...document.querySelectorAll("button")]
    .find((one) => one.textContent === "Fetch 1 document")
    ?.click();

beforeEach(() => {
  answers = { "/cart": () => ({ visits: [visit] }), "/cart/look": () => cart };
  ask.mockImplementation(async (path: string) => answers[path]?.());
});
afterEach(() => {
  render(null, document.body);
  hideResult();
  vi.clearAllMocks();
});

test("what was asked for in free words is read, and whether somebody fetches it already", async () => {
  await open();
  expect(words()).toContain(pots);
  expect(words().split("On a walk already").length).toBe(2);
});

test("what is scanned comes onto the list: its title, and where it is loaded", async () => {
  const scanned = { ...chosen, hold: "3", barcode: "34242000000011", title: "Nana" };
  answers["/cart/choose"] = () => ({ ...cart, lines: [...cart.lines, scanned] });
  await open();
  for (const key of [..."34242000000011", "Enter"]) {
    document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }
  await vi.waitFor(() => expect(lastResult.value?.word).toBe("On the list"));
  expect(lastResult.value?.detail).toMatch(/^Nana. .* “Out with the cart”/);
  // No keys come up over the list.
  expect(document.activeElement?.tagName).not.toBe("INPUT");
});

test("the walk that was made is taken", async () => {
  answers["/cart/walk"] = () => ({ walk: "new" });
  await open();
  tapFetch();
  await vi.waitFor(() => expect(takePlanned).toHaveBeenCalledWith("new"));
});

test("two taps in haste make one walk", async () => {
  answers["/cart/walk"] = () => ({ walk: "new" });
  await open();
  tapFetch();
  tapFetch();
  await vi.waitFor(() => expect(takePlanned).toHaveBeenCalled());
  expect(ask.mock.calls.filter(([path]) => path === "/cart/walk").length).toBe(1);
});

test("two taps in haste note one wish", async () => {
  const made = () => ask.mock.calls.filter(([path]) => path === "/cart/wishes").length;
  await open();
  const field = [...document.querySelectorAll("label")].find(({ textContent }) =>
    textContent?.startsWith("Another subject"),
  );
  const input = field?.querySelector("input") ?? document.getElementById(field?.htmlFor ?? "");
  const form = input?.closest("form");
  if (!(input instanceof HTMLInputElement) || !form) throw new Error("no field");
  input.value = "Trains";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => setTimeout(done, 20));
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  await vi.waitFor(() => expect(made()).toBe(1));
});

test("a refusal is said where a success is, and not at the top of a long page", async () => {
  answers["/cart/walk"] = () => {
    throw new ApiError(409, "nothing_to_fetch", "Nothing is left to fetch.");
  };
  await open();
  tapFetch();
  await vi.waitFor(() => expect(lastResult.value?.kind).toBe("refused"));
  expect(document.querySelector("[role=alert].note")).toBeNull();
  expect(takePlanned).not.toHaveBeenCalled();
});
