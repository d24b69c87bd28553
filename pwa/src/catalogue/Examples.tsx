import { t } from "../texts";

/** Texts as they are, and as they would be. */
export function Examples({ examples }: { examples: readonly (readonly [string, string])[] }) {
  return (
    <ul class="examples" aria-label={t("Before and after")}>
      {examples.map(([before, after]) => (
        <li key={before}>
          <del>{before}</del> <ins>{after}</ins>
        </li>
      ))}
    </ul>
  );
}
