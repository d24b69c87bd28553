import {
  type Database,
  openDatabase,
  type TableName,
  type Trouble,
  type Writing,
} from "./database";

export interface Connection {
  read<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** Resolves once everything is on the disk, not before. */
  write<T>(tables: TableName[], work: (writing: Writing) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

// What Safari throws after the app comes back: "Connection to Indexed Database server lost".
const lost: ReadonlySet<string> = new Set(["UnknownError", "InvalidStateError", "AbortError"]);

/** A connection that opens itself again, once, when the browser has dropped it. */
export function createConnection(
  factory: IDBFactory,
  onTrouble: (trouble: Trouble) => void = () => undefined,
): Connection {
  let opened: Promise<Database> | undefined;
  const forget = () => {
    opened = undefined;
  };
  const open = () => {
    opened ??= openDatabase({ factory, onTrouble, onGone: forget });
    opened.catch((error: Error) => {
      forget();
      // The library has gone back to an older version of the app.
      if (error.name === "VersionError") onTrouble("older");
    });
    return opened;
  };
  const close = async () => {
    const closing = opened;
    forget();
    await closing?.then(
      (database) => database.close(),
      () => undefined,
    );
  };
  const read: Connection["read"] = async (work) => {
    try {
      return await work(await open());
    } catch (error) {
      if (!lost.has((error as Error).name)) throw error;
    }
    await close();
    try {
      return await work(await open());
    } catch (error) {
      onTrouble("lost");
      throw error;
    }
  };
  return {
    read,
    close,
    write: (tables, work) => read((database) => durably(database, tables, work)),
  };
}

async function durably<T>(
  database: Database,
  tables: TableName[],
  work: (writing: Writing) => Promise<T>,
): Promise<T> {
  const writing = database.transaction(tables, "readwrite", { durability: "strict" });
  const done = writing.done;
  // Failures are told by `work`; without this the browser reports them a second time.
  done.catch(() => undefined);
  try {
    const result = await work(writing);
    await done;
    return result;
  } catch (error) {
    abort(writing);
    throw error;
  }
}

function abort(writing: Writing): void {
  try {
    writing.abort();
  } catch {
    // It has ended already.
  }
}
