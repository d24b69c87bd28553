import { useState } from "preact/hooks";
import { hrefFor } from "../router";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { floor } from "./floor";
import { PrintLabels } from "./PrintLabels";
import type { Survey } from "./surveying";

interface SurveyPlaceProps {
  survey: Survey;
  onReady: (survey: Survey) => void;
}

const MOST_SHELVES = 20;

/** Where the person stands, asked once for each face of a range. */
export function SurveyPlace({ survey, onReady }: SurveyPlaceProps) {
  const known = floor.value?.floors.map(({ name }) => name) ?? [];
  const [place, setPlace] = useState({ ...survey, floor: known[0] ?? "" });
  const set = (values: Partial<Survey>) => setPlace({ ...place, ...values });
  const begin = () =>
    onReady({
      ...place,
      floor: place.floor.trim(),
      shelves: Math.max(place.shelves, 1),
      position: nextPosition(place),
      bay: null,
    });
  const isReady = Boolean(place.floor.trim() && place.range.trim());
  return (
    <AppFrame
      title={t("Survey the floor")}
      back={<BackLink href={hrefFor("today")} />}
      bar={
        <Button kind="primary" icon="next" disabled={!isReady} onClick={begin}>
          {t("Begin")}
        </Button>
      }
    >
      <p>
        {t("Walk along one side of a range, bay after bay: its label, then its first document.")}
      </p>
      <Card title={t("Where are you?")}>
        <Field
          label={t("Floor")}
          value={place.floor}
          maxLength={40}
          onValue={(text) => set({ floor: text, level: levelOf(text) })}
        />
        <Field
          label={t("Range")}
          hint={t("A row of bays: a letter or a number, as the library calls it.")}
          value={place.range}
          maxLength={40}
          autoCapitalize="characters"
          onValue={(range) => set({ range: range.trim() })}
        />
        <Select
          label={t("Side")}
          value={place.side}
          onValue={(side) => set({ side: side === "right" ? "right" : "left" })}
          options={[
            ["left", t("left side")],
            ["right", t("right side")],
          ]}
        />
        <Select
          label={t("What stands here?")}
          value={place.kind}
          onValue={(kind) => set({ kind: kind === "bin" ? "bin" : "bay" })}
          options={[
            ["bay", t("Bays with shelves")],
            ["bin", t("Bins")],
          ]}
        />
        <Field
          label={t("Shelves of a bay")}
          inputMode="numeric"
          value={String(place.shelves || "")}
          onValue={(text) =>
            set({ shelves: Math.min(Number.parseInt(text, 10) || 0, MOST_SHELVES) })
          }
        />
      </Card>
      <PrintLabels />
    </AppFrame>
  );
}

function levelOf(name: string): number {
  return floor.value?.floors.find((one) => one.name === name)?.level ?? 0;
}

/** After the last bay of this face that is known here. */
function nextPosition({ floor: name, range, side }: Survey): number {
  const bays = floor.value?.floors.find((one) => one.name === name)?.bays ?? [];
  const face = bays.filter((bay) => bay.range === range && bay.side === side);
  return 1 + Math.max(0, ...face.map(({ position }) => position));
}
