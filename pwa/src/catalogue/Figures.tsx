import { number } from "../texts";

/** Numbers with what they count, side by side. */
export function Figures({ figures }: { figures: readonly (readonly [string, number])[] }) {
  return (
    <dl class="import-figures">
      {figures.map(([label, count]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
