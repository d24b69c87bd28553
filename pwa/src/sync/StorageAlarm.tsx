import { useEffect, useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { startUpdate, updateReady } from "../updates";
import { trouble, unsaved } from "./live";
import { record } from "./sending";
import "../ui/pieces.css";

/** Covers the screen when something could not be saved, or the memory of the phone is in the way. */
export function StorageAlarm() {
  if (unsaved.value) return <NotSaved />;
  if (trouble.value === "lost") return <MemoryLost />;
  if (trouble.value === "older") return <TooOld />;
  if (trouble.value === "full") return <NoRoom />;
  if (trouble.value) return <OtherTab />;
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

/** Said once for as long as it lasts: one can work on, with what the phone knew before. */
function NoRoom() {
  const [isHeard, setHeard] = useState(false);
  const goOn = () => setHeard(true);
  return (
    <Dialog
      open={!isHeard}
      title={t("No room left on this phone")}
      onClose={goOn}
      actions={
        <>
          <Button kind="primary" onClick={goOn}>
            {t("Go on")}
          </Button>
          <Button onClick={() => location.reload()}>{t("Restart the app")}</Button>
        </>
      }
    >
      <p>
        {t(
          "What is new at the library could not be saved here. What you did is sent all the same. Make room: delete photos or apps that nobody needs. The phone then catches up by itself. If it has room, restart the app.",
        )}
      </p>
    </Dialog>
  );
}

function MemoryLost() {
  return (
    <Restart title={t("The memory of this phone does not open")}>
      {t("What was saved is still there. Restart the app; if this comes again, restart the phone.")}
    </Restart>
  );
}

function TooOld() {
  const isNewerHere = updateReady.value;
  useEffect(() => {
    if (isNewerHere) startUpdate();
  }, [isNewerHere]);
  return (
    <Restart title={t("This version of Rayon is too old")}>
      {t(
        "What was saved is still there, but a newer version wrote it. Restart the app where there is a network; if this comes again, tell whoever looks after the server.",
      )}
    </Restart>
  );
}

function OtherTab() {
  return (
    <Restart title={t("Rayon is open twice")}>
      {t("Another tab is a newer or older version. Close it, then restart this one.")}
    </Restart>
  );
}

function Restart({ title, children }: { title: string; children: string }) {
  const restart = () => location.reload();
  return (
    <Dialog
      open
      title={title}
      onClose={restart}
      actions={
        <Button kind="primary" onClick={restart}>
          {t("Restart the app")}
        </Button>
      }
    >
      <p>{children}</p>
    </Dialog>
  );
}
