import { useState } from "preact/hooks";
import { navigate } from "../navigation";
import { hrefFor } from "../router";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Choice } from "../ui/Choice";
import { Field, Select } from "../ui/Field";
import { EndCard } from "./EndCard";
import { newId } from "./new-id";
import { PagesCard } from "./PagesCard";
import { changeRounds, type Neighbourhood, type Stop } from "./rounds";
import { ruleOn, rulesFor, ruleText } from "./rules";
import { StopFields } from "./StopFields";
import "./rounds.css";

/** In the address of the screen, in the place of an id. */
export const NEW = "new";
const MOST_STOPS = 20;

interface FormProps {
  known: Neighbourhood | undefined;
  today: string;
}

export function NeighbourhoodForm({ known, today }: FormProps) {
  const [id] = useState(known?.id ?? newId());
  const [name, setName] = useState(known?.name ?? "");
  const [bike, setBike] = useState(known?.bike ?? "1");
  const [firstDay, setFirstDay] = useState(known?.first_day ?? today);
  const [rule, setRule] = useState(known?.rule ?? "FREQ=WEEKLY;INTERVAL=2");
  const [inBreaks, setInBreaks] = useState(known?.in_breaks ?? false);
  const [stops, setStops] = useState<Stop[]>(known?.stops.map(asSaid) ?? [aStop()]);
  const isWhole = name.trim() && bike.trim() && firstDay && stops.every(isPossible);
  const chooseFirstDay = (day: string) => {
    setFirstDay(day);
    if (day) setRule(ruleOn(rule, day));
  };
  const save = async () => {
    const body = { name, bike, first_day: firstDay, rule, in_breaks: inBreaks, stops };
    if (await changeRounds(`neighbourhoods/${id}`, body)) navigate("rounds");
  };
  return (
    <AppFrame
      title={known?.name ?? t("New neighbourhood")}
      back={<BackLink href={hrefFor("rounds")} />}
      bar={
        <Button kind="primary" icon="tick" disabled={!isWhole} onClick={() => void save()}>
          {t("Save")}
        </Button>
      }
    >
      <Card>
        <Field label={t("Name")} value={name} onValue={setName} maxLength={80} required />
        <Field
          label={t("First visit")}
          hint={t("Its weekday is that of all visits.")}
          type="date"
          value={firstDay}
          onValue={chooseFirstDay}
          required
        />
        <Select
          label={t("How often")}
          value={rule}
          onValue={setRule}
          options={withOwn(rule, firstDay || today)}
        />
        <Choice
          label={t("In school breaks as well")}
          hint={t("The cart never comes by itself on a public holiday.")}
          checked={inBreaks}
          onChange={setInBreaks}
        />
        <Field
          label={t("Bike")}
          hint={t("Its name or number: one bike is never sent to two places at once.")}
          value={bike}
          onValue={setBike}
          maxLength={40}
          required
        />
      </Card>
      {stops.map((stop, index) => (
        <StopFields
          key={stop.id}
          number={index + 1}
          stop={stop}
          onStop={(next) => setStops(stops.map((one) => (one.id === stop.id ? next : one)))}
          onRemove={
            stops.length > 1 ? () => setStops(stops.filter((one) => one.id !== stop.id)) : undefined
          }
        />
      ))}
      {stops.length < MOST_STOPS && (
        <Button icon="plus" onClick={() => setStops([...stops, aStop(stops.at(-1)?.ends)])}>
          {t("Add a stop")}
        </Button>
      )}
      {known && <PagesCard neighbourhood={known} />}
      {known && <EndCard neighbourhood={known} />}
    </AppFrame>
  );
}

/** It begins where the one before ends. */
function aStop(begins = ""): Stop {
  return { id: newId(), place: "", begins, ends: "", rain_place: "" };
}

function asSaid({ id, place, begins, ends, rain_place }: Stop): Stop {
  return { id, place, begins, ends, rain_place };
}

function isPossible({ place, begins, ends }: Stop): boolean {
  return Boolean(place.trim() && begins && ends && begins < ends);
}

/** The usual rules, and the one that is set where it is none of them. */
function withOwn(rule: string, firstDay: string): (readonly [string, string])[] {
  const usual = rulesFor(firstDay);
  if (usual.some(([one]) => one === rule)) return usual;
  return [...usual, [rule, ruleText(rule, firstDay)]];
}
