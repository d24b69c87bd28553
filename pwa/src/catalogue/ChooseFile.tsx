import { useId, useState } from "preact/hooks";
import { ApiError } from "../api";
import { t } from "../texts";
import { Card } from "../ui/Card";
import { Icon } from "../ui/Icon";
import { Progress } from "./Progress";
import { fileSize } from "./sizes";
import { upload } from "./upload";

interface ChooseFileProps {
  /** The largest file that is taken. */
  mebibytes: number;
  onSent: () => Promise<void>;
}

/** A file from this computer, sent with a bar that moves. */
export function ChooseFile({ mebibytes, onSent }: ChooseFileProps) {
  const [file, setFile] = useState<File>();
  const [sent, setSent] = useState(0);
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const send = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setSent(0);
    setProblem(undefined);
    try {
      await upload(chosen, setSent);
      await onSent();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
    setFile(undefined);
  };
  return (
    <Card title={t("A file of titles and copies")}>
      <p>
        {t(
          "As the library’s system exports it: MARC 21, UNIMARC, MARCXML or a CSV table, up to {size}. Nothing changes before the whole file is checked and you say so.",
          { size: fileSize(mebibytes * 1024 * 1024) },
        )}
      </p>
      {file ? (
        <Progress label={t("Sending {file}", { file: file.name })} done={sent} total={file.size} />
      ) : (
        <p class="choose-file">
          <input
            id={id}
            class="sr-only"
            type="file"
            aria-describedby={problem ? `${id}-error` : undefined}
            onChange={({ currentTarget }) => void send(currentTarget.files?.[0])}
          />
          <label class="button button-primary" for={id}>
            <Icon name="plus" />
            {t("Choose a file")}
          </label>
        </p>
      )}
      {problem && (
        <p id={`${id}-error`} class="field-error" role="alert">
          <Icon name="warning" /> {problem}
        </p>
      )}
    </Card>
  );
}
