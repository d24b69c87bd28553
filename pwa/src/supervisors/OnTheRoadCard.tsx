import { statusText } from "../delivery/states";
import { hrefFor } from "../router";
import { clockText, n, t } from "../texts";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import type { Board, BoardVisit, Parcels } from "./board";

/** What is brought to patrons today; nothing where nothing is. */
export function OnTheRoadCard({ shown: { parcels, visits } }: { shown: Board }) {
  if (!parcels && visits.length === 0) return null;
  return (
    <Card title={t("Parcels and bike cart today")}>
      <ul class="list">
        {parcels && <ParcelsRow parcels={parcels} />}
        {visits.map((visit) => (
          <VisitRow key={visit.id} visit={visit} />
        ))}
      </ul>
      {parcels && (
        <ButtonLink href={hrefFor("deliveries")} icon="home">
          {t("See the deliveries")}
        </ButtonLink>
      )}
      {visits.length > 0 && (
        <ButtonLink href={hrefFor("rounds")} icon="map">
          {t("See the bike cart")}
        </ButtonLink>
      )}
    </Card>
  );
}

function ParcelsRow({ parcels: { counts, until, is_late, heard_at } }: { parcels: Parcels }) {
  const about = [
    t("until {time}", { time: clockText(until) }),
    heard_at && t("last heard at {time}", { time: clockText(heard_at) }),
  ];
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{t("Parcels")}</span>
        <span class="stop-chips">
          {Object.entries(counts).map(([status, many]) => {
            const { text, colour, icon } = statusText(status);
            return (
              <Chip key={status} colour={colour} {...(icon && { icon })}>
                {`${text} · ${many}`}
              </Chip>
            );
          })}
        </span>
        <span class="muted">{about.filter(Boolean).join(" · ")}</span>
      </span>
      {is_late && <Chip colour="amber">{t("late")}</Chip>}
    </li>
  );
}

function VisitRow({ visit }: { visit: BoardVisit }) {
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{visit.neighbourhood}</span>
        <span>{whereText(visit)}</span>
        <span class="muted">{aboutText(visit)}</span>
      </span>
      {visit.is_late && <Chip colour="amber">{t("late")}</Chip>}
      {visit.rain && <Chip colour="blue">{t("rain")}</Chip>}
    </li>
  );
}

function whereText({ state, next, is_back, stops_left }: BoardVisit): string {
  if (state === "cancelled" || state === "off" || state === "break") return t("does not come");
  if (is_back) return t("back again");
  if (!next) return t("all stops are over");
  const hours = { place: next.place, from: clockText(next.begins), to: clockText(next.ends) };
  const others = n("{count} stop left", "{count} stops left", stops_left);
  return [t("next: {place}, {from} to {to}", hours), others].join(" · ");
}

function aboutText({ riding, later, because, is_back }: BoardVisit): string {
  return [
    !is_back && n("{count} document on the cart", "{count} documents on the cart", riding),
    later > 0 && n("{count} minute later", "{count} minutes later", later),
    because,
  ]
    .filter(Boolean)
    .join(" · ");
}
