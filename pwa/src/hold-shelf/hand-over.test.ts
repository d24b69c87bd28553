// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { aDocument, aShelf } from "./shelf.testing";

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

import HandOverScreen from "./HandOverScreen";
import { nextPerson, opened } from "./handing";

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
