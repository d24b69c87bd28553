import { expect, it } from "vitest";
import { aCopy, aPick } from "../store/builders.testing";
import type { Half, Kept } from "../store/recorded";
import { halfOf } from "./half";

const disc = { name: "Disc drawer", hint: "", number: "4821" };
const pick = aPick("p1", [aCopy("D-1", { second_stop: disc })], { status: "later" });
const half: Half = { barcode: "D-1", how: "scanner" };

function putOff(subject: string, noted?: Half): Kept {
  const action = { name: "look_later", subject };
  return { action, about: { title: "", label: "", slip: 1, half: noted } } as unknown as Kept;
}

it("remembers which half Ada has on the cart, also once the library has heard of it", () => {
  expect(halfOf(pick, [putOff("p1", half), putOff("p2")])).toEqual(half);
});

it("knows of none where it was only put off, or taken back", () => {
  expect(halfOf(pick, [putOff("p2", half)])).toBeUndefined();
  expect(halfOf(pick, [putOff("p1", half), putOff("p1")])).toBeUndefined();
  expect(halfOf({ ...pick, status: "open" }, [putOff("p1", half)])).toBeUndefined();
});
