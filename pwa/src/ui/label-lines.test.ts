import fc from "fast-check";
import { expect, test } from "vitest";
import { labelLines } from "./label-lines";

test("a call number stands on the screen as on the spine", () => {
  expect(labelLines(["843.914", "CAM", "ETR"])).toEqual(["843.914", "CAM", "ETR"]);
  expect(labelLines(["BD AST 12"])).toEqual(["BD", "AST", "12"]);
});

test("a long one breaks at a sign, so that it stays legible", () => {
  expect(labelLines(["821.133.1-31(494)"])).toEqual(["821.133.1-", "31(494)"]);
});

test("an empty one has no line", () => {
  expect(labelLines([])).toEqual([]);
  expect(labelLines(["", "  "])).toEqual([]);
});

test("nothing of any call number is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 60 })), (lines) => {
      const drawn = labelLines(lines);
      expect(drawn.join("")).toBe(lines.join(" ").replace(/\s+/g, ""));
      expect(Math.max(0, ...drawn.map((line) => [...line].length))).toBeLessThanOrEqual(14);
    }),
  );
});
