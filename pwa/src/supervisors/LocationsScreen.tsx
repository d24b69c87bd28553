import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { hrefFor } from "../router";
import { hasRole } from "../staff/session";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { toast } from "../ui/toasts";
import { LocationForm } from "./LocationForm";
import { type Location, type Locations, schemeText } from "./locations";
import { useAnswer } from "./useAnswer";
import "./set-up.css";
import "./locations.css";

/** The sections of the branch: in which order one passes them, and how each is ordered. */
export default function LocationsScreen() {
  const { answer, problem, again } = useAnswer<Locations>("/locations");
  const [shown, setShown] = useState<number>();
  const chosen = answer?.locations.find(({ id }) => id === shown);
  const close = async () => {
    await again();
    setShown(undefined);
  };
  return (
    <AppFrame wide title={t("Shelving locations")} back={<BackLink href={hrefFor("today")} />}>
      {problem && <p class="note note-amber">{problem}</p>}
      {answer?.locations.length === 0 && (
        <EmptyState title={t("No location yet")}>
          {t("They come with the catalogue: import it, and each of its sections appears here.")}
        </EmptyState>
      )}
      {answer && chosen && (
        <LocationForm
          key={chosen.id}
          location={chosen}
          schemes={answer.schemes}
          onClose={() => setShown(undefined)}
          onDone={() => void close()}
        />
      )}
      {answer && answer.locations.length > 0 && !chosen && (
        <WalkingOrder locations={answer.locations} onOpen={setShown} again={again} />
      )}
    </AppFrame>
  );
}

interface WalkingOrderProps {
  locations: readonly Location[];
  onOpen: (id: number) => void;
  again: () => Promise<void>;
}

function WalkingOrder({ locations, onOpen, again }: WalkingOrderProps) {
  const mayChange = hasRole("admin");
  const move = async (from: number, to: number) => {
    const ids = locations.map(({ id }) => id);
    ids.splice(to, 0, ...ids.splice(from, 1));
    try {
      await ask("/locations/order", { body: { locations: ids } });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    }
    await again();
  };
  return (
    <Card title={t("In walking order")}>
      <p class="muted">
        {t(
          "Walks pass them in this order, unless the floor has been surveyed: then the shortest way counts.",
        )}
      </p>
      {!mayChange && <p class="note">{t("Only an admin changes these. You see what holds.")}</p>}
      <ol class="list location-list">
        {locations.map((location, place) => (
          <li key={location.id} class="row location-row">
            <span class="row-text">
              <span class="row-title">{location.name}</span>
              <span class="muted">{aboutText(location)}</span>
            </span>
            {mayChange && (
              <span class="location-buttons">
                <Button
                  icon="up"
                  aria-label={t("Earlier: {name}", { name: location.name })}
                  disabled={place === 0}
                  onClick={() => void move(place, place - 1)}
                />
                <Button
                  icon="down"
                  aria-label={t("Later: {name}", { name: location.name })}
                  disabled={place === locations.length - 1}
                  onClick={() => void move(place, place + 1)}
                />
                <Button
                  icon="settings"
                  aria-label={t("Set up: {name}", { name: location.name })}
                  onClick={() => onOpen(location.id)}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function aboutText({ scheme, copies, bays, bins }: Location): string {
  return [
    schemeText(scheme),
    n("{count} document", "{count} documents", copies),
    bays > 0 ? n("{count} bay", "{count} bays", bays) : "",
    bins.length > 0 ? n("{count} bin", "{count} bins", bins.length) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
