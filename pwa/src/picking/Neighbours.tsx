import type { Neighbour, WalkPick } from "../store/shapes";
import { t } from "../texts";
import "./neighbours.css";

/** The labels before and after the one that is looked for, as they stand on the shelf. */
export function Neighbours({ pick }: { pick: WalkPick }) {
  const { before, after } = pick.neighbours ?? {};
  // The order inside a bin is nobody's promise, and a table has none.
  if (!pick.target || !(before || after) || pick.spot?.away || pick.spot?.kind === "bin") {
    return null;
  }
  return (
    <ul class="neighbours" aria-label={t("Before and after it")}>
      {before && <Line {...before} />}
      <li class="neighbour neighbour-here">
        <span class="neighbour-label">{pick.target.call_number}</span>
        <span>{t("here")}</span>
      </li>
      {after && <Line {...after} />}
    </ul>
  );
}

function Line({ call_number, title }: Neighbour) {
  return (
    <li class="neighbour">
      <span class="neighbour-label">{call_number}</span>
      <span class="muted">{title}</span>
    </li>
  );
}
