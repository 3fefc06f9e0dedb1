import { MAX_ID } from '../../database/id-set';
import { damaged } from './json';

type Shape = Record<string, unknown>;

/** The fields of a type that hold components; of a dynamic zone each says itself which it is. */
type ComponentFields = Map<string, string | undefined>;

/**
 * Looks at the components in entities, whose rows have ids as well. Two owners may share one, but a field can't have one
 * twice: its table forbids that, and the restore would fail in its middle.
 */
export interface ComponentsCheck {
  /** Types whose schemas come after their entities are not looked at. */
  addSchema(schema: Shape): void;
  /** @throws ArchiveError `archiveDamaged` */
  check(entity: Shape, entry: string): void;
}

export function createComponentsCheck(): ComponentsCheck {
  const types = new Map<string, ComponentFields>();

  function checkFields(type: string, data: Shape, entry: string): void {
    for (const [field, uid] of types.get(type) ?? []) checkField(data[field], uid, entry);
  }

  function checkField(value: unknown, uid: string | undefined, entry: string): void {
    if (value === null || value === undefined) return;
    const list: unknown[] = Array.isArray(value) ? value : [value];
    const seen = new Set<string>();
    for (const component of list) {
      if (!isObject(component)) throw damaged(entry, 'record');
      const { id } = component;
      const type = uid ?? String(component.__component);
      if (!isId(id)) throw damaged(entry, 'record');
      if (seen.has(`${type} ${id}`)) throw damaged(entry, 'duplicateId');
      seen.add(`${type} ${id}`);
      checkFields(type, component, entry);
    }
  }

  return {
    addSchema({ uid, attributes }) {
      const fields: ComponentFields = new Map();
      for (const [name, attribute] of Object.entries(attributes as Record<string, Shape>)) {
        if (attribute.type === 'dynamiczone') fields.set(name, undefined);
        if (attribute.type === 'component') fields.set(name, String(attribute.component));
      }
      if (fields.size > 0) types.set(uid as string, fields);
    },
    check({ type, data }, entry) {
      checkFields(type as string, data as Shape, entry);
    },
  };
}

/** Of webhooks, which have ids as well. @returns whether this one may be restored beside those before it */
export function createWebhooksCheck(): (record: Shape) => boolean {
  const seen = new Set<number>();
  return ({ type, value }) => {
    if (type !== 'webhook') return true;
    const { id } = value as Shape;
    // Without one it gets the next that is free.
    if (id === undefined || id === null) return true;
    const number = Number(id);
    if (!isId(number) || seen.has(number)) return false;
    seen.add(number);
    return true;
  };
}

function isObject(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= MAX_ID;
}
