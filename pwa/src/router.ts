import type { ComponentType } from "preact";

export type Role = "picker" | "desk" | "courier" | "cart" | "supervisor" | "admin";

export type ScreenName =
  | "today"
  | "sign-in"
  | "enrol"
  | "enrol-with-code"
  | "walk"
  | "walk-list"
  | "history"
  | "sync"
  | "settings"
  | "help"
  | "help-page"
  | "board"
  | "trouble"
  | "devices"
  | "branch"
  | "people"
  | "wordings"
  | "locations"
  | "audit"
  | "outbox-file"
  | "mailbox"
  | "catalogue-import"
  | "ils-files"
  | "ils-lists"
  | "ils-list"
  | "phone-list"
  | "pickup-days"
  | "report"
  | "morning"
  | "closing"
  | "paper"
  | "lookup"
  | "shelving"
  | "hand-over"
  | "clearing"
  | "reshelving"
  | "slots"
  | "orders"
  | "survey"
  | "tables"
  | "floor-map"
  | "riding"
  | "deliveries"
  | "packing"
  | "sums"
  | "rounds"
  | "neighbourhood"
  | "cart"
  | "street";

export type Params = Record<string, string>;
export interface ScreenProps {
  params: Params;
}

export interface Screen {
  name: ScreenName;
  /** Below /app; ":id" takes one segment. */
  path: string;
  /** Who may open it; "anyone" also without being signed in. */
  roles: readonly Role[] | "anyone";
  /** True where a person is in the middle of something: nothing may interrupt. */
  busy?: boolean;
  /** Not where its code is here from the start; see main.tsx. */
  load?: () => Promise<{ default: ComponentType<ScreenProps> }>;
}

const everyone: readonly Role[] = ["picker", "desk", "courier", "cart", "supervisor", "admin"];

/** Every screen of the app: one row each, in the order of the menu. */
export const screens: readonly Screen[] = [
  {
    name: "today",
    path: "/",
    roles: everyone,
    load: () => import("./picking/TodayScreen"),
  },
  {
    name: "walk",
    path: "/walks/:walk",
    roles: everyone,
    busy: true,
  },
  {
    name: "walk-list",
    path: "/walks/:walk/list",
    roles: everyone,
    busy: true,
    load: () => import("./picking/WalkListScreen"),
  },
  {
    name: "floor-map",
    path: "/walks/:walk/map",
    roles: everyone,
    busy: true,
    load: () => import("./shelves/FloorMapScreen"),
  },
  {
    name: "hand-over",
    path: "/hand-over",
    roles: ["desk", "supervisor"],
    busy: true,
    load: () => import("./hold-shelf/HandOverScreen"),
  },
  {
    name: "shelving",
    path: "/shelving",
    roles: ["picker", "desk", "supervisor"],
    busy: true,
    load: () => import("./hold-shelf/ShelvingScreen"),
  },
  {
    name: "clearing",
    path: "/clearing",
    roles: ["picker", "desk", "supervisor"],
    busy: true,
    load: () => import("./hold-shelf/ClearingScreen"),
  },
  {
    name: "reshelving",
    path: "/reshelving",
    roles: ["picker", "desk", "supervisor"],
    busy: true,
    load: () => import("./hold-shelf/ReshelvingScreen"),
  },
  {
    name: "slots",
    path: "/slots",
    roles: ["supervisor"],
    busy: true,
    load: () => import("./hold-shelf/SlotsScreen"),
  },
  {
    name: "tables",
    path: "/tables",
    roles: ["picker", "desk", "supervisor"],
    busy: true,
    load: () => import("./shelves/TablesScreen"),
  },
  {
    name: "survey",
    path: "/survey",
    roles: ["supervisor", "admin"],
    busy: true,
    load: () => import("./shelves/SurveyScreen"),
  },
  {
    name: "lookup",
    path: "/lookup",
    roles: everyone,
    busy: true,
    load: () => import("./picking/LookupScreen"),
  },
  {
    name: "history",
    path: "/history",
    roles: everyone,
    busy: true,
    load: () => import("./sync/HistoryScreen"),
  },
  {
    name: "sync",
    path: "/sync",
    roles: everyone,
    load: () => import("./sync/SyncScreen"),
  },
  {
    name: "board",
    path: "/board",
    roles: ["supervisor"],
    load: () => import("./supervisors/BoardScreen"),
  },
  {
    name: "trouble",
    path: "/trouble",
    roles: ["supervisor"],
    load: () => import("./supervisors/TroubleScreen"),
  },
  {
    name: "phone-list",
    path: "/phone-list",
    roles: ["desk", "supervisor"],
    busy: true,
    load: () => import("./supervisors/PhoneListScreen"),
  },
  {
    name: "pickup-days",
    path: "/pickup-days",
    roles: ["supervisor"],
    load: () => import("./supervisors/PickupDaysScreen"),
  },
  {
    name: "paper",
    path: "/paper",
    roles: ["desk", "supervisor"],
    load: () => import("./slips/PaperScreen"),
  },
  {
    name: "morning",
    path: "/morning",
    roles: ["picker", "desk", "supervisor"],
    load: () => import("./supervisors/MorningScreen"),
  },
  {
    name: "closing",
    path: "/closing",
    roles: ["desk", "supervisor"],
    load: () => import("./supervisors/ClosingScreen"),
  },
  {
    name: "report",
    path: "/report",
    roles: ["supervisor"],
    load: () => import("./supervisors/ReportScreen"),
  },
  {
    name: "orders",
    path: "/orders",
    roles: ["desk", "supervisor"],
    busy: true,
    load: () => import("./holds/OrderScreen"),
  },
  {
    name: "riding",
    path: "/riding",
    roles: ["courier", "desk", "supervisor"],
    busy: true,
    load: () => import("./delivery/RidingScreen"),
  },
  {
    name: "deliveries",
    path: "/deliveries",
    roles: ["desk", "supervisor"],
    load: () => import("./delivery/DeliveriesScreen"),
  },
  {
    name: "packing",
    path: "/deliveries/:delivery",
    roles: ["desk", "supervisor"],
    busy: true,
    load: () => import("./delivery/PackingScreen"),
  },
  {
    name: "sums",
    path: "/sums",
    roles: ["supervisor"],
    load: () => import("./delivery/SumsScreen"),
  },
  {
    name: "rounds",
    path: "/rounds",
    roles: ["cart", "desk", "supervisor"],
    load: () => import("./rounds/RoundsScreen"),
  },
  {
    name: "neighbourhood",
    path: "/rounds/:neighbourhood",
    roles: ["supervisor"],
    busy: true,
    load: () => import("./rounds/NeighbourhoodScreen"),
  },
  {
    name: "cart",
    path: "/cart",
    roles: ["cart", "desk", "supervisor"],
    busy: true,
    load: () => import("./rounds/CartScreen"),
  },
  {
    name: "street",
    path: "/street",
    roles: ["cart", "supervisor"],
    busy: true,
    load: () => import("./rounds/StreetScreen"),
  },
  {
    name: "devices",
    path: "/devices",
    roles: ["supervisor", "admin"],
    load: () => import("./supervisors/DevicesScreen"),
  },
  {
    name: "branch",
    path: "/branch",
    roles: ["supervisor", "admin"],
    busy: true,
    load: () => import("./supervisors/BranchScreen"),
  },
  {
    name: "people",
    path: "/people",
    roles: ["admin"],
    busy: true,
    load: () => import("./supervisors/PeopleScreen"),
  },
  {
    name: "locations",
    path: "/locations",
    roles: ["supervisor", "admin"],
    busy: true,
    load: () => import("./supervisors/LocationsScreen"),
  },
  {
    name: "wordings",
    path: "/wordings",
    roles: ["admin"],
    busy: true,
    load: () => import("./supervisors/WordingsScreen"),
  },
  {
    name: "audit",
    path: "/audit",
    roles: ["supervisor", "admin"],
    load: () => import("./supervisors/AuditScreen"),
  },
  {
    name: "outbox-file",
    path: "/outbox-file",
    roles: ["supervisor"],
    load: () => import("./supervisors/OutboxFileScreen"),
  },
  {
    name: "mailbox",
    path: "/mailbox",
    roles: ["supervisor"],
    load: () => import("./supervisors/MailboxScreen"),
  },
  {
    name: "catalogue-import",
    path: "/catalogue-import",
    roles: ["supervisor"],
    busy: true,
    load: () => import("./catalogue/ImportScreen"),
  },
  {
    name: "ils-lists",
    path: "/lists",
    roles: ["desk", "supervisor"],
    load: () => import("./ils/ListsScreen"),
  },
  {
    name: "ils-list",
    path: "/lists/:kind",
    roles: ["desk", "supervisor"],
    busy: true,
    load: () => import("./ils/ListScreen"),
  },
  {
    name: "ils-files",
    path: "/files",
    roles: ["desk", "supervisor"],
    busy: true,
    load: () => import("./ils/FilesScreen"),
  },
  {
    name: "help",
    path: "/help",
    roles: "anyone",
    load: () => import("./help/HelpScreen"),
  },
  {
    name: "help-page",
    path: "/help/:about",
    roles: "anyone",
    load: () => import("./help/HelpPageScreen"),
  },
  {
    name: "settings",
    path: "/settings",
    roles: "anyone",
    load: () => import("./settings/SettingsScreen"),
  },
  {
    name: "sign-in",
    path: "/sign-in",
    roles: "anyone",
    busy: true,
    load: () => import("./staff/SignInScreen"),
  },
  {
    name: "enrol",
    path: "/enrol",
    roles: "anyone",
    busy: true,
    load: () => import("./staff/EnrolScreen"),
  },
  {
    name: "enrol-with-code",
    path: "/enrol/:code",
    roles: "anyone",
    busy: true,
    load: () => import("./staff/EnrolScreen"),
  },
];

export const BASE = "/app";

export interface Place {
  screen: Screen;
  params: Params;
}

/** The screen at an address such as "/app/walks/7", or undefined where there is none. */
export function match(pathname: string): Place | undefined {
  for (const screen of screens) {
    const params = matchPath(screen.path, pathname);
    if (params) return { screen, params };
  }
  return undefined;
}

/** The address of a screen. Throws where a parameter is missing: that is a mistake in the code. */
export function hrefFor(name: ScreenName, params: Params = {}): string {
  const path = screens.find((screen) => screen.name === name)?.path ?? "/";
  return BASE + path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(given(params, key)));
}

export function matchPath(pattern: string, pathname: string): Params | undefined {
  const wanted = segments(BASE + pattern);
  const found = segments(pathname);
  if (wanted.length !== found.length) return undefined;
  const params: Params = {};
  for (const [index, segment] of wanted.entries()) {
    const value = found[index] ?? "";
    if (segment.startsWith(":")) params[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return params;
}

function segments(path: string): string[] {
  return path.split("/").filter(Boolean).map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function given(params: Params, key: string): string {
  const value = params[key];
  if (value === undefined) throw new Error(`This address needs "${key}".`);
  return value;
}
