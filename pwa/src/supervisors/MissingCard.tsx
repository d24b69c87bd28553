import { selectionText } from "../picking/words";
import type { Selection } from "../store/shapes";
import { n, t } from "../texts";
import { Card } from "../ui/Card";
import type { Missing } from "./board";
import { dayTime } from "./times";

interface MissingCardProps {
  missing: readonly Missing[];
  /** Of very many, the list has only the first. */
  all: number;
}

/** What was not found yet, and until when the search goes on. */
export function MissingCard({ missing, all }: MissingCardProps) {
  return (
    <Card title={t("Not found yet · {count}", { count: all })}>
      {missing.length === 0 && <p class="muted">{t("Nothing waits for another look.")}</p>}
      <ul class="list">
        {missing.map((line) => (
          <li key={line.hold} class="row">
            <span class="row-text">
              {line.call_number && <span class="mono">{line.call_number}</span>}
              <span>{line.title || wishedFor(line.selection)}</span>
              <span class="muted">{about(line)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** "3 documents to choose · album · 3-5 · bears". */
function wishedFor(selection: Selection | null): string {
  return [selectionText(selection), selection?.wishes].filter(Boolean).join(" · ");
}

function about({ location, looks, until, unusable }: Missing): string {
  const seen = unusable && t("found, but not usable");
  const looked = n("{count} look", "{count} looks", looks);
  const ends = until ? t("end of the search: {time}", { time: dayTime(until) }) : "";
  return [location, seen, looked, ends].filter(Boolean).join(" · ");
}
