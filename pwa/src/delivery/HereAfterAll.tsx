import { showResult } from "../picking/result";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { loadParcel } from "./doing";
import type { Stop, StopParcel } from "./stops";

interface HereAfterAllProps {
  stop: Stop;
  onDone: (stop: Stop) => void;
}

/** Nobody scanned it onto the bike, or another phone did, and here it is at its door. */
export function HereAfterAll({ stop, onDone }: HereAfterAllProps) {
  const left = stop.parcels.filter(({ status }) => status === "left");
  if (left.length === 0) return null;
  const take = async (parcel: StopParcel) => {
    if (!(await loadParcel(parcel))) return;
    showResult({ kind: "saved", word: t("It is here"), detail: parcel.number });
    onDone(stop);
  };
  return (
    <section class="last-stop" aria-label={t("Left at the library")}>
      <p>{t("Not scanned onto the bike. Is it in your hands?")}</p>
      {left.map((parcel) => (
        <Button key={parcel.id} icon="tick" onClick={() => void take(parcel)}>
          {t("{number} is here", { number: parcel.number })}
        </Button>
      ))}
    </section>
  );
}
