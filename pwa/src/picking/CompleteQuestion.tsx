import { stopText } from "../shelves/PlaceSigns";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { putOff } from "./answers";
import { reportUnusable } from "./doing";
import { incompleteQuestion } from "./question";
import { showResult } from "./result";
import { recordFound, recordFoundByHand } from "./scanned";
import { isActive } from "./walk";
import { titleOf } from "./words";

/** A document of several parts is found only when somebody has counted them; until then it is not. */
export function CompleteQuestion() {
  const question = incompleteQuestion.value;
  const close = () => {
    incompleteQuestion.value = null;
  };
  if (!question) return null;
  const { pick, copy } = question.found;
  const stop = copy.second_stop;
  const complete = () => {
    close();
    if (question.reason) void recordFoundByHand(pick, question.reason, true);
    else void recordFound(question.found, question.how, true);
  };
  const incomplete = async () => {
    close();
    const undoes = await reportUnusable(pick, "incomplete", copy.barcode);
    const word = t("Incomplete: noted");
    if (undoes) showResult({ kind: "saved", word, detail: titleOf(pick), undoes });
  };
  const later = () => {
    close();
    const { how, reason } = question;
    const half = { barcode: copy.barcode, how, ...(reason && { reason }) };
    void putOff(pick, stop ? half : undefined);
  };
  const leave = () => {
    close();
    const title = titleOf(pick);
    const detail = question.reason
      ? t("{title}. Note it again when all of it is there.", { title })
      : t("{title}. Scan it again when all of it is there.", { title });
    showResult({ kind: "unknown", word: t("Nothing noted yet"), detail });
  };
  return (
    <Dialog
      open
      title={stop ? t("And the other half?") : t("Is everything there?")}
      onClose={leave}
      actions={
        <>
          <Button kind="primary" icon="tick" onClick={complete}>
            {stop ? t("I have both") : t("Complete")}
          </Button>
          <Button onClick={() => void incomplete()}>{t("A part is missing")}</Button>
          {isActive(pick) && (
            <Button icon="clock" onClick={later}>
              {stop ? t("The other half later") : t("Count later")}
            </Button>
          )}
        </>
      }
    >
      {stop && (
        <>
          <p class="parts">{stopText(stop)}</p>
          {stop.hint && <p>{stop.hint}</p>}
        </>
      )}
      {copy.parts > 1 && (
        <p class={stop ? "muted" : "parts"}>
          {copy.parts_note || n("{count} part", "{count} parts", copy.parts)}
        </p>
      )}
      <p class="muted dialog-about">{titleOf(pick)}</p>
    </Dialog>
  );
}
