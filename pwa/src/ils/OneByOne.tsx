import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { aboutLine } from "./AllLines";
import { Bars } from "./Bars";
import type { Line } from "./lists";

interface OneByOneProps {
  lines: readonly Line[];
  onTick: (lines: readonly Line[]) => Promise<void>;
}

/** One document at a time, as large as the screen: scan it over there, tick, next. */
export function OneByOne({ lines, onTick }: OneByOneProps) {
  const [skipped, setSkipped] = useState(0);
  const line = lines[skipped % lines.length];
  if (!line) return null;
  return (
    <article class="ils-one">
      <Bars line={line} />
      <h2>{line.title}</h2>
      <p class="muted">{aboutLine(line)}</p>
      <Button kind="primary" icon="tick" onClick={() => void onTick([line])}>
        {t("Keyed, next")}
      </Button>
      <Button icon="next" disabled={lines.length < 2} onClick={() => setSkipped(skipped + 1)}>
        {t("Leave it for later")}
      </Button>
    </article>
  );
}
