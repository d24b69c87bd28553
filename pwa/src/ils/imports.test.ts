import { describe, expect, test } from "vitest";
import { countsOf } from "./counts";
import { agesText, type Imports, isOld, runText } from "./imports";
import { isListKind } from "./lists";

const none: Imports = { holds: null, status: null, loans: null, patrons: null, items: null };
const justNow = { at: new Date().toISOString(), rows: 512, rejected: 3 };
const lastWeek = { at: new Date(Date.now() - 7 * 86_400_000).toISOString(), rows: 1, rejected: 0 };

describe("the morning's files", () => {
  test("a file of last week is old; one of today is not, nor one that is never sent", () => {
    expect([lastWeek, justNow, null].map(isOld)).toEqual([true, false, false]);
  });

  test("rows are told, rejections only where there are any", () => {
    expect(runText(justNow)).toMatch(/^today .* · 512 rows · 3 rejected$/);
    expect(runText(lastWeek)).toMatch(/1 row$/);
    expect(runText(null)).toBe("never");
  });

  test("Today says how old status and holds are, and nothing of what never came", () => {
    expect(agesText(none)).toBe("");
    expect(agesText({ ...none, status: justNow })).toMatch(/^Status: today/);
    expect(agesText({ ...none, status: justNow, holds: lastWeek })).toContain("Holds: ");
    expect(agesText({ ...none, status: justNow, patrons: lastWeek })).not.toContain("Patrons");
  });

  test("at the telephone it matters how old patrons are", () => {
    const known = { ...none, status: justNow, holds: justNow, patrons: lastWeek };
    expect(agesText(known, ["status", "patrons"])).toMatch(/^Status: today .* · Patrons: /);
  });

  test("counts come in a fixed order, and only those that were counted", () => {
    expect(countsOf({ known: 2, rows: 3 })).toEqual([
      ["rows", 3],
      ["known already", 2],
    ]);
  });

  test("only our four lists are lists", () => {
    expect(["to_trap", "shopping", undefined].map(isListKind)).toEqual([true, false, false]);
  });
});
