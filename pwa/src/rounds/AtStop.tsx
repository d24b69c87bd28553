import { useEffect, useState } from "preact/hooks";
import { ResultLine } from "../picking/ResultLine";
import { showResult } from "../picking/result";
import { slipText } from "../picking/words";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import { dayText } from "../supervisors/pickup-days";
import { clockText, hourText, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Dialog } from "../ui/Dialog";
import { OfflineNote } from "../ui/OfflineNote";
import { ProgressBar } from "../ui/ProgressBar";
import { blankCard, give, nextReader, onStreetScan, reader } from "./at-stop";
import { Changes } from "./Changes";
import { NextTime } from "./NextTime";
import { RegisterCard } from "./RegisterCard";
import { leaveStop } from "./riding";
import {
  expectedAt,
  hasBegun,
  isLastStop,
  loansLeft,
  minutesLeft,
  type OnTheWay,
  type Riding,
  type Street,
  type StreetStop,
  shownTitle,
  wasFetchedAt,
} from "./street";
import { sayOut, serverNow } from "./taken-along";

interface AtStopProps {
  street: Street;
  way: OnTheWay;
  stop: StreetStop;
}

/** One halt: its clock, who is expected, and whatever is scanned. */
export function AtStop({ street, way, stop }: AtStopProps) {
  const [isLeaving, setLeaving] = useState(false);
  // Nothing of a reader stays when somebody leaves the screen.
  useEffect(() => nextReader, []);
  const expected = expectedAt(stop, way);
  const missed = expected.filter((one) => one.stop === stop.id);
  const barcodes = new Set([...way.documents, ...way.returned].map(({ barcode }) => barcode));
  const nobody = wasFetchedAt(stop, way)
    ? t("Nobody is expected here any more.")
    : t("Nobody is expected here.");
  const index = street.stops.findIndex(({ id }) => id === stop.id);
  const leave = async () => {
    setLeaving(false);
    if (!(await leaveStop(street, stop))) return;
    const isHomeward = isLastStop(street, way, stop);
    const word = isHomeward ? t("Back to the library") : t("On to the next stop");
    showResult({ kind: "saved", word });
  };
  return (
    <AppFrame
      title={stop.place}
      subtitle={t("Stop {number} of {total}", { number: index + 1, total: street.stops.length })}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      progress={<ProgressBar label={t("Stops")} done={index} total={street.stops.length} />}
      bar={
        <>
          <ScanBox
            label={reader.value ? t("Scan a document") : t("Scan a card or a document")}
            isExpected={(text) => barcodes.has(text)}
            onScan={(scan) => void onStreetScan(street, way, scan)}
          />
          <div class="street-buttons">
            {(reader.value || blankCard.value) && (
              <Button onClick={nextReader}>{t("Next person")}</Button>
            )}
            <Button icon="next" onClick={() => setLeaving(true)}>
              {t("Leave this stop")}
            </Button>
          </div>
        </>
      }
    >
      <OfflineNote />
      <Clock street={street} way={way} stop={stop} />
      {reader.value && <ReaderCard way={way} street={street} />}
      {blankCard.value && (
        <RegisterCard key={blankCard.value} street={street} card={blankCard.value} />
      )}
      <Expected expected={expected} nobody={nobody} />
      <NextTime street={street} stop={stop} />
      {!hasBegun(way) && (
        <Button icon="back" onClick={() => void sayOut(false)}>
          {t("Back to loading")}
        </Button>
      )}
      <Unforced street={street} />
      <Dialog
        open={isLeaving}
        title={t("Leave {place}?", { place: stop.place })}
        onClose={() => setLeaving(false)}
        actions={
          <>
            <Button kind="primary" icon="next" onClick={() => void leave()}>
              {t("Leave this stop")}
            </Button>
            <Button kind="quiet" onClick={() => setLeaving(false)}>
              {t("Stay here")}
            </Button>
          </>
        }
      >
        <p>
          {missed.length === 0
            ? nobody
            : n(
                "{count} reserved document was not collected: it rides back, and its patron is told.",
                "{count} reserved documents were not collected: they ride back, and their patrons are told.",
                missed.length,
              )}
        </p>
      </Dialog>
    </AppFrame>
  );
}

function Clock({ street, way, stop }: AtStopProps) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const left = minutesLeft(stop, street.day, now);
  return (
    <Card>
      <p class="street-clock">{`${hourText(stop.begins)} – ${hourText(stop.ends)}`}</p>
      <p class={left < 0 ? "street-late" : "muted"}>{timeLeft(left) ?? dayText(street.day)}</p>
      <Changes street={street} way={way} rainPlace={stop.rain_place} />
    </Card>
  );
}

/** Hours before, the day says more. */
const SOON_MIN = 180;

function timeLeft(left: number): string | undefined {
  if (left > SOON_MIN) return undefined;
  return left >= 0
    ? n("{count} minute left", "{count} minutes left", left)
    : t("Past the time of this stop");
}

function ReaderCard({ way, street }: { way: OnTheWay; street: Street }) {
  const known = reader.value;
  if (!known) return null;
  const left = loansLeft(known, way);
  return (
    <Card title={t("The card in hand")}>
      <p>
        {known.blocked
          ? t("Blocked: nothing can be lent on it.")
          : n("{count} loan left", "{count} loans left", left)}
      </p>
      <p class="muted">{t("What is lent today is due on {day}.", { day: dayText(street.due) })}</p>
    </Card>
  );
}

function Expected({ expected, nobody }: { expected: readonly Riding[]; nobody: string }) {
  const people = [...new Set(expected.map(nameOf))];
  return (
    <Card title={t("Expected here")}>
      {people.length === 0 && <p class="muted">{nobody}</p>}
      {people.map((name) => (
        <section key={name} class="stack">
          <h3 class="street-who">{name}</h3>
          <ul class="list">
            {expected
              .filter((one) => nameOf(one) === name)
              .map((one) => (
                <li key={one.hold} class="cart-line">
                  <span class="row-text">
                    <span class="row-title">{shownTitle(one)}</span>
                    <span class="muted mono">{one.lines.join(" ")}</span>
                  </span>
                  <Button
                    aria-label={t("Give {title}", { title: shownTitle(one) })}
                    onClick={() => void give(one, "tap")}
                  >
                    {t("Give")}
                  </Button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}

function nameOf({ who, slip }: Riding): string {
  return [who, slipText(slip)].filter(Boolean).join(" · ");
}

/** What nobody can enforce without a network is no secret. */
function Unforced({ street }: { street: Street }) {
  return (
    <details class="card">
      <summary>{t("What is not checked without a network")}</summary>
      <ul>
        <li>{t("Loans and blocks since {time}.", { time: clockText(street.at) })}</li>
        <li>{t("What was reserved since then: you read it when the phone is back.")}</li>
        <li>{t("Limits for one kind of document, such as films.")}</li>
        <li>{t("Loans made with another cart at the same time.")}</li>
      </ul>
    </details>
  );
}
