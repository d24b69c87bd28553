import { expect, it } from "vitest";
import { aPick } from "../store/builders.testing";
import type { Kept } from "../store/recorded";
import { answersOn } from "./unread";

function answered(subject: string, payload: object, isRead = false): Kept {
  return { action: { id: subject, subject, payload }, isRead } as unknown as Kept;
}

it("says on a walk what was answered to it, until that is read", () => {
  const picks = [aPick("p1", []), aPick("p2", [])];
  const chosen = answered("p2", { barcode: "0099" });
  const met = answered("", { barcode: "0001", walk: "w1" });
  const elsewhere = [answered("p9", {}), answered("", { barcode: "0001", walk: "w2" })];
  const read = answered("p1", {}, true);
  expect(answersOn(picks, [chosen, met, ...elsewhere, read])).toEqual([chosen, met]);
  expect(answersOn([], [answered("", { barcode: "0001" })])).toEqual([]);
});
