const CIRCLE = "M24 4a20 20 0 1 0 0 40 20 20 0 0 0 0-40z";

/** Stroked paths on a 48 × 48 grid. */
const shapes = {
  tick: [CIRCLE, "M15 25l6.5 6.5L34 18"],
  "tick-2": ["M4 26l9 9 17-20", "M33 22a5 5 0 0 1 10 1c0 4-10 8-10 14h11"],
  "tick-arrow": ["M40 20a19 19 0 1 0-6 20", "M13 24l7 7 11-12", "M28 36h17", "M39 30l6 6-6 6"],
  equals: [CIRCLE, "M15 20h18", "M15 29h18"],
  book: ["M24 12c-4-4-12-4-19-4v29c7 0 15 0 19 4 4-4 12-4 19-4V8c-7 0-15 0-19 4z", "M24 12v29"],
  card: [
    "M9 8h30a3 3 0 0 1 3 3v28a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3V11a3 3 0 0 1 3-3z",
    "M19 4h10v8H19z",
    "M24 18a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "M14 37c1-6 5-8 10-8s9 2 10 8",
  ],
  arrow: [CIRCLE, "M13 24h22", "M26 15l9 9-9 9"],
  turn: ["M36 42V20a10 10 0 0 0-20 0v18", "M6 29l10 10 10-10"],
  "bent-arrow": ["M8 42V24a8 8 0 0 1 8-8h25", "M31 6l10 10-10 10"],
  octagon: ["M16 4h16l12 12v16L32 44H16L4 32V16z", "M16 16l16 16", "M32 16L16 32"],
  question: [
    "M7 4h34a3 3 0 0 1 3 3v34a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z",
    "M17 18a7 7 0 1 1 10 6c-2 1-3 3-3 5",
    "M24 36h.01",
  ],
  dotted: [CIRCLE],
} satisfies Record<string, readonly string[]>;

export type Shape = keyof typeof shapes;

interface ResultShapeProps {
  shape: Shape;
  direction?: "left" | "right" | undefined;
  count?: number | undefined;
}

/** The shape that tells results apart without colour. The word beside it speaks for it. */
export function ResultShape({ shape, direction, count }: ResultShapeProps) {
  const mirrored = direction === "left" ? "matrix(-1 0 0 1 48 0)" : undefined;
  return (
    <svg class={`shape shape-${shape}`} viewBox="0 0 48 48" aria-hidden="true">
      <g transform={mirrored}>
        {shapes[shape].map((path) => (
          <path key={path} d={path} />
        ))}
      </g>
      {count !== undefined && (
        <text x="24" y="31" text-anchor="middle">
          {count}
        </text>
      )}
    </svg>
  );
}
