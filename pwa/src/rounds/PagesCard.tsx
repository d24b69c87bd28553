import { t } from "../texts";
import { Card } from "../ui/Card";
import type { Neighbourhood } from "./rounds";

/** What patrons see: the page of each stop, and the calendar. */
export function PagesCard({ neighbourhood: { stops, feed } }: { neighbourhood: Neighbourhood }) {
  return (
    <Card title={t("What patrons see")}>
      <ul class="list">
        {stops.map(({ id, place, page }) => (
          <li key={id} class="row">
            <a class="page-link" href={page} target="_blank" rel="noreferrer">
              {t("Page: {place}", { place })}
            </a>
          </li>
        ))}
        <li class="row">
          <a class="page-link" href={feed} target="_blank" rel="noreferrer">
            {t("Calendar of the neighbourhood (iCalendar)")}
          </a>
        </li>
      </ul>
    </Card>
  );
}
