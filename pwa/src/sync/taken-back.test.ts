import { expect, it } from "vitest";
import type { Kept } from "../store/recorded";
import { takenBack } from "./taken-back";

const did = (id: string, name: string, subject: string) =>
  ({ action: { id, name, subject }, outcome: null }) as Kept;
const found = did("a", "report_found", "p1");
const undo = did("b", "undo", "a");
const twice = did("c", "undo", "a");
const redo = did("d", "undo", "b");

it("knows what was taken back, and what was done again since", () => {
  expect([...takenBack([found, undo])]).toEqual(["a"]);
  expect([...takenBack([found, undo, redo])]).toEqual(["b"]);
});

it("counts no undo of what was undone before: it holds nothing back when the first is undone", () => {
  expect([...takenBack([found, undo, twice])]).toEqual(["a"]);
  expect([...takenBack([found, undo, twice, redo])]).toEqual(["b"]);
});
