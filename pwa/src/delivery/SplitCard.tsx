import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Icon } from "../ui/Icon";
import { euros } from "./money";
import type { Send } from "./PackingScreen";
import type { Delivery } from "./shapes";

/** Too heavy for one parcel: how to share it out, and what the patron has to say to it. */
export function SplitCard({ delivery, send }: { delivery: Delivery; send: Send }) {
  const { id, split, agreed, fee_cents, documents } = delivery;
  const count = split.length;
  const titles = new Map(documents.map(({ barcode, title }) => [barcode, title]));
  return (
    <Card title={n("{count} parcel is needed", "{count} parcels are needed", count)}>
      <ol class="stack">
        {split.map((parcel, index) => (
          <li key={parcel.join()}>
            <strong>{t("Parcel {number}", { number: index + 1 })}</strong>
            <ul>
              {parcel.map((barcode) => (
                <li key={barcode}>{titles.get(barcode) || barcode}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {agreed >= count ? (
        <p class="note">
          <Icon name="tick" /> {t("The patron has agreed to it.")}
        </p>
      ) : (
        <>
          <p>{t("Call the patron: another parcel costs {fee}.", { fee: euros(fee_cents) })}</p>
          <Button onClick={() => void send(`/delivery/deliveries/${id}/agree`, { count })}>
            {n("Yes to {count} parcel", "Yes to {count} parcels", count)}
          </Button>
          <p>{t("If not, the first leaves and the rest waits at the library:")}</p>
          {split.slice(agreed).flatMap((parcel) =>
            parcel.map((barcode) => (
              <Button
                key={barcode}
                kind="quiet"
                onClick={() => void send(`/delivery/deliveries/${id}/leave`, { barcode })}
              >
                {t("Leave here: {title}", { title: titles.get(barcode) || barcode })}
              </Button>
            )),
          )}
        </>
      )}
    </Card>
  );
}
