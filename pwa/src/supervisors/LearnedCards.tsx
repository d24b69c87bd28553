import type { ComponentChildren } from "preact";
import { n, t } from "../texts";
import { Card } from "../ui/Card";
import type { HotSpot, Range } from "./report";
import { MOST, vain } from "./vain";
import "./report.css";

interface RangesProps {
  ranges: readonly Range[];
  aside: ComponentChildren;
}

/** Where documents are not found, by the beginning of their call numbers. */
export function RangesCard({ ranges, aside }: RangesProps) {
  return (
    <Card title={t("Not found, by range of call numbers")} aside={ranges.length > 0 && aside}>
      {ranges.length === 0 && <p class="muted">{t("Everything looked for was there.")}</p>}
      <ul class="list">
        {ranges.slice(0, MOST).map((one) => (
          <li key={`${one.location}/${one.begins}`} class="report-place">
            <span class="row-text">
              <span class="row-title mono">{one.begins || t("without a call number")}</span>
              <span class="muted">{one.location}</span>
            </span>
            <meter
              min={0}
              max={1}
              low={0.1}
              high={0.3}
              optimum={0}
              value={one.rate}
              aria-hidden="true"
            />
            <span class="muted">{vain(one)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface HotSpotsProps {
  spots: readonly HotSpot[];
  aside: ComponentChildren;
}

/** Where documents are put back wrong, again and again. */
export function HotSpotsCard({ spots, aside }: HotSpotsProps) {
  return (
    <Card title={t("Misplaced, by bay")} aside={spots.length > 0 && aside}>
      {spots.length === 0 && <p class="muted">{t("Nobody has reported a misplaced document.")}</p>}
      <ul class="list">
        {spots.slice(0, MOST).map((spot) => (
          <li key={`${spot.location}/${spot.bay}`} class="row">
            <span class="row-text">
              <span class="row-title">
                {spot.bay ? t("Bay {bay}", { bay: spot.bay }) : t("Bay unknown")}
              </span>
              <span class="muted">{t("belongs to {location}", { location: spot.location })}</span>
            </span>
            <span>{n("{count} document", "{count} documents", spot.documents)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What is not counted, and why. */
export function NobodyCard() {
  return (
    <Card title={t("No figures per person")}>
      <p>
        {t(
          "This report counts documents, places and days, and never who did what or how fast. A name shows only while a walk is open; after 30 days even the log on the screen says a role.",
        )}
      </p>
      <p class="muted">
        {t(
          "Why: whoever knows that every scan is timed scans what is quick, not what is right. And the law protects those who work here as it protects those who read.",
        )}
      </p>
    </Card>
  );
}
