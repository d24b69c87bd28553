import { t } from "../texts";
import { labelLines } from "./label-lines";

/** The coloured dot or band that many libraries stick on a spine. */
export type Gommette =
  | "red"
  | "orange"
  | "yellow"
  | "green"
  | "blue"
  | "violet"
  | "pink"
  | "brown"
  | "black"
  | "white"
  | "grey";

interface SpineLabelProps {
  /** The call number, one line per component as printed; a whole call number will do. */
  lines: readonly string[];
  gommette?: Gommette | undefined;
  size?: "large" | "small";
}

// Drawn on a grid of one sign: fixed-width faces advance by 0.6 em, and the widest line fills the label.
const SIGN = 60;
const LINE = 104;
const MARGIN = 34;
const STRIPE = 26;
const FEWEST_SIGNS = 5;
const FEWEST_LINES = 2;

/** The call number drawn as the label on the spine, so that the eye matches shapes. */
export function SpineLabel({ lines, gommette, size = "large" }: SpineLabelProps) {
  const drawn = labelLines(lines);
  if (drawn.length === 0) return <EmptyLabel size={size} />;
  const signs = Math.max(FEWEST_SIGNS, ...drawn.map((line) => [...line].length));
  const width = signs * SIGN + 2 * MARGIN;
  const height = STRIPE + Math.max(FEWEST_LINES, drawn.length) * LINE + MARGIN;
  const top = height - MARGIN - drawn.length * LINE;
  return (
    <svg
      class={`label label-${size}`}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMinYMin"
      role="img"
      aria-label={t("Call number {callNumber}", { callNumber: lines.join(" ") })}
    >
      <rect class="label-ground" width={width} height={height} rx="14" />
      {gommette && <Stripe gommette={gommette} width={width} />}
      {drawn.map((line, index) => (
        // By place: two lines of one label may be the same text.
        <text key={index} class="label-line" x={MARGIN} y={top + (index + 0.9) * LINE}>
          {line}
        </text>
      ))}
    </svg>
  );
}

function Stripe({ gommette, width }: { gommette: Gommette; width: number }) {
  return (
    <path
      class={`gommette gommette-${gommette}`}
      d={`M0 ${STRIPE}V14a14 14 0 0 1 14-14H${width - 14}a14 14 0 0 1 14 14V${STRIPE}z`}
    />
  );
}

function EmptyLabel({ size }: { size: "large" | "small" }) {
  return <p class={`label label-empty label-${size}`}>{t("No call number")}</p>;
}
