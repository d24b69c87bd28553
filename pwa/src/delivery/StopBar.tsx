import { useState } from "preact/hooks";
import { showResult } from "../picking/result";
import type { Kept, Payloads } from "../store/recorded";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { bringBack, deliverParcel, type NotDelivered } from "./doing";
import { isUnderWay, type Stop, type StopParcel } from "./stops";

type To = Payloads["deliver_parcel"]["to"];

const back: readonly (readonly [NotDelivered, () => string])[] = [
  ["report_refused", () => t("Refused at the door")],
  ["report_wrong_address", () => t("Wrong address")],
  ["report_incident", () => t("Incident on the way")],
];

interface StopBarProps {
  stop: Stop;
  onDone: () => void;
}

/** What became of the parcels of one door: always two taps, for it costs somebody money. */
export function StopBar({ stop, onDone }: StopBarProps) {
  const [asked, setAsked] = useState<"delivered" | "absent" | "more">();
  const close = () => setAsked(undefined);
  const end = async (word: string, save: (parcel: StopParcel) => Promise<Kept | undefined>) => {
    setAsked(undefined);
    for (const parcel of stop.parcels.filter(isUnderWay)) if (!(await save(parcel))) return;
    showResult({ kind: "saved", word, detail: t("Stop {stop}", { stop: stop.stop ?? "–" }) });
    onDone();
  };
  const deliver = (to: To) => end(t("Delivered"), (parcel) => deliverParcel(parcel, to));
  return (
    <>
      <Button kind="primary" icon="tick" onClick={() => setAsked("delivered")}>
        {t("Delivered")}
      </Button>
      <div class="stop-buttons">
        <Button onClick={() => setAsked("absent")}>{t("Absent")}</Button>
        <Button icon="more" onClick={() => setAsked("more")}>
          {t("Something else")}
        </Button>
      </div>
      <Dialog
        open={asked === "delivered"}
        title={t("Handed over to whom?")}
        onClose={close}
        actions={
          <>
            <Button kind="primary" icon="person" onClick={() => void deliver("patron")}>
              {t("The patron")}
            </Button>
            <Button onClick={() => void deliver("household")}>
              {t("Somebody of the household")}
            </Button>
            {stop.caretaker && (
              <Button onClick={() => void deliver("caretaker")}>{t("The caretaker")}</Button>
            )}
            <Back onBack={close} />
          </>
        }
      />
      <Dialog
        open={asked === "absent"}
        title={t("Nobody opens at {bell}?", { bell: stop.bell })}
        onClose={close}
        actions={
          <>
            <Button
              kind="primary"
              onClick={() => void end(t("Absent"), (one) => bringBack("report_absent", one))}
            >
              {t("Absent: I bring it back")}
            </Button>
            <Back onBack={close} />
          </>
        }
      >
        <p>{t("It is billed all the same. Ring once more, or call.")}</p>
      </Dialog>
      <Dialog
        open={asked === "more"}
        title={t("What happened?")}
        onClose={close}
        actions={
          <>
            {back.map(([name, word]) => (
              <Button key={name} onClick={() => void end(word(), (one) => bringBack(name, one))}>
                {word()}
              </Button>
            ))}
            <Back onBack={close} />
          </>
        }
      >
        <p>
          {t(
            "Refused, or at a wrong address, it is billed all the same. An incident is not billed.",
          )}
        </p>
      </Dialog>
    </>
  );
}

function Back({ onBack }: { onBack: () => void }) {
  return (
    <Button kind="quiet" onClick={onBack}>
      {t("Back")}
    </Button>
  );
}
