import { useEffect, useState } from "preact/hooks";
import { remembered } from "../remembered";
import { hrefFor } from "../router";
import { useAnswer } from "../supervisors/useAnswer";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { PrintLink } from "../ui/PrintLink";

/** "page": the browser prints it; "pdf": a file. */
const form = remembered<string>("paper-form", "page");
const paper = remembered<string>("paper", "roll");
const sheet = remembered<string>("sheet", "21");
const right = remembered<string>("sheet-right", "0");
const down = remembered<string>("sheet-down", "0");
/** A printer is off by no more than this many millimetres. */
const MOST_MM = 10;

/** Everything that is printed beside the shelf; each opens as a page to print. */
export default function PaperScreen() {
  return (
    <AppFrame wide title={t("To print")} back={<BackLink href={hrefFor("today")} />}>
      <div class="columns">
        <div class="stack">
          <Form />
          <Slips />
          <Card title={t("Scan sheet")}>
            <p class="muted">
              {t("Every kind of code on one sheet, to try a phone or a scanner with.")}
            </p>
            <PrintLink href={`/api/paper/scan-sheet?form=${form.value}`}>
              {t("Open the scan sheet")}
            </PrintLink>
          </Card>
        </div>
        <Labels />
      </div>
    </AppFrame>
  );
}

/** Where the server makes no PDF, a page is all there is, and why is said. */
function Form() {
  const { answer } = useAnswer<{ pdf: boolean }>("/paper/choices");
  const cannot = answer?.pdf === false;
  useEffect(() => {
    if (cannot) form.value = "page";
  }, [cannot]);
  return (
    <Card title={t("What opens")}>
      {cannot ? (
        <p class="muted">
          {t(
            "A page that the browser prints. For PDF files, an administrator installs Rayon with its extra “pdf” on the server.",
          )}
        </p>
      ) : (
        <Select
          label={t("Form")}
          value={form.value}
          onValue={(value) => {
            form.value = value;
          }}
          options={[
            ["page", t("A page that the browser prints")],
            ["pdf", t("A PDF file")],
          ]}
        />
      )}
    </Card>
  );
}

function Slips() {
  return (
    <Card title={t("Slips")}>
      <Select
        label={t("Paper")}
        value={paper.value}
        onValue={(value) => {
          paper.value = value;
        }}
        options={[
          ["roll", t("Roll of 80 mm")],
          ["a6", t("Sheets of A6")],
        ]}
      />
      <p class="muted">
        {t("For what was found and is not on the shelf yet. Printing again tells nobody anything.")}
      </p>
      <PrintLink href={`/api/paper/hold-slips?paper=${paper.value}&form=${form.value}`}>
        {t("Hold slips")}
      </PrintLink>
      <PrintLink href={`/api/paper/transit-slips?paper=${paper.value}&form=${form.value}`}>
        {t("Transit slips")}
      </PrintLink>
    </Card>
  );
}

function Labels() {
  const [skip, setSkip] = useState("0");
  const asked = new URLSearchParams({
    sheet: sheet.value,
    skip: String(Math.min(whole(skip), Number(sheet.value) - 1)),
    x: String(millimetres(right.value)),
    y: String(millimetres(down.value)),
    form: form.value,
  });
  return (
    <Card title={t("Labels on sheets of A4")}>
      <Select
        label={t("Labels to a sheet")}
        value={sheet.value}
        onValue={(value) => {
          sheet.value = value;
        }}
        options={[
          ["21", t("21 (63.5 × 38.1 mm)")],
          ["24", t("24 (70 × 37 mm)")],
          ["14", t("14 (99.1 × 38.1 mm)")],
        ]}
      />
      <Field
        label={t("Used up on the first sheet")}
        inputMode="numeric"
        value={skip}
        maxLength={2}
        onValue={setSkip}
      />
      <Field
        label={t("To the right, in mm")}
        hint={t("Where the printer is off. With a minus: to the left.")}
        value={right.value}
        maxLength={5}
        onValue={(value) => {
          right.value = value;
        }}
      />
      <Field
        label={t("Down, in mm")}
        value={down.value}
        maxLength={5}
        onValue={(value) => {
          down.value = value;
        }}
      />
      <PrintLink href={`/api/paper/slot-labels?${asked}`}>{t("Labels of the slots")}</PrintLink>
      <PrintLink href={`/api/paper/bay-labels?${asked}`}>{t("Labels of the bays")}</PrintLink>
    </Card>
  );
}

function whole(text: string): number {
  return Math.max(Number.parseInt(text, 10) || 0, 0);
}

/** "1,5" and "1.5" are the same to whoever measured it. */
function millimetres(text: string): number {
  const value = Number.parseFloat(text.replace(",", ".")) || 0;
  return Math.min(Math.max(value, -MOST_MM), MOST_MM);
}
