import { holdsPerson, isPersonal } from "../store/personal";
import { isUnreadable } from "../store/recorded";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { download } from "../ui/download";
import { syncState } from "../ui/sync-state";
import { actions, meta } from "./live";
import { outboxFile } from "./outbox-file";

/** Another way to the library for what is on this phone only, if anything is. */
export function FileCard() {
  const inTheFile = actions.value.filter(({ action }) => !isPersonal(action.name));
  const isWaiting = inTheFile.some(({ state }) => state === "waiting");
  const unreadable = inTheFile.filter(isUnreadable).length;
  const staying = actions.value.filter(holdsPerson).length;
  if (!isWaiting && unreadable === 0) return null;
  return (
    <Card title={t("A file for a supervisor")}>
      {unreadable > 0 && (
        <p>
          {n(
            "The library’s server cannot read {count} action. It is on this phone only: save it as a file, and tell a supervisor.",
            "The library’s server cannot read {count} actions. They are on this phone only: save them as a file, and tell a supervisor.",
            unreadable,
          )}
        </p>
      )}
      {isWaiting && <p class="muted">{whenToSave()}</p>}
      <Button icon="down" onClick={() => void saveFile()}>
        {t("Save as a file")}
      </Button>
      {staying > 0 && (
        <p class="note note-amber">
          {n(
            "{count} reader or request of a reader is not in the file: it is sealed on this phone and stays here until it is sent.",
            "{count} readers or requests of readers are not in the file: they are sealed on this phone and stay here until they are sent.",
            staying,
          )}
        </p>
      )}
    </Card>
  );
}

/** A file is brought in by the phone that it comes from: of one that is not known it is only kept. */
function whenToSave(): string {
  return syncState.value.forgotten
    ? t("To be safe, keep what waits in a file before this phone is enrolled again.")
    : t("If this phone cannot send any more: save what waits, and let a supervisor bring it in.");
}

async function saveFile(): Promise<void> {
  const { device, credential } = meta.value;
  if (!device || !credential) return;
  const text = await outboxFile(actions.value, device.id, credential);
  download(`rayon-${new Date().toISOString().slice(0, 10)}.txt`, text);
}
