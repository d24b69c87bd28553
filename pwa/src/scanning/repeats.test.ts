import { expect, test } from "vitest";
import { createRepeats, LOCK_OUT_MS } from "./repeats";

const isProven = ({ symbology }: { symbology: string }) => symbology === "Code128";
const repeats = (expected: string[] = []) =>
  createRepeats({ isExpected: (text) => expected.includes(text), isProven });

test("a code that stays in the picture is one scan", () => {
  const isScan = repeats();
  const seen = [0, 100, 900, 1800, 2700].map((at) =>
    isScan({ text: "B12", symbology: "Code128", at }),
  );
  expect(seen).toEqual([true, false, false, false, false]);
});

test("the same code can be scanned again on purpose", () => {
  const isScan = repeats();
  const read = { text: "B12", symbology: "Code128" };
  expect(isScan({ ...read, at: 0 })).toBe(true);
  expect(isScan({ ...read, at: LOCK_OUT_MS + 1 })).toBe(true);
});

test("bars without a check digit count when seen twice", () => {
  const isScan = repeats();
  const read = { text: "0012345", symbology: "Code39" };
  expect(isScan({ ...read, at: 0 })).toBe(false);
  expect(isScan({ ...read, text: "001234", at: 60 })).toBe(false);
  expect(isScan({ ...read, at: 120 })).toBe(false);
  expect(isScan({ ...read, at: 180 })).toBe(true);
});

test("two pictures long apart confirm nothing", () => {
  const isScan = repeats();
  const read = { text: "0012345", symbology: "Code39" };
  expect(isScan({ ...read, at: 0 })).toBe(false);
  expect(isScan({ ...read, at: 4000 })).toBe(false);
});

test("a code that the walk waits for counts at once", () => {
  expect(repeats(["0012345"])({ text: "0012345", symbology: "Code39", at: 0 })).toBe(true);
});
