import type { Location, SecondStop, Spot } from "../store/shapes";
import { t } from "../texts";
import { Icon } from "../ui/Icon";
import { pictograms } from "./pictograms";

const away: Record<Spot["kind"], () => string> = {
  display_table: () => t("On the display table"),
  returns_trolley: () => t("On the returns trolley"),
  repair_shelf: () => t("On the repair shelf"),
  bay: () => t("Seen in another bay"),
  bin: () => t("Seen in another bin"),
};

interface PlaceSignsProps {
  location: Pick<Location, "hint" | "pictogram"> | undefined;
  spot?: Spot | null | undefined;
  secondStop?: SecondStop | null | undefined;
}

/** What helps the eye to the place: the section's picture and hint, a table, a second stop. */
export function PlaceSigns({ location, spot, secondStop }: PlaceSignsProps) {
  const picture = pictograms[location?.pictogram ?? ""];
  return (
    <>
      {(location?.hint || picture) && (
        <p class="pick-hint signs">
          {picture && <Picture path={picture} />}
          {location?.hint}
        </p>
      )}
      {spot?.away && (
        <p class="note note-amber">
          <Icon name="warning" />
          {`${away[spot.kind]()} · ${spot.bay}`}
        </p>
      )}
      {secondStop && (
        <p class="note second-stop">
          <b>{t("Then: {place}", { place: stopText(secondStop) })}</b>
          {secondStop.hint}
        </p>
      )}
    </>
  );
}

/** "Disc drawer, no. 4821". */
export function stopText({ name, number }: SecondStop): string {
  return number ? t("{name}, no. {number}", { name, number }) : name;
}

function Picture({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
