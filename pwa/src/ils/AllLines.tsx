import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Bars } from "./Bars";
import type { Line } from "./lists";

interface LinesProps {
  lines: readonly Line[];
  onTick: (lines: readonly Line[]) => Promise<void>;
}

/** The whole list: bars to scan from the screen, a button on each line, one for all. */
export function AllLines({ lines, onTick }: LinesProps) {
  return (
    <>
      <ul class="list">
        {lines.map((line) => (
          <li key={line.id} class="ils-line">
            <Bars line={line} />
            <span class="row-text">
              <span class="row-title">{line.title}</span>
              <span class="muted">{aboutLine(line)}</span>
            </span>
            <Button
              icon="tick"
              aria-label={t("Keyed: {title}, {barcode}", {
                title: line.title,
                barcode: line.barcode,
              })}
              onClick={() => void onTick([line])}
            >
              {t("Keyed")}
            </Button>
          </li>
        ))}
      </ul>
      <Button icon="tick" onClick={() => void onTick(lines)}>
        {n("All keyed: tick {count} document", "All keyed: tick {count} documents", lines.length)}
      </Button>
    </>
  );
}

export function aboutLine({ call_number, location, slip }: Line): string {
  const number = slip === null ? "" : t("Slip {number}", { number: slip });
  return [call_number, location, number].filter(Boolean).join(" · ");
}
