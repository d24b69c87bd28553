import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import type { Send } from "./PackingScreen";
import type { PackParcel } from "./shapes";

interface Outcome {
  ended: "delivered" | "absent" | "refused" | "wrong_address" | "incident";
  to: "" | "patron" | "household" | "caretaker";
  word: () => string;
}

const outcomes: readonly Outcome[] = [
  { ended: "delivered", to: "patron", word: () => t("Delivered to the patron") },
  { ended: "delivered", to: "household", word: () => t("Delivered to the household") },
  { ended: "delivered", to: "caretaker", word: () => t("Delivered to the caretaker") },
  { ended: "absent", to: "", word: () => t("Absent") },
  { ended: "refused", to: "", word: () => t("Refused at the door") },
  { ended: "wrong_address", to: "", word: () => t("Wrong address") },
  { ended: "incident", to: "", word: () => t("Incident on the way") },
];

const reasons: readonly (readonly [string, () => string])[] = [
  ["wrong_button", () => t("The wrong button")],
  ["wrong_parcel", () => t("The wrong parcel or stop")],
  ["learnt_later", () => t("We learnt it later")],
];

const atAnEnd: ReadonlySet<string> = new Set(outcomes.map(({ ended }) => ended));

/** Whether something was said of this parcel that may have been wrong. */
export function hasEnded({ status }: PackParcel): boolean {
  return atAnEnd.has(status);
}

/** How a parcel really ended, and why something else was said: two questions, three taps. */
export function Correction({ parcel, send }: { parcel: PackParcel; send: Send }) {
  const [isAsked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<Outcome>();
  const { id, status, received } = parcel;
  const close = () => {
    setAsked(false);
    setChosen(undefined);
  };
  const correct = (reason: string) => {
    close();
    if (!chosen) return;
    const { ended, to } = chosen;
    void send(`/delivery/parcels/${id}/correct`, { was: status, ended, to, reason });
  };
  const back = (
    <Button kind="quiet" onClick={close}>
      {t("Back")}
    </Button>
  );
  return (
    <>
      <Button icon="undo" onClick={() => setAsked(true)}>
        {t("Correct the outcome")}
      </Button>
      <Dialog
        open={isAsked && !chosen}
        title={t("How did it really end?")}
        onClose={() => !chosen && close()}
        actions={
          <>
            {outcomes
              .filter(({ ended }) => ended !== status)
              .map((one) => (
                <Button key={`${one.ended} ${one.to}`} onClick={() => setChosen(one)}>
                  {one.word()}
                </Button>
              ))}
            {back}
          </>
        }
      >
        {received && <p>{t("It came back to the library: look for its documents first.")}</p>}
      </Dialog>
      <Dialog
        open={chosen !== undefined}
        title={chosen?.word() ?? ""}
        onClose={close}
        actions={
          <>
            {reasons.map(([reason, word]) => (
              <Button key={reason} onClick={() => correct(reason)}>
                {word()}
              </Button>
            ))}
            {back}
          </>
        }
      >
        <p>
          {t(
            "Why was something else reported? Documents, loans and the sum due follow, and the patron gets a correction if a message has left.",
          )}
        </p>
      </Dialog>
    </>
  );
}
