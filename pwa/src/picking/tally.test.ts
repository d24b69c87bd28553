import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { aPick } from "../store/builders.testing";
import type { PickStatus } from "../store/shapes";
import { tallyText } from "./tally";
import { progressOf } from "./walk";

interface Sample {
  statuses: PickStatus[];
  counts: Record<string, number>;
  words: string;
}

const sample = JSON.parse(
  readFileSync(new URL("../../../tests/samples/walk-tally.json", import.meta.url), "utf8"),
) as Sample;

test("the phone counts a walk as the board does, and says it in the same words", () => {
  const picks = sample.statuses.map((status, index) => aPick(`p${index}`, [], { status }));
  expect(progressOf(picks)).toMatchObject(sample.counts);
  expect(tallyText(progressOf(picks))).toBe(sample.words);
});

test("what is still to do is in no word but the whole", () => {
  expect(tallyText({ done: 3, found: 3, missing: 0, unusable: 0, total: 20 })).toBe(
    "3 found of 20",
  );
});
