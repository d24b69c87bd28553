import { describe, expect, test } from "vitest";
import { daysAgo, whenText } from "./when";

const TUESDAY_MORNING = new Date(2026, 10, 24, 8, 30).getTime();
const at = (day: number, hour: number, minute: number) =>
  new Date(2026, 10, day, hour, minute).toISOString();

describe("when something was", () => {
  test("today and yesterday are called so", () => {
    expect(whenText(at(24, 7, 40), TUESDAY_MORNING)).toMatch(/^today 0?7:40/);
    expect(whenText(at(23, 17, 40), TUESDAY_MORNING)).toMatch(/^yesterday/);
  });

  test("last evening is yesterday however few hours ago it was", () => {
    expect(daysAgo(at(23, 23, 59), new Date(2026, 10, 24, 0, 1).getTime())).toBe(1);
  });

  test("older days have a name", () => {
    expect(whenText(at(20, 17, 40), TUESDAY_MORNING)).toContain("20");
    expect(daysAgo(at(20, 17, 40), TUESDAY_MORNING)).toBe(4);
  });
});
