import { useId } from "preact/hooks";
import { t } from "../texts";
import { Icon } from "./Icon";
import "./file-field.css";

interface FileFieldProps {
  file: File | undefined;
  onFile: (file: File | undefined) => void;
  /** Endings, as a browser wants them: ".csv,.txt". */
  accept: string;
  kind?: "primary" | "secondary";
}

/** A button that opens the phone's or the computer's own list of files. */
export function FileField({ file, onFile, accept, kind = "secondary" }: FileFieldProps) {
  const id = useId();
  return (
    <p class="file-field">
      <input
        id={id}
        class="sr-only"
        type="file"
        accept={accept}
        onChange={({ currentTarget }) => onFile(currentTarget.files?.[0])}
      />
      <label class={`button button-${kind}`} for={id}>
        <Icon name="plus" />
        {file?.name ?? t("Choose a file")}
      </label>
    </p>
  );
}
