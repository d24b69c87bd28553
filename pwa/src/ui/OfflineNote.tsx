import { t } from "../texts";
import { Icon } from "./Icon";
import { syncState } from "./sync-state";

/** Being offline is a state, not an alarm. Shows nothing while there is a network. */
export function OfflineNote() {
  if (syncState.value.online) return null;
  return (
    <p class="note">
      <Icon name="offline" /> {t("Offline: everything is saved on this phone")}
    </p>
  );
}
