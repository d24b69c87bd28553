import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { ApiError } from "../api";
import { hrefFor } from "../router";
import { meta } from "../sync/live";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { OfflineNote } from "../ui/OfflineNote";
import { AtStop } from "./AtStop";
import { Loading } from "./Loading";
import { hasBegun, type OnTheWay, type Street, stopNow } from "./street";
import { fetchStreet, openStreet, sayOut, street, way } from "./taken-along";
import { Unloading } from "./Unloading";
import "./cart.css";

/** The cart's afternoon: load, halt by halt, unload. Works without a network. */
export default function StreetScreen() {
  const { problem, isFetching, fetch } = useFetching();
  const known = street.value;
  const stands = way.value;
  const phase = known && stands ? phaseOf(known, stands) : "nothing";
  const stop = known && stands && stopNow(known, stands);
  useLayoutEffect(() => scrollTo(0, 0), [phase, stop?.id]);
  const refresh = (
    <Button
      icon="down"
      working={isFetching ? t("Fetching…") : undefined}
      onClick={() => void fetch()}
    >
      {t("Take the round along")}
    </Button>
  );
  const note = problem && <p class="note note-amber">{problem}</p>;
  if (!known || !stands) {
    return (
      <AppFrame title={t("Out with the cart")} back={<Back />} bar={refresh}>
        <OfflineNote />
        {note}
        <EmptyState title={t("No round on this phone")}>
          {t(
            "Take it along while there is a network: from then on everything works without one, until the end of your shift.",
          )}
        </EmptyState>
      </AppFrame>
    );
  }
  if (phase === "loading") {
    return (
      <Loading
        street={known}
        way={stands}
        onLeave={() => void sayOut(true)}
        more={
          <>
            {note}
            {refresh}
          </>
        }
        onVisit={(visit) => void fetch(visit)}
      />
    );
  }
  if (stop && phase === "street")
    return <AtStop key={stop.id} street={known} way={stands} stop={stop} />;
  return <Unloading street={known} way={stands} />;
}

function Back() {
  return <BackLink href={hrefFor("today")} />;
}

function phaseOf(known: Street, stands: OnTheWay): "loading" | "street" | "unloading" {
  if (!stopNow(known, stands) || stands.hasEnded) return "unloading";
  return known.isOut || hasBegun(stands) ? "street" : "loading";
}

function useFetching() {
  const [problem, setProblem] = useState<string>();
  const [isFetching, setFetching] = useState(false);
  const fetch = async (visit?: { neighbourhood: string; planned: string }) => {
    setFetching(true);
    setProblem(undefined);
    try {
      await fetchStreet(visit);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!street.value) setProblem(error.message);
    } finally {
      setFetching(false);
    }
  };
  const shift = meta.value.session?.shift;
  useEffect(() => {
    // What was taken along is shown at once. A round that has begun is not asked for anew: the
    // server would already name the next visit.
    if (shift) void openStreet().then(() => (street.value ? undefined : fetch()));
  }, [shift]);
  return { problem, isFetching, fetch };
}
