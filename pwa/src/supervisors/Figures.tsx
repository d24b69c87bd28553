import { n, number, t } from "../texts";

const figures: readonly (readonly [string, (count: number) => string])[] = [
  ["open", (count) => n("asked for", "asked for", count)],
  ["on_walk", () => t("on a walk")],
  ["found", (count) => n("found", "found", count)],
  ["searching", (count) => n("being searched", "being searched", count)],
  ["in_transit", () => t("in transit")],
  ["on_hold_shelf", () => t("on the hold shelf")],
  ["in_parcel", () => t("in a parcel")],
  ["on_bike", () => t("on the bike")],
  ["handed_over", () => t("handed over")],
  ["unfilled", (count) => n("given up", "given up", count)],
];

/** Nothing is brought home from most branches: these show once there is something in them. */
const rare: ReadonlySet<string> = new Set(["in_transit", "in_parcel", "on_bike"]);

/** Where today's holds are, as large numbers. */
export function Figures({ holds }: { holds: Record<string, number> }) {
  const shown = figures.filter(([status]) => !rare.has(status) || holds[status]);
  return (
    <dl class="figures">
      {shown.map(([status, word]) => (
        <div key={status}>
          <dt>{word(holds[status] ?? 0)}</dt>
          <dd>{number(holds[status] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
}
