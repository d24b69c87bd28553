import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import type { Stop } from "./rounds";

interface StopFieldsProps {
  number: number;
  stop: Stop;
  onStop: (stop: Stop) => void;
  onRemove: (() => void) | undefined;
}

/** One halt: where, from when until when, and where to go when it rains. */
export function StopFields({ number, stop, onStop, onRemove }: StopFieldsProps) {
  const isBackwards = Boolean(stop.begins && stop.ends) && stop.ends <= stop.begins;
  return (
    <Card title={t("Stop {number}", { number })}>
      <Field
        label={t("Place")}
        hint={t("As one finds it: a square, a number in a street.")}
        value={stop.place}
        onValue={(place) => onStop({ ...stop, place })}
        maxLength={120}
        required
      />
      <div class="stop-hours">
        <Field
          label={t("Arrives at")}
          type="time"
          value={stop.begins}
          onValue={(begins) => onStop({ ...stop, begins })}
          required
        />
        <Field
          label={t("Leaves at")}
          type="time"
          value={stop.ends}
          onValue={(ends) => onStop({ ...stop, ends })}
          error={isBackwards ? t("It leaves before it arrives.") : undefined}
          required
        />
      </div>
      <Field
        label={t("When it rains")}
        hint={t("Where to find the cart then. Empty: at the same place.")}
        value={stop.rain_place}
        onValue={(rain_place) => onStop({ ...stop, rain_place })}
        maxLength={120}
      />
      {onRemove && (
        <Button
          kind="quiet"
          icon="minus"
          aria-label={t("Take away stop {number}", { number })}
          onClick={onRemove}
        >
          {t("Take away")}
        </Button>
      )}
    </Card>
  );
}
