import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");

const TEXT = 4.5;
const SHAPE = 3;
const tints = ["green", "blue", "amber", "violet", "red"];

/** [what is drawn, what it is drawn on, the least contrast]. */
const pairs: readonly (readonly [string, string, number])[] = [
  ...["paper", "card", "ink-ground", ...tints.map((tint) => `${tint}-ground`)].map(
    (ground) => ["ink", ground, TEXT] as const,
  ),
  ...["paper", "card", "ink-ground"].map((ground) => ["muted", ground, TEXT] as const),
  ...["paper", "card"].flatMap((ground) => [
    ["accent", ground, TEXT] as const,
    ...tints.map((tint) => [tint, ground, TEXT] as const),
    ["edge", ground, SHAPE] as const,
    ["focus", ground, SHAPE] as const,
  ]),
  ...tints.map((tint) => [tint, `${tint}-ground`, TEXT] as const),
  ["on-accent", "accent", TEXT],
  ["on-accent", "accent-strong", TEXT],
  ["label-ink", "label", 7],
  ["accent", "line", SHAPE],
  ["accent", "wood", SHAPE],
];

describe.each(["light", "dark"])("%s", (theme) => {
  const colours = coloursOf(theme);
  test.each(pairs)("%s on %s reaches %d", (front, ground, least) => {
    expect(contrast(colours[front], colours[ground])).toBeGreaterThanOrEqual(least);
  });
});

test("both themes name the same colours", () => {
  expect(Object.keys(coloursOf("dark")).sort()).toEqual(Object.keys(coloursOf("light")).sort());
});

function coloursOf(theme: string): Record<string, string> {
  const block = css.split(`:root[data-theme="${theme}"] {`)[1]?.split("}")[0] ?? "";
  const found = block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
}

function contrast(one = "", other = ""): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** As WCAG 2.2 defines it; NaN where the colour is missing, which fails every comparison. */
function luminance(hex: string): number {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
