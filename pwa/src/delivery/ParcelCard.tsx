import { useState } from "preact/hooks";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Field } from "../ui/Field";
import { PrintLink } from "../ui/PrintLink";
import { Correction, hasEnded } from "./Correction";
import { OF_PARCEL, readGrams } from "./grams";
import { kilos } from "./money";
import type { Send } from "./PackingScreen";
import type { PackParcel } from "./shapes";
import { statusText } from "./states";

interface ParcelCardProps {
  parcel: PackParcel;
  limit: number;
  send: Send;
}

/** One bag: its gauge with its doubt, then closed, labelled or opened again. */
export function ParcelCard({ parcel, limit, send }: ParcelCardProps) {
  const { id, number, status, documents } = parcel;
  const { text, colour, icon } = statusText(status);
  const label = `/api/delivery/parcels/${id}/label`;
  return (
    <Card
      title={number}
      aside={
        <Chip colour={colour} {...(icon && { icon })}>
          {text}
        </Chip>
      }
    >
      <p>{n("{count} document in it", "{count} documents in it", documents)}</p>
      <Gauge parcel={parcel} limit={limit} />
      {status === "open" && documents > 0 && <Closing id={id} send={send} />}
      {hasEnded(parcel) && <Correction parcel={parcel} send={send} />}
      {status === "closed" && (
        <div class="columns">
          <PrintLink href={label}>{t("Print the label")}</PrintLink>
          <Button onClick={() => void send(`/delivery/parcels/${id}/reopen`)}>
            {t("Open it again")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Gauge({ parcel: { grams, sum, doubt }, limit }: { parcel: PackParcel; limit: number }) {
  const known = grams ?? sum;
  const isOver = known > limit;
  const mayBeOver = grams === null && sum + doubt > limit;
  return (
    <div class="gauge">
      <meter min={0} max={limit} high={limit} value={Math.min(known, limit)} aria-hidden="true" />
      <p>
        {grams === null
          ? t("{sum} of {limit}, give or take {doubt}", {
              sum: kilos(sum),
              limit: kilos(limit),
              doubt: kilos(doubt),
            })
          : t("{sum} of {limit}, on the scale", { sum: kilos(known), limit: kilos(limit) })}
      </p>
      {isOver && (
        <Chip colour="red" icon="warning">
          {t("Too heavy")}
        </Chip>
      )}
      {!isOver && mayBeOver && (
        <Chip colour="amber" icon="warning">
          {t("Perhaps too heavy: weigh the bag")}
        </Chip>
      )}
    </div>
  );
}

function Closing({ id, send }: { id: string; send: Send }) {
  const [typed, setTyped] = useState("");
  const { grams, error } = readGrams(typed, OF_PARCEL);
  const submit = (event: Event) => {
    event.preventDefault();
    void send(`/delivery/parcels/${id}/close`, grams ? { grams } : {});
  };
  return (
    <form class="scale-form" onSubmit={submit}>
      <Field
        label={t("The closed bag on the scale, in grams")}
        hint={t("Without a number the estimate counts.")}
        inputMode="numeric"
        value={typed}
        onValue={setTyped}
        maxLength={8}
        error={error}
      />
      <Button type="submit" icon="lock" disabled={Boolean(error)}>
        {t("Close the parcel")}
      </Button>
    </form>
  );
}
