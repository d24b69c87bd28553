import { place } from "../navigation";
import { t } from "../texts";
import { startUpdate, updateReady } from "../updates";
import { Button } from "./Button";
import { syncState } from "./sync-state";

/** Offers a new version where nobody is in the middle of something. */
export function UpdateNote() {
  const isIdle = !place.value?.screen.busy && syncState.value.waiting === 0;
  if (!updateReady.value || !isIdle) return null;
  return (
    <aside class="toasts" aria-label={t("New version")}>
      <div class="toast">
        <p>{t("A new version is ready.")}</p>
        <Button kind="quiet" onClick={startUpdate}>
          {t("Restart")}
        </Button>
      </div>
    </aside>
  );
}
