import type { ScreenName } from "../router";
import { t } from "../texts";

/** The help of one screen: what it is for, and how it is used. */
export interface HelpPage {
  title: () => string;
  what: () => string;
  how: () => string;
}

export type Explained = Exclude<ScreenName, "help" | "help-page" | "enrol-with-code">;

/** One page for each screen, in the order of the day; a screen without one does not compile. */
export const pages: Record<Explained, HelpPage> = {
  today: {
    title: () => t("Today"),
    what: () =>
      t("The walks that are free, the one you are on, and everything else in the menu below."),
    how: () =>
      t("Take a walk with a network or without: it is yours as soon as the phone has sent it."),
  },
  walk: {
    title: () => t("A walk"),
    what: () =>
      t(
        "One document after the other: its label as it is printed, the bay, the shelf, and its neighbours.",
      ),
    how: () =>
      t(
        "Scan it. Not there? Say so and go on: a colleague looks again before the patron is told. Scan any other book to learn where you are.",
      ),
  },
  "walk-list": {
    title: () => t("The list of a walk"),
    what: () => t("All documents of the walk in their order, and what became of each."),
    how: () =>
      t(
        "Choose one to jump ahead; finish here. What was not looked for goes back for another walk.",
      ),
  },
  "floor-map": {
    title: () => t("The map"),
    what: () => t("The floor from above: where you are, where the walk leads, what is done."),
    how: () => t("It works without a network once the floor has been surveyed."),
  },
  history: {
    title: () => t("History"),
    what: () => t("What you did on this phone today, and what the server said to it."),
    how: () => t("Take back what was a mistake, as long as the document has not moved on."),
  },
  sync: {
    title: () => t("Sending"),
    what: () => t("What waits on this phone to be sent. It is safe here."),
    how: () => t("A phone that cannot send any more saves a file; a supervisor brings it in."),
  },
  settings: {
    title: () => t("Settings"),
    what: () => t("Language, colours, sound and vibration of this phone; signing out."),
    how: () => t("They are of this phone only."),
  },
  "sign-in": {
    title: () => t("Signing in"),
    what: () => t("Who works on this device now. A shift lasts twelve hours at most."),
    how: () => t("Choose your name and key your six digits. Once a shift this needs a network."),
  },
  enrol: {
    title: () => t("A new phone"),
    what: () => t("A phone becomes one of the library’s, by a code that a supervisor shows."),
    how: () => t("Scan the QR code on the supervisor’s screen, or type the eight letters."),
  },
  board: {
    title: () => t("The board"),
    what: () => t("Today’s reservations, walks, notices and alarms, fresh every two seconds."),
    how: () =>
      t(
        "An alarm says what to do next. A walk can be closed or given to somebody else; nothing that was found is lost.",
      ),
  },
  trouble: {
    title: () => t("To settle"),
    what: () =>
      t(
        "Everything that needs a person: two opinions, what was refused, mails of which nobody knows whether they arrived.",
      ),
    how: () => t("Each line ends by one of its buttons, and stays below for 30 days."),
  },
  "phone-list": {
    title: () => t("Phone list"),
    what: () =>
      t(
        "Patrons without a mail address, and what to tell them; readers to call before the bike cart comes.",
      ),
    how: () => t("Call, then say how it went. After three calls in vain a letter is printed."),
  },
  "pickup-days": {
    title: () => t("Pick-up days"),
    what: () => t("On which days and at what hours patrons can collect; closures and holidays."),
    how: () => t("Closed today? One button: everybody gets a day more and is told once."),
  },
  paper: {
    title: () => t("To print"),
    what: () => t("Slips, labels of bays and slots, the sheet to scan from."),
    how: () => t("They fit rolls and ordinary sheets; print one and hold it at arm’s length."),
  },
  morning: {
    title: () => t("This morning"),
    what: () => t("What came in, by when it must be done, who is here, and what yesterday left."),
    how: () => t("Read it together before the first walk."),
  },
  closing: {
    title: () => t("At closing"),
    what: () =>
      t(
        "Everything that is open, in whose hands, and what the library’s own system must still hear.",
      ),
    how: () => t("Go down the list; what stays is on the list of the morning."),
  },
  report: {
    title: () => t("Report"),
    what: () =>
      t(
        "What was asked for, found and told; where documents are missing; weeks compared. Never who.",
      ),
    how: () => t("Choose the days. Each table is also a file for a spreadsheet."),
  },
  orders: {
    title: () => t("Reserve by phone"),
    what: () =>
      t("A patron on the telephone: who it is, what is wanted, read back before it is placed."),
    how: () =>
      t(
        "A name or a card, then a title or a barcode. Without a precise title, note the wishes: the picker chooses. Collected at a branch, or brought to a stop of the bike cart.",
      ),
  },
  "hand-over": {
    title: () => t("Hand over"),
    what: () => t("All that waits for the patron who stands before you."),
    how: () => t("Scan the card or the code of the notice, then each document."),
  },
  shelving: {
    title: () => t("Shelve"),
    what: () => t("What was found and waits in a cart for its slot."),
    how: () => t("Scan the document, then the slot. Only then is its patron told."),
  },
  clearing: {
    title: () => t("Clear the hold shelf"),
    what: () => t("Documents that nobody may come for any more."),
    how: () =>
      t(
        "Scan each as you take it off: the screen says who waits for it next, or that it goes home.",
      ),
  },
  reshelving: {
    title: () => t("Back on the shelves"),
    what: () => t("What goes back to its place in the stacks."),
    how: () => t("Scan it when it stands there."),
  },
  slots: {
    title: () => t("Slots of the hold shelf"),
    what: () => t("The places where documents wait, for one patron each or by letter."),
    how: () => t("Name a row of them at once, then print their labels."),
  },
  tables: {
    title: () => t("Tables and trolleys"),
    what: () => t("Display tables, returns trolleys and repair shelves."),
    how: () => t("Scan the table, then everything on it: picks lead there until its last day."),
  },
  survey: {
    title: () => t("Survey the floor"),
    what: () => t("What each bay begins with: that is how Rayon knows where documents stand."),
    how: () =>
      t("Scan the label of the bay, then the first document on it: a quarter of a minute each."),
  },
  lookup: {
    title: () => t("What is this?"),
    what: () => t("What a document is, where it belongs, and whether it is kept for somebody."),
    how: () => t("Scan it."),
  },
  deliveries: {
    title: () => t("Deliveries and parcels"),
    what: () => t("Who gets what brought home today, and how far the packing is."),
    how: () =>
      t("Open a delivery to pack it; put the stops in order; show the courier firm its link."),
  },
  packing: {
    title: () => t("Packing"),
    what: () => t("The documents of one delivery, its parcels, and what they weigh."),
    how: () => t("Scan each document into the bag, close it, stick the label on."),
  },
  riding: {
    title: () => t("Riding"),
    what: () => t("The next door in large type, and what to hand over there."),
    how: () => t("Delivered or absent, in two taps, without a network as well."),
  },
  sums: {
    title: () => t("Sums due"),
    what: () => t("What the town’s billing service will ask of whom, one line per parcel."),
    how: () => t("Annul an error in time, then close the month: after that nothing changes."),
  },
  rounds: {
    title: () => t("Bike cart"),
    what: () => t("When the cart comes to which neighbourhood, and what is announced."),
    how: () => t("Move or cancel a visit: those who subscribed are told once."),
  },
  neighbourhood: {
    title: () => t("A neighbourhood"),
    what: () => t("Its stops with their hours, and the rule by which the cart comes."),
    how: () => t("Two visits that the same bike cannot make are refused."),
  },
  cart: {
    title: () => t("Loading the cart"),
    what: () => t("What rides along on the next round, and for whom."),
    how: () => t("Scan each document as it goes onto the cart."),
  },
  street: {
    title: () => t("In the street"),
    what: () =>
      t("The stop of the bike cart: who is expected, lending and taking back, without a network."),
    how: () =>
      t(
        "Scan the card, then the documents. Late, or rain? Two taps tell the subscribers. All of it is sent when there is a network.",
      ),
  },
  devices: {
    title: () => t("Phones"),
    what: () => t("Every phone and computer of the branch, and when it was last heard of."),
    how: () => t("Enrol one by the QR code; lost? One tap shuts it out and it wipes itself."),
  },
  branch: {
    title: () => t("Branch settings"),
    what: () => t("By which rules the branch works, each with its effect in one sentence."),
    how: () => t("Only an admin changes them; what patrons were promised before stays so."),
  },
  people: {
    title: () => t("Colleagues"),
    what: () => t("Who works here, with which roles; roles add up."),
    how: () => t("New digits for who forgot them; whoever leaves is shut out at once."),
  },
  locations: {
    title: () => t("Shelving locations"),
    what: () => t("The sections of the branch: how each is ordered, and in which order one walks."),
    how: () => t("Choose a scheme and look at the sample: it has to stand as the shelf does."),
  },
  wordings: {
    title: () => t("Wording of the mails"),
    what: () => t("What patrons read, passage by passage; facts come in between braces."),
    how: () => t("Look at the preview, send a test to yourself, then put it in force."),
  },
  audit: {
    title: () => t("Who decided what"),
    what: () => t("Settings, closures, walks given to somebody else. Never who scanned what."),
    how: () => t("After 30 days a role stands there instead of a name."),
  },
  "outbox-file": {
    title: () => t("Bring a phone’s file in"),
    what: () => t("What a phone that cannot send has saved as a file."),
    how: () => t("Choose the file. Nothing counts twice."),
  },
  mailbox: {
    title: () => t("Mails sent"),
    what: () => t("The mails of a demo library: they stay in the house."),
    how: () => t("Open one to read it as the patron would."),
  },
  "catalogue-import": {
    title: () => t("Import a catalogue"),
    what: () => t("Titles and copies from a file: MARC, UNIMARC or CSV."),
    how: () => t("It is read and counted first; nothing changes before you say so."),
  },
  "ils-files": {
    title: () => t("The morning’s files"),
    what: () => t("Reservations, loans and status from the library’s own system."),
    how: () => t("Bring them in before the walks are planned."),
  },
  "ils-lists": {
    title: () => t("Lists for the ILS"),
    what: () => t("What must still be keyed into the library’s own system."),
    how: () => t("Open a list, or print it."),
  },
  "ils-list": {
    title: () => t("One list"),
    what: () => t("Barcodes to scan into the library’s own system from this screen."),
    how: () => t("Tick each when it is done."),
  },
};

/** Words of the floor, one per thing. */
export const glossary: readonly (readonly [() => string, () => string])[] = [
  [() => t("hold"), () => t("one patron wants one title, one copy, or a selection")],
  [() => t("item"), () => t("one physical thing with a barcode")],
  [() => t("call number"), () => t("the label that says where it stands")],
  [() => t("bay"), () => t("one upright of shelves, a bin or a table")],
  [() => t("walk"), () => t("one person’s run through the stacks")],
  [
    () => t("document not found"),
    () => t("looked for and not there, until somebody has looked again"),
  ],
  [() => t("slip"), () => t("the paper and its number that travel with a document")],
  [() => t("slot"), () => t("where documents wait for their patron")],
  [() => t("bundle"), () => t("all that waits for one patron")],
  [() => t("in transit"), () => t("on its way to another branch")],
  [() => t("parcel"), () => t("what one courier stop carries for one patron")],
  [() => t("notice"), () => t("a message owed to a patron")],
  [() => t("pick-up days"), () => t("days on which documents can be collected")],
  [() => t("shift"), () => t("one person signed in on one device")],
];
