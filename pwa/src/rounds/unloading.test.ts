// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";

vi.mock("../sync/sending", () => ({ phone: {}, record: vi.fn() }));

import { onTheWay, type Street } from "./street";
import { Unloading } from "./Unloading";

afterEach(() => render(null, document.body));

function unloading(count: number): string {
  const documents = Array.from({ length: count }, (_, place) => ({
    barcode: `C-${place}`,
    title: "Dune",
    where: "on_cart",
  }));
  const street = { day: "2026-12-02", stops: [], documents, on_cart: [], cards: {} };
  const known = street as unknown as Street;
  render(h(Unloading, { street: known, way: onTheWay(known, []) }), document.body);
  return document.querySelector("dialog")?.textContent ?? "";
}

test("one document is missing, and several are", () => {
  expect(unloading(1)).toContain("It is missing");
  expect(unloading(2)).toContain("They are missing");
});
