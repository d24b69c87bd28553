import { n, t } from "../texts";
import { Icon } from "../ui/Icon";
import { ParcelChips } from "./StopList";
import { isUnderWay, mapLink, type Stop, type StopParcel } from "./stops";

/** One door, in type that is read at arm’s length. */
export function StopCard({ stop }: { stop: Stop }) {
  const underWay = stop.parcels.filter(isUnderWay);
  const parcels = underWay.length > 0 ? underWay : stop.parcels;
  return (
    <article class="card stop-card">
      <p class="stop-number">{stop.stop ?? "–"}</p>
      <h2 class="stop-bell">{stop.bell}</h2>
      <p class="stop-line">
        {stop.line}
        <br />
        <span class="muted">{`${stop.postcode} ${stop.town}`}</span>
      </p>
      {stop.instructions && <p class="note">{stop.instructions}</p>}
      <p class="muted">{parcelsText(parcels)}</p>
      {underWay.length === 0 && <ParcelChips parcels={parcels} />}
      <div class="stop-buttons">
        <a class="button" href={mapLink(stop)}>
          <Icon name="map" />
          <span>{t("Open the map")}</span>
        </a>
        <a class="button" href={`tel:${stop.phone}`}>
          <Icon name="call" />
          <span>{t("Call")}</span>
        </a>
      </div>
    </article>
  );
}

function parcelsText(parcels: readonly StopParcel[]): string {
  const numbers = parcels.map(({ number }) => number).join(" · ");
  return [n("{count} parcel", "{count} parcels", parcels.length), numbers].join(" · ");
}
