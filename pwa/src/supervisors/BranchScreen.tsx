import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { hrefFor } from "../router";
import { hasRole } from "../staff/session";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { toast } from "../ui/toasts";
import {
  type AboutKey,
  type BranchRules,
  groups,
  type Names,
  type Rule,
  type RuleGroup,
  read,
  written,
} from "./branch-settings";
import { weekdayName } from "./pickup-days";
import { useAnswer } from "./useAnswer";
import "./set-up.css";

type Draft = Readonly<Record<string, string>>;

/** By which rules the branch works, each with its effect in one sentence. */
export default function BranchScreen() {
  const { answer, problem, again } = useAnswer<BranchRules>("/branch-settings");
  const [about, setAbout] = useState<Draft>({});
  const [rules, setRules] = useState<Draft>({});
  const mayChange = hasRole("admin");
  const isChanged = Object.keys(about).length + Object.keys(rules).length > 0;
  const save = async () => {
    const settings = asRules(rules, answer?.kinds);
    if (settings && (await send({ about, settings }))) {
      setAbout({});
      setRules({});
      await again();
    }
  };
  return (
    <AppFrame
      wide
      title={t("Branch settings")}
      back={<BackLink href={hrefFor("today")} />}
      bar={
        isChanged && (
          <Button
            kind="primary"
            icon="tick"
            disabled={!asRules(rules, answer?.kinds)}
            onClick={() => void save()}
          >
            {t("Save the changes")}
          </Button>
        )
      }
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {answer && !mayChange && (
        <p class="note">{t("Only an admin changes these. You see what holds.")}</p>
      )}
      {answer && (
        <fieldset class="columns set-up" disabled={!mayChange} aria-label={t("Branch settings")}>
          <AboutCard
            about={{ ...answer.about, ...about }}
            onChange={(key, text) => setAbout({ ...about, [key]: text })}
          />
          {groups.map((group) => (
            <GroupCard
              key={group.title()}
              group={group}
              answer={answer}
              draft={rules}
              onChange={(key, text) => setRules({ ...rules, [key]: text })}
            />
          ))}
        </fieldset>
      )}
    </AppFrame>
  );
}

interface AboutCardProps {
  about: Record<AboutKey, string>;
  onChange: (key: AboutKey, text: string) => void;
}

function AboutCard({ about, onChange }: AboutCardProps) {
  const line = (key: AboutKey, label: string, maxLength: number) => (
    <Field
      label={label}
      value={about[key]}
      maxLength={maxLength}
      onValue={(text) => onChange(key, text)}
    />
  );
  return (
    <Card title={t("As patrons know it")}>
      {line("name", t("Name"), 120)}
      {line("address", t("Address"), 200)}
      {line("phone", t("Telephone"), 30)}
      {line("email", t("Email address"), 254)}
    </Card>
  );
}

interface GroupCardProps {
  group: RuleGroup;
  answer: BranchRules;
  draft: Draft;
  onChange: (key: string, text: string) => void;
}

function GroupCard({ group, answer, draft, onChange }: GroupCardProps) {
  return (
    <Card title={group.title()}>
      {group.rules.map((rule) => (
        <RuleField
          key={rule.key}
          rule={rule}
          text={draft[rule.key] ?? written(rule.form, answer.settings[rule.key], answer.kinds)}
          usual={written(rule.form, answer.usual[rule.key], answer.kinds)}
          onText={(text) => onChange(rule.key, text)}
        />
      ))}
    </Card>
  );
}

interface RuleFieldProps {
  rule: Rule;
  text: string;
  usual: string;
  onText: (text: string) => void;
}

function RuleField({ rule, text, usual, onText }: RuleFieldProps) {
  const { form, label, effect } = rule;
  if (form === "weekdays") return <Weekdays rule={rule} text={text} onText={onText} />;
  if (form === "yes" || form === "choice") {
    const options = rule.options?.() ?? [
      ["true", t("Yes")],
      ["false", t("No")],
    ];
    return (
      <Select
        label={label()}
        hint={effect()}
        value={text}
        options={options}
        onValue={(value) => onText(value)}
      />
    );
  }
  const isUsual = text === usual || usual === "";
  return (
    <Field
      label={label()}
      hint={isUsual ? effect() : [effect(), t("Usually: {value}.", { value: usual })].join(" ")}
      value={text}
      type={form === "time" ? "time" : "text"}
      error={
        read(form, text) === undefined ? t("This cannot be read. Write it as usual.") : undefined
      }
      onValue={onText}
    />
  );
}

function Weekdays({ rule, text, onText }: Omit<RuleFieldProps, "usual">) {
  const days = read("weekdays", text) as number[];
  const toggle = (day: number) =>
    onText(
      (days.includes(day) ? days.filter((one) => one !== day) : [...days, day]).sort().join(", "),
    );
  return (
    <fieldset class="choices">
      <legend>{rule.label()}</legend>
      <p class="muted">{rule.effect()}</p>
      {[0, 1, 2, 3, 4, 5, 6].map((day) => (
        <label key={day}>
          <input type="checkbox" checked={days.includes(day)} onChange={() => toggle(day)} />
          {weekdayName(day)}
        </label>
      ))}
    </fieldset>
  );
}

/** All that was written, as the server takes it; undefined while one of them cannot be read. */
function asRules(draft: Draft, kinds?: Names): Record<string, unknown> | undefined {
  const forms = new Map(groups.flatMap(({ rules }) => rules.map(({ key, form }) => [key, form])));
  const pairs = Object.entries(draft).map(
    ([key, text]) => [key, read(forms.get(key) ?? "text", text, kinds)] as const,
  );
  return pairs.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(pairs);
}

async function send(body: object): Promise<boolean> {
  try {
    await ask("/branch-settings", { body });
    toast(t("Saved. It holds from now on."));
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
    return false;
  }
}
