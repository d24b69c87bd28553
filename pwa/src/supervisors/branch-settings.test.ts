import { describe, expect, test } from "vitest";
import { type Form, groups, read, written } from "./branch-settings";

describe("a rule of the branch", () => {
  test.each<[Form, unknown, string]>([
    ["amount", 5, "5"],
    ["decimal", 3.5, "3.5"],
    ["euros", 500, "5.00"],
    ["kilos", 2000, "2"],
    ["time", "13:00", "13:00"],
    ["yes", true, "true"],
    ["yes", false, "false"],
    ["words", ["2", "29"], "2, 29"],
    ["weekdays", [0, 5], "0, 5"],
    ["counts", { dvd: 3, "board game": 1 }, "dvd 3, board game 1"],
    ["counts", {}, ""],
    ["place", [2.287, 48.893], "2.287, 48.893"],
    ["place", null, ""],
    ["choice", "rayon", "rayon"],
  ])("%s: %j is written and read again", (form, value, text) => {
    expect(written(form, value)).toBe(text);
    expect(read(form, text)).toEqual(value);
  });

  test.each<[Form, string]>([
    ["amount", ""],
    ["amount", "-1"],
    ["amount", "many"],
    ["decimal", "3 m"],
    ["euros", "-5"],
    ["kilos", "two"],
    ["time", ""],
    ["counts", "dvd"],
    ["counts", "3"],
    ["place", "48.893"],
    ["place", "north, east"],
  ])("%s: %j cannot be read", (form, text) => {
    expect(read(form, text)).toBeUndefined();
  });

  test("is written with a comma where one writes so", () => {
    expect(read("euros", "4,50")).toBe(450);
    expect(read("kilos", "1,5")).toBe(1500);
  });

  test("names a kind of document as it is called here, and one of the library’s own as it stands", () => {
    const kinds = { dvd: "DVD", large_print: "Livre en gros caractères" };
    const limits = { dvd: 3, large_print: 2, liseuse: 1 };
    const text = "DVD 3, Livre en gros caractères 2, liseuse 1";
    expect(written("kinds", limits, kinds)).toBe(text);
    expect(read("kinds", text, kinds)).toEqual(limits);
    expect(read("kinds", "dvd 3", kinds)).toEqual({ dvd: 3 });
    expect(read("kinds", "livre en gros caractères 4", kinds)).toEqual({ large_print: 4 });
  });

  test("is on the screen once", () => {
    const keys = groups.flatMap(({ rules }) => rules.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
