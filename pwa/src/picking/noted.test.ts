import { expect, it } from "vitest";
import { aCopy, aPick } from "../store/builders.testing";
import type { Kept } from "../store/recorded";
import { notedHere } from "./noted";

const pick = aPick("p1", [aCopy("0001"), aCopy("0002")]);
let number = 0;

function did(name: string, payload: object, more: object = {}): Kept {
  number += 1;
  const action = { id: `a${number}`, name, subject: "p1", payload };
  return { action, outcome: null, why: null, ...more } as unknown as Kept;
}

const noted = (...actions: Kept[]) => [...notedHere(actions, [pick])];

it("knows what Ada noted, the copy she named or else the one she was sent for", () => {
  expect(noted(did("report_unusable", { reason: "damaged" }))).toEqual(["0001"]);
  expect(noted(did("report_unusable", { reason: "damaged", barcode: "0002" }))).toEqual(["0002"]);
});

it("forgets it when she takes it back, or says that it can be lent", () => {
  const report = did("report_unusable", { reason: "damaged" });
  const undo = { id: "u1", name: "undo", subject: report.action.id, payload: {} };
  expect(noted(report, { ...did("undo", {}), action: undo } as unknown as Kept)).toEqual([]);
  expect(noted(report, did("report_found", { barcode: "0001", sound: true }))).toEqual([]);
});

it("learns it from the library's refusal: the next scan asks", () => {
  const refused = { outcome: "refused", why: { code: "noted_unusable" } };
  expect(noted(did("report_found", { barcode: "0002" }, refused))).toEqual(["0002"]);
});
