import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { navigate } from "../navigation";
import { ResultLine } from "../picking/ResultLine";
import { showResult } from "../picking/result";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Scan } from "../scanning/validate";
import { hasRole } from "../staff/session";
import { useAnswer } from "../supervisors/useAnswer";
import { clockText, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { EmptyState } from "../ui/EmptyState";
import { Icon } from "../ui/Icon";
import { PrintLink } from "../ui/PrintLink";
import { FirmCard } from "./FirmCard";
import type { Day, DayStop, Parcel } from "./shapes";
import { statusText } from "./states";
import { useAsking } from "./useAsking";
import "./delivery.css";

/** A day of deliveries, stop by stop: what is packed, on the bike, delivered, late. */
export default function DeliveriesScreen() {
  const [asked, setAsked] = useState("");
  const {
    answer: day,
    problem,
    again,
  } = useAnswer<Day>(asked ? `/delivery/day?day=${asked}` : "/delivery/day");
  return (
    <AppFrame
      title={t("Deliveries and parcels")}
      subtitle={day && `${day.said}, ${day.window}`}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      bar={<ScanBox onScan={(scan) => void scanned(scan, day, again)} />}
      wide
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {!day && !problem && <p class="loading muted">{t("Opening…")}</p>}
      {day && <Days day={day} onDay={setAsked} />}
      {day && <Stops day={day} again={again} />}
      {day && day.day === day.today && day.stops.length > 0 && hasRole("supervisor") && (
        <FirmCard />
      )}
    </AppFrame>
  );
}

function Days({ day, onDay }: { day: Day; onDay: (day: string) => void }) {
  const after = day.after;
  return (
    <div class="stop-buttons" data-each-tap>
      <Button icon="left" onClick={() => onDay(day.before)}>
        {t("The day before")}
      </Button>
      <Button icon="right" disabled={!after} onClick={() => after && onDay(after)}>
        {t("The next delivery day")}
      </Button>
    </div>
  );
}

function Stops({ day, again }: { day: Day; again: () => Promise<void> }) {
  const { problem, isAsking, run } = useAsking();
  const order = async (deliveries?: string[]) => {
    const body = { day: day.day, ...(deliveries && { deliveries }) };
    if (await run("/delivery/stops", body)) await again();
  };
  const move = (index: number) => {
    const ids = day.stops.map(({ id }) => id);
    const [moved] = ids.splice(index, 1);
    if (moved) ids.splice(index - 1, 0, moved);
    void order(ids);
  };
  if (day.stops.length === 0) {
    return (
      <EmptyState title={t("No delivery on this day")}>
        {t("Orders are taken under “Reserve by phone”, until the hour at which they close.")}
      </EmptyState>
    );
  }
  return (
    <>
      <RoundNote day={day} />
      {problem && <p class="note note-amber">{problem}</p>}
      <Card
        title={n("{count} stop", "{count} stops", day.stops.length)}
        aside={<Counts day={day} />}
      >
        <ul class="list">
          {day.stops.map((stop, index) => (
            <OneStop key={stop.id} stop={stop} onUp={index > 0 ? () => move(index) : undefined} />
          ))}
        </ul>
      </Card>
      <div class="columns">
        <Button
          icon="map"
          working={isAsking ? t("Putting in order…") : undefined}
          onClick={() => void order()}
        >
          {day.is_ordered ? t("Shortest order again") : t("Put the stops in order")}
        </Button>
        <PrintLink href={`/api/delivery/manifest?day=${day.day}`}>
          {t("Print the manifest")}
        </PrintLink>
        <PrintLink href={`/api/delivery/manifest.csv?day=${day.day}`}>
          {t("Manifest as a file")}
        </PrintLink>
      </div>
    </>
  );
}

/** How far the round has come, as far as phones have spoken; loud only where it is late. */
function RoundNote({ day: { is_late, expected, last, left } }: { day: Day }) {
  const heard =
    last &&
    t("Last heard: stop {stop}, {name}, at {time}.", {
      stop: last.stop ?? "–",
      name: last.name,
      time: clockText(last.at),
    });
  const to_go = left > 0 && n("{count} stop to go.", "{count} stops to go.", left);
  const late = is_late
    ? t("It is late: some parcels have no outcome yet.")
    : expected &&
      t("At this pace the last one is reached at {time}.", { time: clockText(expected) });
  if (!late && !heard) return null;
  return (
    <p class={late ? "note note-amber" : "muted"} role={late ? "alert" : undefined}>
      {late && <Icon name="warning" />} {[late, heard, to_go].filter(Boolean).join(" ")}
    </p>
  );
}

function Counts({ day }: { day: Day }) {
  const parcels = day.stops.flatMap((stop) => stop.parcels);
  const counts = new Map<string, number>();
  for (const { status } of parcels) counts.set(status, (counts.get(status) ?? 0) + 1);
  return (
    <span class="stop-chips">
      {[...counts].map(([status, count]) => {
        const { text, colour, icon } = statusText(status);
        return (
          <Chip key={status} colour={colour} {...(icon && { icon })}>
            {`${text} ${count}`}
          </Chip>
        );
      })}
    </span>
  );
}

function OneStop({ stop, onUp }: { stop: DayStop; onUp: (() => void) | undefined }) {
  const { id, name, line, documents, to_look_for, missing, parcels, is_placed } = stop;
  const detail = [
    n("{count} document", "{count} documents", documents),
    to_look_for > 0 && n("{count} still to look for", "{count} still to look for", to_look_for),
    missing > 0 && n("{count} not found yet", "{count} not found yet", missing),
    !is_placed && t("without a place on the map"),
  ];
  return (
    <li class="day-stop">
      <a class="row" href={hrefFor("packing", { delivery: id })}>
        <span class="row-text">
          <span class="row-title">{`${stop.stop ?? "–"} · ${name}`}</span>
          <span class="muted">{line}</span>
          <span class="muted">{detail.filter(Boolean).join(" · ")}</span>
          <ParcelChips parcels={parcels} />
        </span>
        <Icon name="next" />
      </a>
      {onUp && (
        <Button icon="up" kind="quiet" onClick={onUp} aria-label={t("Earlier: {name}", { name })} />
      )}
    </li>
  );
}

function ParcelChips({ parcels }: { parcels: readonly Parcel[] }) {
  return (
    <span class="stop-chips">
      {parcels.length === 0 && <Chip colour="ink">{t("To pack")}</Chip>}
      {parcels.map(({ id, status, received }) => {
        const { text, colour, icon } = statusText(status);
        return (
          <Chip key={id} colour={colour} {...(icon && { icon })}>
            {received ? t("{state}, back here", { state: text }) : text}
          </Chip>
        );
      })}
    </span>
  );
}

/** A parcel that is back is received; anything else opens where it is packed. */
async function scanned(scan: Scan, day: Day | undefined, again: () => Promise<void>) {
  const stop = day?.stops.find(({ parcels }) => parcels.some((one) => one.number === scan.text));
  const parcel = stop?.parcels.find(({ number }) => number === scan.text);
  try {
    if (stop && parcel && ["open", "closed"].includes(parcel.status)) {
      navigate("packing", { delivery: stop.id });
    } else if (parcel || scan.text.startsWith("COL")) {
      await ask("/delivery/received", { body: { number: scan.text } });
      const where = t("Its documents go to the hold shelf.");
      const detail = [scan.text, where].join(" · ");
      showResult({ kind: "found", word: t("Parcel received"), detail });
      await again();
    } else {
      const body = { barcode: scan.text };
      const { delivery } = await ask<{ delivery: string }>("/delivery/find", { body });
      navigate("packing", { delivery });
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const detail = [scan.text.slice(0, 40), error.message].join(" · ");
    showResult({ kind: "refused", word: t("Not now"), detail });
  }
}
