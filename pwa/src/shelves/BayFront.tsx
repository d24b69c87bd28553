import type { Spot } from "../store/shapes";
import { t } from "../texts";
import "./bay-front.css";

const thirds = {
  left: () => t("on the left"),
  middle: () => t("in the middle"),
  right: () => t("on the right"),
};

// One shelf is 64 × 30; fifteen spines stand on it, five to a third.
const WIDTH = 64;
const SHELF = 30;
const FRAME = 4;
const heights = [19, 17, 21, 18, 16, 20, 18, 22, 17, 19];

/** The bay seen from the front, the spot marked. One picture, and the same in words. */
export function BayFront({ spot }: { spot: Spot }) {
  const { bay, shelves, shelf, third, theme } = spot;
  const place = shelf && third ? [shelfText(shelf, shelves), thirds[third]()] : [theme];
  const words = [t("Bay {bay}", { bay }), ...place].filter(Boolean);
  const height = shelves * SHELF + 2 * FRAME;
  return (
    <div class="bay-front" aria-label={words.join(", ")} role="img">
      <svg viewBox={`0 0 ${WIDTH + 2 * FRAME} ${height}`} aria-hidden="true">
        <rect class="bay-wood" width="100%" height="100%" rx="4" />
        {Array.from({ length: shelves }, (_, row) => (
          <Shelf key={row} top={FRAME + row * SHELF} third={row + 1 === shelf ? third : null} />
        ))}
      </svg>
      <p class="bay-words" aria-hidden="true">
        <b>{bay}</b>
        {place.map((words) => words && <span key={words}>{words}</span>)}
      </p>
    </div>
  );
}

function Shelf({ top, third }: { top: number; third: Spot["third"] }) {
  const from = third ? 5 * Object.keys(thirds).indexOf(third) : -5;
  const spines = (wanted: boolean) =>
    Array.from({ length: 15 }, (_, nth) => {
      if ((nth >= from && nth < from + 5) !== wanted) return "";
      const tall = heights[(nth * 7 + top) % heights.length] ?? 18;
      return `M${FRAME + 2 + nth * 4.1} ${top + 25}v-${tall}h3.5v${tall}z`;
    }).join("");
  return (
    <>
      <path class="bay-back" d={`M${FRAME} ${top + 1}h${WIDTH}v25h-${WIDTH}z`} />
      <path class="bay-board" d={`M${FRAME} ${top + 25}h${WIDTH}v4h-${WIDTH}z`} />
      <path class="bay-spine" d={spines(false)} />
      {third && <path class="bay-spot" d={spines(true)} />}
    </>
  );
}

function shelfText(shelf: number, shelves: number): string {
  return t("Shelf {shelf} of {shelves}", { shelf, shelves });
}
