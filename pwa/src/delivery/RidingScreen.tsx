import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { ApiError } from "../api";
import { ResultLine } from "../picking/ResultLine";
import { showResult } from "../picking/result";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Scan } from "../scanning/validate";
import { person } from "../staff/session";
import type { Kept } from "../store/recorded";
import { actions, meta } from "../sync/live";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { OfflineNote } from "../ui/OfflineNote";
import { ProgressBar } from "../ui/ProgressBar";
import { loadParcel } from "./doing";
import { HereAfterAll } from "./HereAfterAll";
import { fetchRound, openRound, round } from "./round";
import { StopBar } from "./StopBar";
import { StopCard } from "./StopCard";
import { StopList } from "./StopList";
import {
  contradicted,
  hasBegun,
  isLeft,
  isUnderWay,
  lastStop,
  nextStop,
  ridden,
  type Stop,
  setOut,
  takeable,
  toBringBack,
  toLoad,
} from "./stops";
import { LastStop, TakeBack } from "./TakeBack";
import "./delivery.css";

/** The courier's afternoon: load, ride from door to door, bring back. Works without a network. */
export default function RidingScreen() {
  const { problem, isFetching, fetch } = useFetching();
  const today = round.value ? ridden(round.value, actions.value) : [];
  const [isRiding, setRiding] = useState<boolean>();
  const [shown, setShown] = useState<string>();
  const left = toLoad(today);
  // A phone that was restarted in mid-round shows the next door, and stays there: an undo at the
  // first one does not lead back to the loading.
  const isBegun = hasBegun(today);
  useLayoutEffect(() => {
    if (isBegun) setRiding((was) => was ?? true);
  }, [isBegun]);
  const isLoading = left.length > 0 && !(isRiding ?? isBegun);
  const stops = isLoading ? today : setOut(today);
  const next = stops.find(({ id }) => id === shown) ?? nextStop(stops);
  // The next door is read at once, however far down the list somebody had looked.
  useLayoutEffect(() => scrollTo(0, 0), [isLoading, next?.id]);
  const me = person.value?.id;
  const last = lastStop(stops, actions.value, me);
  const again = ({ id }: Stop) => setShown(id);
  const takeBack = last && last.id !== next?.id && (
    <LastStop stop={last} said={takeable(last, actions.value, me)} onDone={again} />
  );
  const doors = stops.filter((stop) => !isLeft(stop));
  const done = doors.filter(({ parcels }) => !parcels.some(isUnderWay)).length;
  const frame = {
    title: t("Deliveries"),
    subtitle: round.value ? `${round.value.said} · ${round.value.window}` : undefined,
    back: <BackLink href={hrefFor("today")} />,
    result: <ResultLine />,
    progress: stops.length > 0 && (
      <ProgressBar label={t("Stops")} done={done} total={doors.length} />
    ),
  };
  const loadMore = stops.some(({ parcels }) => parcels.some(({ status }) => status === "left")) && (
    <Button icon="back" onClick={() => setRiding(false)}>
      {t("Load the others")}
    </Button>
  );
  const onLoad = (scan: Scan) => {
    // The first parcel on the bike does not end the loading.
    setRiding(false);
    void load(stops, scan);
  };
  const refresh = (
    <Button
      icon="down"
      working={isFetching ? t("Fetching…") : undefined}
      onClick={() => void fetch()}
    >
      {t("Fetch today’s stops")}
    </Button>
  );
  if (stops.length === 0) {
    return (
      <AppFrame {...frame} bar={refresh}>
        <OfflineNote />
        {problem && <p class="note note-amber">{problem}</p>}
        <EmptyState title={t("No stop on this phone")}>
          {t(
            "Fetch the stops while there is a network: from then on everything works without one, until the end of your shift.",
          )}
        </EmptyState>
      </AppFrame>
    );
  }
  if (isLoading) {
    return (
      <AppFrame
        {...frame}
        bar={
          <>
            <ScanBox label={t("Scan a parcel")} onScan={onLoad} />
            <Button icon="next" onClick={() => setRiding(true)}>
              {t("Ride without the others")}
            </Button>
          </>
        }
      >
        <OfflineNote />
        {problem && <p class="note note-amber">{problem}</p>}
        <h2>{n("{count} parcel to load", "{count} parcels to load", left.length)}</h2>
        <StopList stops={stops} />
        {refresh}
      </AppFrame>
    );
  }
  if (!next) {
    return (
      <AppFrame {...frame}>
        <OfflineNote />
        <Over stops={stops} />
        {takeBack}
        <StopList stops={stops} onChoose={setShown} />
        {loadMore}
        {refresh}
      </AppFrame>
    );
  }
  return (
    <AppFrame
      {...frame}
      bar={
        next.parcels.some(isUnderWay) ? (
          <StopBar key={next.id} stop={next} onDone={() => setShown(undefined)} />
        ) : (
          <EndedBar
            stop={next}
            said={takeable(next, actions.value, me)}
            onNext={() => setShown(undefined)}
            onHere={again}
          />
        )
      }
    >
      <OfflineNote />
      <StopCard stop={next} />
      {!isLeft(next) && <HereAfterAll stop={next} onDone={again} />}
      {takeBack}
      <h2>{t("All stops")}</h2>
      <StopList stops={stops} onChoose={setShown} />
      {loadMore}
    </AppFrame>
  );
}

interface EndedBarProps {
  stop: Stop;
  said: readonly Kept[];
  onNext: () => void;
  onHere: (stop: Stop) => void;
}

/** A door that is done, looked at once more. */
function EndedBar({ stop, said, onNext, onHere }: EndedBarProps) {
  return (
    <>
      <Button kind="primary" icon="next" onClick={onNext}>
        {t("Go on")}
      </Button>
      {said.length > 0 && <TakeBack stop={stop} said={said} onDone={() => {}} />}
      {isLeft(stop) && <HereAfterAll stop={stop} onDone={onHere} />}
      {said.length === 0 && !isLeft(stop) && (
        <p class="muted">{t("Was something else true here? The desk can correct it.")}</p>
      )}
    </>
  );
}

function Over({ stops }: { stops: readonly Stop[] }) {
  const back = toBringBack(stops).length;
  return (
    <EmptyState title={t("The round is over")}>
      {back > 0
        ? n(
            "Bring {count} parcel back to the library, then sign out: the addresses leave this phone.",
            "Bring {count} parcels back to the library, then sign out: the addresses leave this phone.",
            back,
          )
        : t("Sign out: the addresses leave this phone.")}
    </EmptyState>
  );
}

/** Scanned out: the label of a parcel, whatever stop it is for. */
async function load(stops: readonly Stop[], scan: Scan): Promise<void> {
  const parcels = stops.flatMap((stop) => stop.parcels.map((parcel) => ({ stop, parcel })));
  const found = parcels.find(({ parcel }) => parcel.number === scan.text);
  if (!found) {
    const detail = t("It is not of today’s round: leave it here.");
    showResult({ kind: "refused", word: t("Not this parcel"), detail });
  } else if (found.parcel.status !== "closed") {
    showResult({ kind: "already-found", word: t("Loaded already"), detail: scan.text });
  } else if (await loadParcel(found.parcel)) {
    const detail = t("Stop {stop}", { stop: found.stop.stop ?? "–" });
    showResult({ kind: "found", word: t("Loaded"), detail });
  }
}

function useFetching() {
  const [problem, setProblem] = useState<string>();
  const [isFetching, setFetching] = useState(false);
  const fetch = async () => {
    setFetching(true);
    setProblem(undefined);
    try {
      await fetchRound();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!round.value) setProblem(error.message);
    } finally {
      setFetching(false);
    }
  };
  const shift = meta.value.session?.shift;
  const otherwise = contradicted(actions.value);
  useEffect(() => {
    // What was taken along is shown at once; it is brought up to date where there is a network, and
    // again once the server has heard otherwise of a door.
    if (shift) void openRound().then(fetch);
  }, [shift, otherwise]);
  return { problem, isFetching, fetch };
}
