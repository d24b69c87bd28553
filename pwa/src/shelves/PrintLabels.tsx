import { useState } from "preact/hooks";
import { t } from "../texts";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { asLabel } from "./labels";

/** Labels to stick on bays before they are surveyed. */
export function PrintLabels() {
  const [prefix, setPrefix] = useState("");
  const [last, setLast] = useState("12");
  const begins = asLabel(prefix) ?? "";
  const to = Math.min(Math.max(Number.parseInt(last, 10) || 1, 1), 99);
  return (
    <Card title={t("Print bay labels")}>
      <Field
        label={t("They begin with")}
        hint={t("B makes B-1, B-2 and so on.")}
        value={prefix}
        maxLength={20}
        autoCapitalize="characters"
        onValue={setPrefix}
      />
      <Field label={t("How many")} inputMode="numeric" value={last} onValue={setLast} />
      {begins && (
        <a
          class="button"
          target="_blank"
          rel="noreferrer"
          href={`/api/floor/labels?prefix=${encodeURIComponent(begins)}&to=${to}`}
        >
          <Icon name="printer" />
          <span>{t("Open the sheet")}</span>
        </a>
      )}
    </Card>
  );
}
