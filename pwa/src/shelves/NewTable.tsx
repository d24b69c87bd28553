import { useState } from "preact/hooks";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { surveyBay } from "./doing";
import { branchDay, floor } from "./floor";
import { forAWhile, type TableKind } from "./tables";
import { kindName } from "./words";

const WEEKS = 4;

/** A table, trolley or repair shelf that nobody knows yet: what it is, and its last day. */
export function NewTable({ label, onCancel }: { label: string; onCancel: () => void }) {
  const floors = floor.value?.floors ?? [];
  const [kind, setKind] = useState<TableKind>("display_table");
  const [storey, setStorey] = useState(floors[0]?.name ?? "");
  const [until, setUntil] = useState(inSomeWeeks());
  const level = floors.find(({ name }) => name === storey)?.level ?? 0;
  const isReady = storey.trim() !== "" && until >= branchDay();
  const setUp = () =>
    surveyBay({
      bay: label,
      kind,
      floor: storey.trim(),
      level,
      range: "",
      side: "left",
      position: 1,
      shelves: 1,
      theme: "",
      facing: "cover",
      height: "low",
      ends_on: until,
      barcode: null,
    });
  return (
    <AppFrame
      title={label}
      subtitle={t("Not known yet")}
      bar={
        <>
          <Button kind="primary" icon="tick" disabled={!isReady} onClick={() => void setUp()}>
            {t("Set up")}
          </Button>
          <div class="floor-answers">
            <Button onClick={onCancel}>{t("Cancel")}</Button>
          </div>
        </>
      }
    >
      <Card title={t("What is it?")}>
        <Select
          label={t("Furniture")}
          value={kind}
          onValue={(chosen) => setKind(chosen as TableKind)}
          options={forAWhile.map((one) => [one, kindName(one)] as const)}
        />
        <Field label={t("Floor")} value={storey} maxLength={40} onValue={setStorey} />
        <Field
          label={t("Last day")}
          hint={t("Afterwards its documents count as on their shelves again.")}
          type="date"
          value={until}
          onValue={setUntil}
        />
      </Card>
    </AppFrame>
  );
}

function inSomeWeeks(): string {
  const day = new Date(`${branchDay()}T12:00Z`);
  day.setUTCDate(day.getUTCDate() + 7 * WEEKS);
  return day.toISOString().slice(0, 10);
}
