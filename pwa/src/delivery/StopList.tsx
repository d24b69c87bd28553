import { n } from "../texts";
import { Chip } from "../ui/Chip";
import { Icon } from "../ui/Icon";
import { round } from "./round";
import { statusText } from "./states";
import type { Stop, StopParcel } from "./stops";

interface StopListProps {
  stops: readonly Stop[];
  onChoose?: (id: string) => void;
}

/** Every stop in its order, with how it ended, and how many are missing between them. */
export function StopList({ stops, onChoose }: StopListProps) {
  return (
    <>
      <ul class="list">
        {stops.map((stop) => (
          <li key={stop.id}>
            {onChoose ? (
              <button type="button" class="row stop-row" onClick={() => onChoose(stop.id)}>
                <Line stop={stop} />
                <Icon name="next" />
              </button>
            ) : (
              <div class="row">
                <Line stop={stop} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {round.value && round.value.unpacked > 0 && (
        <p class="muted">
          {n(
            "{count} stop is not packed yet.",
            "{count} stops are not packed yet.",
            round.value.unpacked,
          )}
        </p>
      )}
    </>
  );
}

function Line({ stop: { stop, bell, line, parcels } }: { stop: Stop }) {
  return (
    <span class="row-text">
      <span class="row-title">{`${stop ?? "–"} · ${bell}`}</span>
      <span class="muted">{line}</span>
      <ParcelChips parcels={parcels} />
    </span>
  );
}

/** Each parcel, and what became of it. */
export function ParcelChips({ parcels }: { parcels: readonly StopParcel[] }) {
  return (
    <span class="stop-chips">
      {parcels.map(({ id, number, status }) => {
        const { text, colour, icon } = statusText(status);
        return (
          <Chip key={id} colour={colour} {...(icon && { icon })}>
            {`${text} · ${number}`}
          </Chip>
        );
      })}
    </span>
  );
}
