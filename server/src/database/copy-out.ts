import type { LinePage } from './line-page';
import type { Db, Trx } from './model';

/** Of the `pg` driver, what is used here. */
interface Driver {
  Query: new (sql: string, done: (error?: Error | null) => void) => CopyQuery;
}
interface CopyQuery {
  handleCopyData(message: { chunk: Buffer }): void;
}
interface Connection {
  query(query: CopyQuery): void;
}

/** Fetches by PostgreSQL's COPY, the one way in which its driver hands over bytes: everything else it decodes first. */
export function copyOut(db: Db | Trx): (query: string, into: LinePage) => Promise<void> {
  const { client } = db;
  const { Query } = client.driver as Driver;
  return async (query, into) => {
    // In a transaction it is the transaction's, which keeps it.
    const connection = (await client.acquireConnection()) as Connection;
    try {
      await new Promise<void>((resolve, reject) => {
        let failure: unknown;
        const copy = new Query(`copy (${query}) to stdout (format binary)`, (error) => {
          failure ??= error;
          if (failure) reject(failure as Error);
          else resolve();
        });
        copy.handleCopyData = ({ chunk }) => {
          try {
            // The page copies it, for the driver uses its buffer again.
            addTuple(chunk, into);
          } catch (error) {
            // Nobody catches what is thrown into the driver.
            failure ??= error;
          }
        };
        connection.query(copy);
      });
    } finally {
      await client.releaseConnection(connection);
    }
  };
}

/** Before the first row: a signature of 11 bytes, flags, and the length of nothing. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER_BYTES = SIGNATURE.length + 4 + 4;
/** Of a row: the number of its columns, and before each of them its length. */
const COUNT_BYTES = 2;
const LENGTH_BYTES = 4;

/**
 * One message is one row (PostgreSQL's documentation, "COPY Operations" of the protocol), the first with the header before
 * it; the last is no row, but a number of columns that is -1.
 */
function addTuple(message: Buffer, into: LinePage): void {
  const isFirst = message.subarray(0, SIGNATURE.length).equals(SIGNATURE);
  const tuple = isFirst ? message.subarray(HEADER_BYTES) : message;
  if (tuple.length <= COUNT_BYTES) return;
  const id = columnAt(tuple, COUNT_BYTES)!;
  into.add(readId(id), columnAt(tuple, COUNT_BYTES + LENGTH_BYTES + id.length));
}

function columnAt(tuple: Buffer, at: number): Buffer | null {
  const length = tuple.readInt32BE(at);
  const start = at + LENGTH_BYTES;
  return length < 0 ? null : tuple.subarray(start, start + length);
}

/** Of four bytes or of eight. */
function readId(bytes: Buffer): number {
  return bytes.length === 8 ? Number(bytes.readBigInt64BE()) : bytes.readInt32BE();
}
