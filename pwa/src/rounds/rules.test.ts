import { expect, test } from "vitest";
import { ruleOn, rulesFor, ruleText } from "./rules";

function rules(day: string): string[] {
  return rulesFor(day).map(([rule]) => rule);
}

test("a Wednesday may be the second of its month", () => {
  expect(rules("2026-12-09")).toContain("FREQ=MONTHLY;BYDAY=2WE");
  expect(rules("2026-12-09")).not.toContain("FREQ=MONTHLY;BYDAY=-1WE");
  expect(ruleText("FREQ=MONTHLY;BYDAY=2WE", "2026-12-09")).toBe(
    "Every month, on the second Wednesday",
  );
});

test("the fourth may be the last; the fifth is the last only", () => {
  expect(rules("2026-11-25")).toEqual(
    expect.arrayContaining(["FREQ=MONTHLY;BYDAY=4WE", "FREQ=MONTHLY;BYDAY=-1WE"]),
  );
  expect(rules("2026-12-30").filter((rule) => rule.startsWith("FREQ=MONTHLY"))).toEqual([
    "FREQ=MONTHLY;BYDAY=-1WE",
  ]);
});

test("the last day of February in a leap year is the last Tuesday", () => {
  expect(rules("2028-02-29")).toContain("FREQ=MONTHLY;BYDAY=-1TU");
});

test("every two weeks is what is offered first", () => {
  expect(rules("2026-12-02")[0]).toBe("FREQ=WEEKLY;INTERVAL=2");
});

test("another first day keeps the kind of rule", () => {
  expect(ruleOn("FREQ=WEEKLY;INTERVAL=3", "2026-12-05")).toBe("FREQ=WEEKLY;INTERVAL=3");
  expect(ruleOn("FREQ=MONTHLY;BYDAY=2WE", "2026-12-05")).toBe("FREQ=MONTHLY;BYDAY=1SA");
});

test("a rule that is none of ours is shown as it is", () => {
  expect(ruleText("FREQ=WEEKLY;BYDAY=MO,TH", "2026-12-07")).toBe("FREQ=WEEKLY;BYDAY=MO,TH");
});
