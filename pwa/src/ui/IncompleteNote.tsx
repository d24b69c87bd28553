import { t } from "../texts";
import { Button } from "./Button";
import { isIncomplete } from "./late";

/** A part of the app did not come: what was tapped had no effect, and one must know. */
export function IncompleteNote() {
  if (!isIncomplete.value) return null;
  return (
    <div class="toasts" role="alert">
      <div class="toast">
        <p>
          {t(
            "A part of the app is missing: nothing was noted. Restart it where there is a network.",
          )}
        </p>
        <Button kind="quiet" onClick={() => location.reload()}>
          {t("Restart")}
        </Button>
      </div>
    </div>
  );
}
