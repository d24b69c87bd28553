import { useState } from "preact/hooks";
import { showResult } from "../picking/result";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { syncState } from "../ui/sync-state";
import { reportLate, reportRain } from "./riding";
import type { OnTheWay, Street } from "./street";

/** Minutes later than was announced. */
const LATE = [10, 20, 30] as const;

interface ChangesProps {
  street: Street;
  way: OnTheWay;
  rainPlace: string;
}

/** What is not as it was announced today: late, or in the rain. Said with two taps. */
export function Changes({ street, way, rainPlace }: ChangesProps) {
  const [isOpen, setOpen] = useState(false);
  const late = way.later - street.later;
  // Said here for the stops to come, whether this one has such a place or not.
  const mayHaltElsewhere = street.stops.some(({ rain_place }) => rain_place);
  const say = async (deed: ReturnType<typeof reportLate>, word: string) => {
    setOpen(false);
    if (await deed) showResult({ kind: "saved", word, detail: whenTold() });
  };
  return (
    <>
      {late > 0 && (
        <p>
          <Chip colour="amber" icon="clock">
            {lateText(late)}
          </Chip>
        </p>
      )}
      {rainPlace && (
        <p class={way.rain ? "row-title" : "muted"}>
          {way.rain
            ? t("It rains: {place}", { place: rainPlace })
            : t("When it rains: {place}", { place: rainPlace })}
        </p>
      )}
      <Button onClick={() => setOpen(true)}>{t("Late, or rain")}</Button>
      <Dialog
        open={isOpen}
        title={t("What changes today?")}
        onClose={() => setOpen(false)}
        actions={
          <>
            {LATE.filter((minutes) => minutes !== late).map((minutes) => (
              <Button
                key={minutes}
                onClick={() =>
                  void say(reportLate(street, street.later + minutes), lateText(minutes))
                }
              >
                {lateText(minutes)}
              </Button>
            ))}
            {late !== 0 && (
              <Button onClick={() => void say(reportLate(street, street.later), t("On time"))}>
                {t("On time after all")}
              </Button>
            )}
            {(mayHaltElsewhere || way.rain) && (
              <Button
                onClick={() =>
                  void say(
                    reportRain(street, !way.rain),
                    way.rain ? t("It does not rain") : t("It rains"),
                  )
                }
              >
                {way.rain ? t("It does not rain any more") : t("It rains: we halt elsewhere")}
              </Button>
            )}
            <Button kind="quiet" onClick={() => setOpen(false)}>
              {t("Change nothing")}
            </Button>
          </>
        }
      >
        <p>
          {t(
            "It counts for all the stops to come. Subscribers are told at once, or as soon as the phone has a network.",
          )}
        </p>
      </Dialog>
    </>
  );
}

function lateText(minutes: number): string {
  return n("{count} minute late", "{count} minutes late", minutes);
}

function whenTold(): string {
  return syncState.value.online
    ? t("Subscribers are told within a minute.")
    : t("Subscribers are told when the phone has a network.");
}
