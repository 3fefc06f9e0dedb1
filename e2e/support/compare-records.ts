import type {
  ArchiveRecords,
  Attribute,
  ConfigurationRow,
  Data,
  Entity,
  Schema,
} from './archive-records';

/** What stays on the site that is restored: rows that tell of the installation, not of its content. */
const INSTALLATION_ROWS = [
  'strapi_content_types_schema',
  'strapi_unidirectional-join-table-repair-ran',
  'core_persisted_tables',
  'ee_information',
  'ee_disabled_users',
  'core_admin_auth',
];

/** A row that Strapi writes whenever it starts, and sometimes in between. */
export const RESTLESS_ROW = 'plugin_upload_metrics';

/** How many differences a failed test tells. All of a site's would tell nothing. */
const TOLD = 10;

export interface Comparison {
  /**
   * One of the two was read from SQLite by Strapi itself, which reads big integers as JavaScript's numbers: those beyond
   * 2^53 are rounded. Ours are exact.
   */
  roundedBigIntegers?: boolean;
  /** One of the two has been on PostgreSQL or MariaDB, which keep two decimal places; SQLite keeps all. */
  roundedDecimals?: boolean;
  /** One of the two was restored: each site keeps its own rows of INSTALLATION_ROWS, and gives core-store rows its own ids. */
  restored?: boolean;
}

/** @returns what differs between two archives, as sets of records, ids included; nothing when they are equal */
export function differences(
  found: ArchiveRecords,
  expected: ArchiveRecords,
  comparison: Comparison = {},
): string[] {
  const compared = comparable(found, comparison);
  return Object.entries(comparable(expected, comparison)).flatMap(([part, records]) =>
    differencesOf(compared[part as keyof typeof compared], records).map(
      (text) => `${part} ${text}`,
    ),
  );
}

function comparable(
  { schemas, entities, links, configuration, assetMetadata, assets }: ArchiveRecords,
  comparison: Comparison,
): Record<keyof ArchiveRecords, Map<string, unknown>> {
  const { restored } = comparison;
  const byUid = new Map(schemas.map((schema) => [schema.uid, schema]));
  return {
    schemas: unique(schemas.map((schema) => [schema.uid, schema])),
    entities: unique(
      entities.map((entity) => [`${entity.type}:${entity.id}`, oneForm(entity, byUid, comparison)]),
    ),
    links: unique(links.map((link) => [canonical(link), link])),
    configuration: unique(
      configuration
        .filter(({ value }) => value.key !== RESTLESS_ROW)
        .filter(({ value }) => !restored || !INSTALLATION_ROWS.includes(String(value.key)))
        .map((row) => [nameOf(row), restored ? withoutLocalId(row) : row]),
    ),
    assetMetadata: new Map(Object.entries(assetMetadata)),
    assets: new Map(Object.entries(assets)),
  };
}

/**
 * The same value in one form, whatever database it comes from:
 * - PostgreSQL prints a `time` without the zeros at its end, `10:00:00` and `10:00:00.25`; the others keep
 *   `10:00:00.000` and `10:00:00.250`.
 * - Big integers and decimals are as exact as the less exact of the two can have them.
 */
export function oneForm(
  { type, data }: Entity,
  schemas: Map<string, Schema>,
  { roundedBigIntegers, roundedDecimals }: Comparison,
): Data {
  const valueOf = (value: unknown, attribute: Attribute): unknown => {
    if (value === null || value === undefined) return value;
    switch (attribute.type) {
      case 'time':
        return padTime(String(value));
      case 'biginteger':
        return roundedBigIntegers ? String(Number(value)) : value;
      case 'decimal':
        return roundedDecimals ? Number((value as number).toFixed(2)) : value;
      case 'component':
        return attribute.repeatable
          ? (value as Data[]).map((part) => dataOf(part, attribute.component!))
          : dataOf(value as Data, attribute.component!);
      case 'dynamiczone':
        return (value as Data[]).map((part) => dataOf(part, String(part.__component)));
      default:
        return value;
    }
  };
  const dataOf = (values: Data, uid: string): Data => {
    const { attributes } = schemas.get(uid)!;
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const attribute = attributes[name];
        return [name, attribute ? valueOf(value, attribute) : value];
      }),
    );
  };
  return dataOf(data, type);
}

function padTime(time: string): string {
  const [seconds, fraction = ''] = time.split('.');
  return `${seconds}.${fraction.padEnd(3, '0')}`;
}

function nameOf({ type, value }: ConfigurationRow): string {
  return [type, value.key ?? value.name, value.environment ?? '', value.tag ?? ''].join(' ');
}

function withoutLocalId(row: ConfigurationRow): ConfigurationRow {
  if (row.type !== 'core-store') return row;
  const { id: _id, ...value } = row.value;
  return { ...row, value };
}

/** A set: what stands in it twice is a fault in itself. */
function unique(entries: [name: string, record: unknown][]): Map<string, unknown> {
  const records = new Map(entries);
  if (records.size < entries.length) throw new Error('Something is in the archive twice');
  return records;
}

function differencesOf(found: Map<string, unknown>, expected: Map<string, unknown>): string[] {
  const told: string[] = [];
  for (const [name, record] of expected) {
    if (!found.has(name)) told.push(`${name} is missing`);
    else if (canonical(found.get(name)) !== canonical(record)) {
      told.push(...changes(name, found.get(name), record));
    }
  }
  for (const name of found.keys()) if (!expected.has(name)) told.push(`${name} is too much`);
  return told.length > TOLD ? [...told.slice(0, TOLD), `and ${told.length - TOLD} more`] : told;
}

/** The innermost places where two records differ. */
function changes(name: string, found: unknown, expected: unknown): string[] {
  if (!isObject(found) || !isObject(expected)) {
    return [`${name} is ${short(found)} instead of ${short(expected)}`];
  }
  return [...new Set([...Object.keys(found), ...Object.keys(expected)])]
    .filter((key) => canonical(found[key]) !== canonical(expected[key]))
    .flatMap((key) => changes(`${name} / ${key}`, found[key], expected[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
}

/** JSON whose objects have their keys in one order: PostgreSQL's jsonb orders them by itself. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      isObject(part) && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'nothing'
  );
}
