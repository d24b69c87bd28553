import { n, t } from "../texts";
import { Card } from "../ui/Card";
import type { Missing } from "./board";
import { dayTime } from "./times";

/** What was not found yet, and until when the search goes on. */
export function MissingCard({ missing }: { missing: readonly Missing[] }) {
  return (
    <Card title={t("Not found yet · {count}", { count: missing.length })}>
      {missing.length === 0 && <p class="muted">{t("Everything looked for was there.")}</p>}
      <ul class="list">
        {missing.map((line) => (
          <li key={line.hold} class="row">
            <span class="row-text">
              <span class="mono">{line.call_number}</span>
              <span>{line.title}</span>
              <span class="muted">{about(line)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function about({ location, looks, until }: Missing): string {
  const looked = n("{count} look", "{count} looks", looks);
  const ends = until ? t("until {time}", { time: dayTime(until) }) : "";
  return [location, looked, ends].filter(Boolean).join(" · ");
}
