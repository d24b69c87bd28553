import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Select } from "../ui/Field";
import { FileField } from "../ui/FileField";
import { FileOutcome } from "./FileOutcome";
import { type FileKind, fileKinds, type Sent, sendFile } from "./file";
import { importName } from "./imports";

/** Choose a file, see what it would do, bring it in. */
export function BringIn({ onDone }: { onDone: () => Promise<void> }) {
  const [kind, setKind] = useState<FileKind>("holds");
  const [file, setFile] = useState<File>();
  const [checked, setChecked] = useState<Sent>();
  const [done, setDone] = useState<Sent>();
  const [working, setWorking] = useState<string>();
  const choose = (next: File | undefined) => {
    setFile(next);
    setChecked(undefined);
    setDone(undefined);
  };
  const send = async (check: boolean, many_vanished = false) => {
    if (!file) return;
    setWorking(check ? t("Checking…") : t("Bringing it in…"));
    const sent = await sendFile(file, { kind, check, many_vanished });
    setWorking(undefined);
    if (check) return setChecked(sent);
    setChecked(sent.outcome ? undefined : sent);
    setDone(sent.outcome && sent);
    if (sent.outcome) await onDone();
  };
  return (
    <Card title={t("Bring a file in")}>
      <Select
        label={t("What is in it?")}
        value={kind}
        onValue={(value) => {
          setKind(value as FileKind);
          setChecked(undefined);
          setDone(undefined);
        }}
        options={fileKinds.map((one) => [one, importName(one)] as const)}
      />
      <FileField file={file} accept=".csv,.tsv,.txt,.json" onFile={choose} />
      <Button
        kind={checked?.outcome ? "secondary" : "primary"}
        disabled={!file}
        working={working}
        onClick={() => void send(true)}
      >
        {t("Check it")}
      </Button>
      {checked && <FileOutcome sent={checked} title={t("What it would do")} />}
      {checked?.isDoubted && (
        <Button kind="danger" working={working} onClick={() => void send(false, true)}>
          {t("It is whole: bring it in")}
        </Button>
      )}
      {checked?.outcome && (
        <Button kind="primary" working={working} onClick={() => void send(false)}>
          {t("Bring it in")}
        </Button>
      )}
      {done && <FileOutcome sent={done} title={t("Brought in")} />}
    </Card>
  );
}
