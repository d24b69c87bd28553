import { languages, t } from "../texts";
import { Card } from "../ui/Card";
import { PrintLink } from "../ui/PrintLink";
import type { Neighbourhood } from "./rounds";

/** What patrons see: the page of each stop, and the calendar. */
export function PagesCard({ neighbourhood: { stops, feed } }: { neighbourhood: Neighbourhood }) {
  return (
    <Card title={t("What patrons see")}>
      <p class="muted">
        {t(
          "Flyers for the next visit, four on a sheet: print them, cut them, put them into letterboxes.",
        )}
      </p>
      <ul class="list">
        {stops.map(({ id, place, page, flyers }) => (
          <li key={id} class="page-row">
            <a class="page-link" href={page} target="_blank" rel="noreferrer">
              {t("Page: {place}", { place })}
            </a>
            <p class="flyer-links">
              {t("Flyers:")}
              {Object.entries(languages).map(([code, name]) => (
                <PrintLink
                  key={code}
                  href={`${flyers}?language=${code}`}
                  label={[t("Flyers: {place}", { place }), name].join(" · ")}
                >
                  {name}
                </PrintLink>
              ))}
            </p>
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
