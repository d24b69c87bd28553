import { expect, test } from "vitest";
import { gommetteOf } from "./gommette";

test.each([
  ["green", "green"],
  ["#2456B8", "blue"],
  ["#6d28d9", "violet"],
  ["#1f2937", "black"],
  ["", undefined],
  ["checked", undefined],
  [undefined, undefined],
])("the sticker of %s is %s", (colour, sticker) => {
  expect(gommetteOf(colour)).toBe(sticker);
});
