import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { hrefFor } from "../router";
import type { Slot } from "../store/shapes";
import { useAnswer } from "../supervisors/useAnswer";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { Field, Select } from "../ui/Field";
import { newSlots } from "./new-slots";
import "./hold-shelf.css";

interface Answer {
  slots: Slot[];
}

/** The slots of the hold shelf: named, near the entrance or behind the desk. */
export default function SlotsScreen() {
  const { answer, problem, again } = useAnswer<Answer>("/hold-shelf/slots");
  const [refusal, setRefusal] = useState<string>();
  const tell = async (path: string, body: object) => {
    setRefusal(undefined);
    try {
      await ask(path, { body });
      await again();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error.message);
      return false;
    }
  };
  const slots = answer?.slots ?? [];
  return (
    <AppFrame title={t("Slots of the hold shelf")} back={<BackLink href={hrefFor("today")} />}>
      {problem && <p class="note note-amber">{problem}</p>}
      {refusal && (
        <p class="note note-amber" role="alert">
          {refusal}
        </p>
      )}
      {answer && slots.length === 0 && (
        <EmptyState title={t("No slots yet")}>
          {t(
            "With the first slot, a patron is told as soon as the document is in one, and not before.",
          )}
        </EmptyState>
      )}
      <NewSlots tell={tell} />
      <Slots slots={slots} place="entrance" title={t("Near the entrance")} tell={tell} />
      <Slots slots={slots} place="desk" title={t("Behind the desk")} tell={tell} />
    </AppFrame>
  );
}

type Tell = (path: string, body: object) => Promise<boolean>;

function NewSlots({ tell }: { tell: Tell }) {
  const [place, setPlace] = useState<Slot["place"]>("entrance");
  const [takes, setTakes] = useState<Slot["takes"]>("patron");
  const [names, setNames] = useState("");
  const { slots, wrong } = newSlots(names, takes);
  const add = async () => {
    if (await tell("/hold-shelf/slots", { place, slots })) setNames("");
  };
  return (
    <Card title={t("New slots")}>
      <Select
        label={t("Where")}
        value={place}
        onValue={(value) => setPlace(value as Slot["place"])}
        options={[
          ["entrance", t("Near the entrance")],
          ["desk", t("Behind the desk")],
        ]}
      />
      <Select
        label={t("For whom")}
        value={takes}
        onValue={(value) => setTakes(value as Slot["takes"])}
        options={[
          ["patron", t("One patron each")],
          ["letters", t("By the first letter of the surname")],
        ]}
      />
      <Field
        label={t("Names")}
        hint={
          takes === "patron"
            ? t("One or several: A1, A2, or A1 to A12.")
            : t("Letters: A-C, D-F, G.")
        }
        value={names}
        onValue={setNames}
        autoCapitalize="characters"
        error={wrong && t("{name} cannot be the name of a slot.", { name: wrong })}
      />
      <Button
        kind="primary"
        icon="plus"
        disabled={slots.length === 0 || wrong !== undefined}
        onClick={() => void add()}
      >
        {t("Add")}
      </Button>
    </Card>
  );
}

interface SlotsProps {
  slots: readonly Slot[];
  place: Slot["place"];
  title: string;
  tell: Tell;
}

function Slots({ slots, place, title, tell }: SlotsProps) {
  const here = slots.filter((slot) => slot.place === place);
  if (here.length === 0) return null;
  return (
    <Card title={title} aside={<span class="muted">{here.length}</span>}>
      <ul class="list">
        {here.map((slot) => (
          <li key={slot.id} class="row">
            <span class="row-text">
              <span class="row-title mono">{slot.name}</span>
              <span class="muted">
                {slot.takes === "letters"
                  ? t("Surnames in {letters}", { letters: slot.letters })
                  : t("One patron")}
              </span>
            </span>
            <Button
              kind="quiet"
              aria-label={t("Take away {slot}", { slot: slot.name })}
              onClick={() => void tell(`/hold-shelf/slots/${slot.id}/remove`, {})}
            >
              {t("Take away")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
