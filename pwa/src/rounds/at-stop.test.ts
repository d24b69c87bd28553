import { beforeEach, expect, test, vi } from "vitest";
import type { LastResult } from "../picking/result";
import { validate } from "../scanning/validate";
import type { Riding, Street } from "./street";

const said = vi.hoisted(() => ({ last: {} as Partial<LastResult> }));
vi.mock("../picking/result", () => ({
  showResult: (result: LastResult) => Object.assign(said, { last: result }),
}));
vi.mock("../hold-shelf/keyed", () => ({ hashOf: (_key: string, _what: string, t: string) => t }));
const takeBack = vi.hoisted(() => vi.fn(() => Promise.resolve({})));
vi.mock("./riding", () => ({ takeBack }));
vi.mock("../picking/doing", () => ({ howOf: () => "typed" }));
vi.mock("./taken-along", () => ({ addReader: vi.fn() }));

import { blankCard, nextReader, onStreetScan } from "./at-stop";
import { onTheWay } from "./street";

const lent = { hold: "h", barcode: "34242000000883", title: "Odes", where: "gone" } as Riding;
const cards = { "24242000099991": { who: 7, blocked: false, left: 2 } };
const street = {
  documents: [lent],
  on_cart: [],
  waited: ["34242000000891"],
  cards,
} as unknown as Street;
const scan = (text: string) => onStreetScan(street, onTheWay(street, []), validate(text, "typed"));

beforeEach(() => {
  nextReader();
  takeBack.mockClear();
  said.last = {};
});

test("a card that was typed wrong is neither a return nor a blank card", async () => {
  await scan("24242000099999");
  expect(said.last).toMatchObject({ kind: "card", word: "Card badly read" });
  expect(takeBack).not.toHaveBeenCalled();
  expect(blankCard.value).toBeNull();
});

test("a card that the library knows opens, whatever its check digit", async () => {
  await scan("24242000099991");
  expect(said.last.word).toBe("Card read");
});

test("a return is told by its title, where the phone knows it", async () => {
  await scan("34242000000883");
  expect(said.last).toMatchObject({ word: "Given back", detail: "Odes" });
  await scan("34242000000875");
  await said.last.asks?.();
  expect(said.last).toMatchObject({ word: "Given back", detail: "34242000000875" });
});

test("what was typed and nothing here knows is a return only once somebody says so", async () => {
  await scan("hello");
  expect(said.last).toMatchObject({ kind: "unknown", word: "Given back?" });
  expect(takeBack).not.toHaveBeenCalled();
  await said.last.asks?.();
  expect(takeBack).toHaveBeenCalledOnce();
});

test("what somebody waits for is named as well", async () => {
  await scan("34242000000891");
  expect(said.last).toMatchObject({ kind: "found-further" });
  expect(said.last.detail).toMatch(/^34242000000891 · Somebody waits for it/);
});
