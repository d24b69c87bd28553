// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";

vi.mock("../sync/sending", () => ({ phone: {}, record: vi.fn() }));

import { AtStop } from "./AtStop";
import { nextReader, reader } from "./at-stop";
import { onTheWay, type Street } from "./street";

afterEach(() => {
  render(null, document.body);
  nextReader();
});

test("what is lent is due on its day, whether or not the cart comes sooner", () => {
  const stop = { id: "quai", place: "Quai", rain_place: "", begins: "16:10", ends: "17:00" };
  const street = {
    at: "2026-12-02T13:00:00Z",
    planned: "2026-12-02",
    day: "2026-12-02",
    due: "2026-12-30",
    stops: [stop],
    documents: [],
    on_cart: [],
    cards: {},
  } as unknown as Street;
  const way = onTheWay(street, []);
  reader.value = { who: 7, blocked: false, left: 2 };
  render(h(AtStop, { street, way, stop }), document.body);
  const words = document.body.textContent ?? "";
  expect(words).toMatch(/due on [^.]*30[^.]*\./);
  expect(words).not.toContain("comes again");
});
