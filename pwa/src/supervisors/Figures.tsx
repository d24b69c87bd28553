import { number, t } from "../texts";

const figures: readonly (readonly [string, () => string])[] = [
  ["open", () => t("asked for")],
  ["on_walk", () => t("on a walk")],
  ["found", () => t("found")],
  ["searching", () => t("being searched")],
  ["in_transit", () => t("in transit")],
  ["on_hold_shelf", () => t("on the hold shelf")],
  ["handed_over", () => t("handed over")],
  ["unfilled", () => t("not found")],
];

/** Where today's holds are, as large numbers. */
export function Figures({ holds }: { holds: Record<string, number> }) {
  return (
    <dl class="figures">
      {figures.map(([status, word]) => (
        <div key={status}>
          <dt>{word()}</dt>
          <dd>{number(holds[status] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
}
