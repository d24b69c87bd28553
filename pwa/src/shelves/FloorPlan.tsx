import type { FloorBay, OnFloor, Storey } from "../store/shapes";
import { t } from "../texts";

/** Of a walk; or how much was looked for in vain. */
export type Marked = "here" | "to-do" | "done" | "none" | "few" | "many";

interface FloorPlanProps {
  storey: Storey;
  marked: ReadonlyMap<string, Marked>;
  /** Legs of the walk, each as points; those of other floors are left out. */
  path: readonly OnFloor[][];
  /** What the picture says, where it is not of a walk. */
  words?: string;
}

/** One floor from above, to scale. */
export function FloorPlan({ storey, marked, path, words: said }: FloorPlanProps) {
  const { name, size, ranges, bays, passages, cart } = storey;
  const next = bays.find(({ label }) => marked.get(label) === "here");
  const usual = next
    ? t("Plan of {floor}: bay {bay} is next", { floor: name, bay: next.label })
    : t("Plan of {floor}", { floor: name });
  const words = said ?? usual;
  return (
    <svg class="floor-plan" viewBox={`0 0 ${size[0]} ${size[1]}`} role="img" aria-label={words}>
      {ranges.map(([label, x, y, width, height]) => (
        <rect key={label} class="floor-range" {...{ x, y, width, height }} />
      ))}
      {bays.map((bay) => (
        <Bay key={bay.label} bay={bay} marked={marked.get(bay.label)} />
      ))}
      {path.map((leg, nth) => (
        <polyline key={nth} class="floor-path" points={onFloor(leg, name)} />
      ))}
      {ranges.map(([label, x, y, width, height]) => (
        <text key={label} class="floor-text" x={x + width / 2} y={y + height + 0.7}>
          {label}
        </text>
      ))}
      {passages.map(([kind, label, x, y]) => (
        <g key={`${kind}${label}`}>
          <rect class="floor-passage" x={x - 0.6} y={y - 0.6} width="1.2" height="1.2" rx="0.2" />
          <text class="floor-text" x={x} y={y + 0.25}>
            {kind === "lift" ? "⇅" : "≡"}
          </text>
        </g>
      ))}
      {cart && <circle class="floor-cart" cx={cart[0]} cy={cart[1]} r="0.45" />}
      {next && <Pin bay={next} />}
    </svg>
  );
}

function Bay({ bay, marked }: { bay: FloorBay; marked: Marked | undefined }) {
  const [x, y, width, height] = bay.box;
  return <rect class={`floor-bay ${marked ? `is-${marked}` : ""}`} {...{ x, y, width, height }} />;
}

/** A drop above the bay, large enough to be seen at arm's length. */
function Pin({ bay: { box } }: { bay: FloorBay }) {
  const x = box[0] + box[2] / 2;
  const y = box[1] + box[3] / 2;
  return <path class="floor-pin" d={`M${x} ${y}l-0.7 -1.2a0.8 0.8 0 1 1 1.4 0z`} />;
}

function onFloor(leg: readonly OnFloor[], name: string): string {
  return leg
    .filter(([floor]) => floor === name)
    .map(([, x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`)
    .join(" ");
}
