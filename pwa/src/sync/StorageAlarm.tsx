import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { record, trouble, unsaved } from "./live";

/** Blocks the screen when something could not be saved, or the memory of the phone is in the way. */
export function StorageAlarm() {
  if (unsaved.value) return <NotSaved />;
  if (trouble.value === "outdated" || trouble.value === "blocked") return <OtherTab />;
  return null;
}

function NotSaved() {
  const deed = unsaved.value;
  const again = async () => {
    unsaved.value = null;
    if (deed) await record(deed);
  };
  return (
    <Dialog
      open
      title={t("Not saved")}
      onClose={() => void again()}
      actions={
        <>
          <Button kind="primary" onClick={() => void again()}>
            {t("Save again")}
          </Button>
          <Button onClick={() => location.reload()}>{t("Restart the app")}</Button>
        </>
      }
    >
      <p class="field-error">
        <Icon name="warning" />
        {t(
          "The last thing you did could not be saved on this phone. Save it again before going on.",
        )}
      </p>
      <p>
        {deed?.about.label} {deed?.about.title}
      </p>
    </Dialog>
  );
}

function OtherTab() {
  return (
    <Dialog
      open
      title={t("Rayon is open twice")}
      onClose={() => location.reload()}
      actions={
        <Button kind="primary" onClick={() => location.reload()}>
          {t("Restart the app")}
        </Button>
      }
    >
      <p>{t("Another tab is a newer or older version. Close it, then restart this one.")}</p>
    </Dialog>
  );
}
