import { hrefFor, type Role, type ScreenName } from "../router";
import { hasRole } from "../staff/session";
import { t } from "../texts";
import { Icon, type IconName } from "../ui/Icon";

interface Entry {
  screen: ScreenName;
  icon: IconName;
  text: () => string;
  roles?: Role[];
}

interface Group {
  name: string;
  title?: () => string;
  entries: readonly Entry[];
}

const groups: readonly Group[] = [
  {
    name: "desk",
    title: () => t("Desk and hold shelf"),
    entries: [
      {
        screen: "hand-over",
        icon: "person",
        text: () => t("Hand over"),
        roles: ["desk", "supervisor"],
      },
      {
        screen: "shelving",
        icon: "shelf",
        text: () => t("Shelve"),
        roles: ["picker", "desk", "supervisor"],
      },
      {
        screen: "clearing",
        icon: "off-shelf",
        text: () => t("Clear the hold shelf"),
        roles: ["picker", "desk", "supervisor"],
      },
      { screen: "lookup", icon: "search", text: () => t("What is this?") },
      {
        screen: "tables",
        icon: "table",
        text: () => t("Tables and trolleys"),
        roles: ["picker", "desk", "supervisor"],
      },
      {
        screen: "orders",
        icon: "plus",
        text: () => t("Reserve by phone"),
        roles: ["desk", "supervisor"],
      },
      {
        screen: "phone-list",
        icon: "call",
        text: () => t("Phone list"),
        roles: ["desk", "supervisor"],
      },
      { screen: "history", icon: "history", text: () => t("History") },
    ],
  },
  {
    name: "bike",
    title: () => t("By bike"),
    entries: [
      {
        screen: "deliveries",
        icon: "home",
        text: () => t("Deliveries and parcels"),
        roles: ["desk", "supervisor"],
      },
      {
        screen: "riding",
        icon: "right",
        text: () => t("Ride the deliveries"),
        roles: ["courier", "desk", "supervisor"],
      },
      { screen: "sums", icon: "table", text: () => t("Sums due"), roles: ["supervisor"] },
      {
        screen: "rounds",
        icon: "map",
        text: () => t("Visits of the bike cart"),
        roles: ["cart", "desk", "supervisor"],
      },
      {
        screen: "cart",
        icon: "book",
        text: () => t("What the cart carries"),
        roles: ["cart", "desk", "supervisor"],
      },
      {
        screen: "street",
        icon: "right",
        text: () => t("Out with the cart"),
        roles: ["cart", "supervisor"],
      },
    ],
  },
  {
    name: "day",
    title: () => t("The day"),
    entries: [
      {
        screen: "morning",
        icon: "home",
        text: () => t("This morning"),
        roles: ["picker", "desk", "supervisor"],
      },
      {
        screen: "closing",
        icon: "lock",
        text: () => t("At closing"),
        roles: ["desk", "supervisor"],
      },
      {
        screen: "ils-files",
        icon: "down",
        text: () => t("The morning’s files"),
        roles: ["desk", "supervisor"],
      },
      {
        screen: "ils-lists",
        icon: "list",
        text: () => t("Lists for the ILS"),
        roles: ["desk", "supervisor"],
      },
      {
        screen: "paper",
        icon: "printer",
        text: () => t("To print"),
        roles: ["desk", "supervisor"],
      },
      { screen: "mailbox", icon: "mail", text: () => t("Mails sent"), roles: ["supervisor"] },
      { screen: "report", icon: "list", text: () => t("Report"), roles: ["supervisor"] },
    ],
  },
  {
    name: "library",
    title: () => t("The library"),
    entries: [
      {
        screen: "pickup-days",
        icon: "clock",
        text: () => t("Pick-up days"),
        roles: ["supervisor"],
      },
      {
        screen: "survey",
        icon: "scan",
        text: () => t("Survey the floor"),
        roles: ["supervisor", "admin"],
      },
      {
        screen: "slots",
        icon: "table",
        text: () => t("Slots of the hold shelf"),
        roles: ["supervisor"],
      },
      {
        screen: "locations",
        icon: "shelf",
        text: () => t("Shelving locations"),
        roles: ["supervisor", "admin"],
      },
      {
        screen: "branch",
        icon: "settings",
        text: () => t("Branch settings"),
        roles: ["supervisor", "admin"],
      },
      { screen: "wordings", icon: "mail", text: () => t("Wording of the mails"), roles: ["admin"] },
      { screen: "devices", icon: "phone", text: () => t("Phones"), roles: ["supervisor", "admin"] },
      { screen: "people", icon: "person", text: () => t("Colleagues"), roles: ["admin"] },
      {
        screen: "audit",
        icon: "list",
        text: () => t("Who decided what"),
        roles: ["supervisor", "admin"],
      },
      {
        screen: "catalogue-import",
        icon: "book",
        text: () => t("Import a catalogue"),
        roles: ["supervisor"],
      },
    ],
  },
  {
    name: "rest",
    entries: [
      { screen: "help", icon: "book", text: () => t("Help") },
      { screen: "settings", icon: "settings", text: () => t("Settings") },
    ],
  },
];

/** What a supervisor comes for. */
const steering: readonly Entry[] = [
  { screen: "board", icon: "board", text: () => t("Board"), roles: ["supervisor"] },
  { screen: "trouble", icon: "warning", text: () => t("To settle"), roles: ["supervisor"] },
];

/** So many are seen at a glance; of more, each is looked for among its like. */
const AT_A_GLANCE = 10;

/** Above the work of the day, for those who look after it. */
export function Steering() {
  const mine = ofThisPerson(steering);
  if (mine.length === 0) return null;
  return (
    <nav aria-label={t("For supervisors")}>
      <Entries entries={mine} />
    </nav>
  );
}

/** Everything else, below the work of the day. */
export function Menu() {
  const mine = groups.map((group) => ({ ...group, entries: ofThisPerson(group.entries) }));
  const all = mine.flatMap(({ entries }) => entries);
  return (
    <nav class="menu" aria-label={t("Menu")}>
      {all.length > AT_A_GLANCE ? mine.map(titled) : <Entries entries={all} />}
    </nav>
  );
}

function titled({ name, title, entries }: Group) {
  if (entries.length === 0) return null;
  return (
    <section key={name} class="menu-group">
      {title && <h2>{title()}</h2>}
      <Entries entries={entries} />
    </section>
  );
}

function ofThisPerson(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ roles }) => !roles || hasRole(...roles));
}

function Entries({ entries }: { entries: readonly Entry[] }) {
  return (
    <ul class="menu-entries">
      {entries.map(({ screen, icon, text }) => (
        <li key={screen}>
          <a class="menu-entry" href={hrefFor(screen)}>
            <Icon name={icon} />
            {text()}
          </a>
        </li>
      ))}
    </ul>
  );
}
