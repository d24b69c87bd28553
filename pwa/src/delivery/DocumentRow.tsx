import { useState } from "preact/hooks";
import { uuid7 } from "../store/ids";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { Field } from "../ui/Field";
import { OF_DOCUMENT, readGrams } from "./grams";
import type { Send } from "./PackingScreen";
import type { PackDocument, Weight } from "./shapes";

const steps: Record<Weight["step"], () => string> = {
  weighed: () => t("weighed"),
  same_isbn: () => t("weighed, same ISBN"),
  estimated: () => t("estimated"),
  default: () => t("usual for its kind"),
};

/** One document: whether it is in the parcel, what it weighs and how we know. */
export function DocumentRow({ document, send }: { document: PackDocument; send: Send }) {
  const [isOpen, setOpen] = useState(false);
  const { title, author, barcode, parcel, status, weight } = document;
  const isPacked = status === "in_parcel";
  return (
    <li class="pack-row">
      <div class="row">
        <span class="row-text">
          <span class="row-title">{title || t("A document to choose")}</span>
          <span class="muted">{[author, barcode].filter(Boolean).join(" · ")}</span>
          {weight && <span class="muted">{weightText(weight)}</span>}
        </span>
        <State document={document} />
      </div>
      {barcode && status !== "handed_over" && (
        <div class="ordered-buttons">
          <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t("Weigh")}
          </Button>
          {isPacked && (
            <Button
              kind="quiet"
              onClick={() => void send(`/delivery/parcels/${parcel}/unpack`, { barcode })}
            >
              {t("Take out")}
            </Button>
          )}
        </div>
      )}
      {isOpen && <Scale barcode={barcode} send={send} onDone={() => setOpen(false)} />}
    </li>
  );
}

function State({ document: { barcode, parcel, status } }: { document: PackDocument }) {
  if (status === "handed_over") return <Chip colour="green">{t("Delivered")}</Chip>;
  if (parcel) {
    return (
      <Chip colour="green" icon="tick">
        {t("In the parcel")}
      </Chip>
    );
  }
  if (barcode) return <Chip colour="ink">{t("To scan")}</Chip>;
  // Nobody has looked yet: a hold of a minute ago is no bad news.
  if (["open", "on_walk"].includes(status)) {
    return <Chip colour="ink">{t("Still to look for")}</Chip>;
  }
  return <Chip colour="amber">{t("Not found yet")}</Chip>;
}

interface ScaleProps {
  barcode: string;
  send: Send;
  onDone: () => void;
}

function Scale({ barcode, send, onDone }: ScaleProps) {
  const [typed, setTyped] = useState("");
  const { grams, error } = readGrams(typed, OF_DOCUMENT);
  // Made once: an answer that got lost must not weigh twice.
  const [id] = useState(() => uuid7(Date.now(), (bytes) => crypto.getRandomValues(bytes)));
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await send("/delivery/weighings", { id, barcode, grams })) onDone();
  };
  return (
    <form class="scale-form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t("Grams on the scale")}
        inputMode="numeric"
        value={typed}
        onValue={setTyped}
        maxLength={8}
        error={error}
        autoFocus
      />
      <Button type="submit" disabled={!grams}>
        {t("Keep")}
      </Button>
    </form>
  );
}

function weightText({ grams, doubt, step }: Weight): string {
  return t("{grams} g ± {doubt}, {how}", { grams, doubt, how: steps[step]() });
}
