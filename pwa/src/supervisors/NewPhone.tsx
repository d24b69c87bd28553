import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { clockText, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";

interface Code {
  code: string;
  expires_at: string;
  url: string;
  qr: string;
}

/** A code that lets one new phone in, as a picture to scan and as text to type. */
export function NewPhone() {
  const [name, setName] = useState("");
  const [code, setCode] = useState<Code>();
  const [problem, setProblem] = useState<string>();
  const make = async (event: Event) => {
    event.preventDefault();
    try {
      setCode(await ask<Code>("/devices/codes", { body: { device_name: name.trim() } }));
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <Card title={t("A new phone")}>
      {code ? (
        <ShownCode code={code} onMore={() => setCode(undefined)} />
      ) : (
        <form class="stack" onSubmit={(event) => void make(event)}>
          <Field
            label={t("Name of the phone")}
            value={name}
            onValue={setName}
            maxLength={60}
            error={problem}
          />
          <Button type="submit" kind="primary" icon="plus">
            {t("Show a code")}
          </Button>
        </form>
      )}
    </Card>
  );
}

function ShownCode({ code, onMore }: { code: Code; onMore: () => void }) {
  return (
    <div class="enrol-code">
      <img src={code.qr} alt={t("QR code of the address {url}", { url: code.url })} />
      <p class="mono enrol-text">{code.code}</p>
      <p class="muted">
        {t("Scan it with the new phone before {time}. It lets one phone in.", {
          time: clockText(code.expires_at),
        })}
      </p>
      <Button onClick={onMore}>{t("Another phone")}</Button>
    </div>
  );
}
