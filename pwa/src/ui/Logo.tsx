import { logoSpokes } from "./logo-spokes";
import "./pieces.css";

/** A wheel whose spokes are the spines of books. */
export function Logo() {
  return (
    <svg class="logo" viewBox="-100 -100 200 200" aria-hidden="true">
      <circle class="logo-rim" r="88" />
      {logoSpokes.map(({ turn, from, length, width }) => (
        <g key={turn} transform={`rotate(${turn})`}>
          <rect
            class="logo-spine"
            x={-width / 2}
            y={-from - length}
            width={width}
            height={length}
            rx="3"
          />
          <rect class="logo-label" x={-width / 2} y={-from - 14} width={width} height="7" />
        </g>
      ))}
      <circle class="logo-hub" r="13" />
    </svg>
  );
}
