import type { RetentionService } from "./retention.ts";

/** How much room one thing takes. */
export type StoredSize = {
  readonly name: string;
  readonly bytes: number;
};

/** Room taken below one folder of the data folder. */
export type FolderSize = StoredSize & {
  readonly files: number;
  /** False: counting took too long, and there is more. */
  readonly isWhole: boolean;
};

/** What takes how much of the disk. */
export type StorageSizes = {
  /** Files of the data folder, by what they are for. */
  readonly folders: readonly FolderSize[];
  /** Tables of the history with their indexes, the largest first; null while it is away. */
  readonly tables: readonly StoredSize[] | null;
  /** Whether the tables are in a folder that is counted already. */
  readonly tablesAreInFolder: boolean;
};

/** What pages may ask about room. */
export interface StorageQueries {
  /** Counts anew; takes seconds at most. */
  storageSizes(): Promise<StorageSizes>;
  /** How what is old goes, and what a person may let go. */
  readonly retention: RetentionService;
}
