/** One book spine: its angle, its distance from the hub, its length and width on a 200-wide grid. */
export interface Spoke {
  turn: number;
  from: number;
  length: number;
  width: number;
}

const WIDTHS = [17, 13, 20, 15, 12, 18, 14, 19, 13, 16];
const LENGTHS = [54, 48, 56, 50, 45, 55, 49, 56, 46, 52];

export const logoSpokes: readonly Spoke[] = WIDTHS.map((width, index) => ({
  turn: (index * 360) / WIDTHS.length,
  from: 23,
  length: LENGTHS[index] ?? 50,
  width,
}));
