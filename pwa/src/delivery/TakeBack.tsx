import { undo } from "../picking/doing";
import { showResult } from "../picking/result";
import type { Kept } from "../store/recorded";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { statusText } from "./states";
import type { Stop } from "./stops";

interface TakeBackProps {
  stop: Stop;
  /** What this person said of its parcels. */
  said: readonly Kept[];
  onDone: (stop: Stop) => void;
}

/** One tap, for the door may open yet: the stop is to be done again. */
export function TakeBack({ stop, said, onDone }: TakeBackProps) {
  const takeBack = async () => {
    for (const one of said) if (!(await undo(one))) return;
    const detail = t("Stop {stop}", { stop: stop.stop ?? "–" });
    showResult({ kind: "saved", word: t("Taken back"), detail });
    onDone(stop);
  };
  // A parcel that was left at the library has no outcome to undo.
  const ended = stop.parcels.findLast(({ id }) => said.some(({ action }) => action.subject === id));
  const outcome = statusText(ended?.status ?? "").text;
  return (
    <Button icon="undo" onClick={() => void takeBack()}>
      {t("Undo “{outcome}”", { outcome })}
    </Button>
  );
}

/** The door before this one, as long as what was said there can be taken back. */
export function LastStop(props: TakeBackProps) {
  const { stop, bell } = props.stop;
  return (
    <section class="last-stop" aria-label={t("The last stop")}>
      <p>{t("The last stop: {stop}", { stop: `${stop ?? "–"} · ${bell}` })}</p>
      <TakeBack {...props} />
    </section>
  );
}
