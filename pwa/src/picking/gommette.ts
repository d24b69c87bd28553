import type { Gommette } from "../ui/SpineLabel";

const palette: Record<Gommette, string> = {
  red: "#c62828",
  orange: "#ef7d1a",
  yellow: "#f2c400",
  green: "#2f7050",
  blue: "#2456b8",
  violet: "#7a3fb0",
  pink: "#e06fa0",
  brown: "#7a4b2a",
  black: "#111111",
  white: "#e9e9e9",
  grey: "#8a8a8a",
};
const names = Object.keys(palette) as Gommette[];

/** The sticker that comes closest to a location's colour: a name, or "#b5482e". */
export function gommetteOf(colour: string | undefined): Gommette | undefined {
  const wanted = colour?.toLowerCase() ?? "";
  const named = names.find((name) => name === wanted);
  if (named || !/^#[0-9a-f]{6}$/.test(wanted)) return named;
  return names.reduce((best, name) =>
    distance(palette[name], wanted) < distance(palette[best], wanted) ? name : best,
  );
}

function distance(one: string, other: string): number {
  return [1, 3, 5].reduce((sum, at) => sum + (channel(one, at) - channel(other, at)) ** 2, 0);
}

function channel(colour: string, at: number): number {
  return Number.parseInt(colour.slice(at, at + 2), 16);
}
