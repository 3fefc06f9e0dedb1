import type { ComponentField, Model, Models } from '../../database/model';
import { MAX_ID } from '../../database/id-set';
import type { Row } from '../../database/read-rows';
import type { RowSink } from '../../database/row-sink';
import type { ColumnValue } from '../../database/values';
import { type RowWriter, createRowWriter } from '../../database/write-rows';
import type { Entity } from './read-entities';
import type { RestoredRows } from './restored-rows';

export interface EntityWriter {
  /** Gives an entity's rows to the sink. @throws Error naming the row that does not fit */
  add(entity: Entity, sink: RowSink): void;
  /** Fields and types of the archive that this site has no place for, with how many rows had them. */
  readonly leftOut: { named: ReadonlyMap<string, number>; others: number };
}

/**
 * Turns entity lines into rows of their tables, with the ids that the archive gives them. An archive may name any
 * table as a type: only content types are written, and in them only the components that they declare.
 */
export function createEntityWriter(
  models: Models,
  contentTypes: ReadonlySet<string>,
  restored: RestoredRows,
): EntityWriter {
  const plans = new Map<string, Plan | undefined>();
  const leftOut = { named: new Map<string, number>(), others: 0 };

  function planFor(uid: string): Plan | undefined {
    if (!plans.has(uid)) {
      const model = models.get(uid);
      plans.set(uid, model && planRows(model));
    }
    return plans.get(uid);
  }

  function leaveOut(found: string): void {
    // An archive may name as many as it likes, at any length.
    const { named } = leftOut;
    const isNoted = named.size < MAX_LEFT_OUT && found.length <= MAX_LEFT_OUT;
    if (isNoted || named.has(found)) named.set(found, (named.get(found) ?? 0) + 1);
    else leftOut.others += 1;
  }

  /** @returns the row's id on this site, or undefined when the site has no such type */
  function addRow(sink: RowSink, uid: string, id: unknown, data: Row): number | undefined {
    const plan = planFor(uid);
    if (!plan) {
      leaveOut(uid);
      return undefined;
    }
    if (!Number.isSafeInteger(id) || (id as number) < 1 || (id as number) > MAX_ID)
      throw new Error(`${uid} has a row without an id`);
    const idHere = restored.idHere(uid, id as number);
    // Two owners may hold the same component row: then it stands twice in the archive, and once in its table.
    if (!restored.add(uid, id as number)) return idHere;

    sink.add('row', plan.model.table, plan.columns, [
      idHere,
      ...valuesOf(plan, id as number, data),
    ]);
    for (const components of plan.components)
      addComponents(sink, components, idHere, data[components.field.attribute]);
    for (const key in data) if (!plan.attributes.has(key)) leaveOut(`${uid} ${key}`);
    return idHere;
  }

  function addComponents(
    sink: RowSink,
    { field, joinColumns }: Plan['components'][number],
    owner: number,
    value: unknown,
  ): void {
    if (value === null || value === undefined) return;
    const list = (Array.isArray(value) ? value : [value]) as Row[];
    for (const [index, component] of list.entries()) {
      const { __component, ...data } = component;
      const uid = field.kind === 'dynamicZone' ? String(__component) : field.uids[0]!;
      if (!field.uids.includes(uid)) {
        leaveOut(uid);
        continue;
      }
      const id = addRow(sink, uid, component.id, field.kind === 'dynamicZone' ? data : component);
      if (id === undefined) continue;
      // Strapi numbers lists from 1, and a single component not at all.
      const order = field.kind === 'single' ? null : index + 1;
      sink.add('join', field.joinTable, joinColumns, [owner, id, uid, field.attribute, order]);
    }
  }

  return {
    leftOut,
    add({ type, id, data }, sink) {
      if (contentTypes.has(type)) addRow(sink, type, id, data);
      else leaveOut(type);
    },
  };
}

/** More than anyone reads of. */
const MAX_LEFT_OUT = 1000;

/** What there is to know of a type before its first row. */
interface Plan {
  model: Model;
  columns: string[];
  valuesOf: RowWriter['valuesOf'];
  /** With the columns of a row of its join table, in the order of the values. */
  components: { field: ComponentField; joinColumns: string[] }[];
  /** Whatever may stand in an entity's data. */
  attributes: Set<string>;
}

function planRows(model: Model): Plan {
  const { columns, valuesOf } = createRowWriter(model);
  return {
    model,
    columns: ['id', ...columns],
    valuesOf,
    components: model.components.map((field) => {
      const { owner, component, type, field: name, order } = field.joinColumns;
      return { field, joinColumns: [owner, component, type, name, order] };
    }),
    attributes: new Set(['id', ...Object.values(model.attributeOf)]),
  };
}

function valuesOf(plan: Plan, id: number, data: Row): ColumnValue[] {
  try {
    return plan.valuesOf(data);
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`${plan.model.uid} ${id}, ${message}`, { cause });
  }
}
