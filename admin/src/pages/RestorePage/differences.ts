import type { SchemaDifference } from '../../../../shared/contract';
import type { TranslationKey } from '../../translations/keys';
import type { TranslationValues } from '../../translations/useTranslate';

interface Words {
  key: TranslationKey;
  values: TranslationValues;
  /** Words for `values.property`, where its name in the code says little. */
  property?: TranslationKey;
}

const PROPERTIES: Record<string, TranslationKey | undefined> = {
  type: 'property.type',
  default: 'property.default',
  maxLength: 'property.maxLength',
  minLength: 'property.minLength',
  max: 'property.max',
  min: 'property.min',
  target: 'property.target',
  relation: 'property.relation',
  'pluginOptions.i18n.localized': 'property.localized',
  'options.draftAndPublish': 'property.draftAndPublish',
  'info.displayName': 'property.displayName',
  collectionName: 'property.collectionName',
};

/** A difference as a sentence: of a whole type, of a field, of one property of a field, or of a setting. */
export function describeDifference({ path, kind, archive, site }: SchemaDifference): Words {
  const sides = { archive: brief(archive), site: brief(site) };
  if (path === '') return { key: `difference.type.${kind}`, values: {} };

  const [root, field = '', ...rest] = path.split('.');
  if (root !== 'attributes') {
    return {
      key: `difference.setting.${kind}`,
      values: { property: path, ...sides },
      property: PROPERTIES[path],
    };
  }
  if (rest.length === 0) return { key: `difference.field.${kind}`, values: { field } };
  const property = rest.join('.');
  return {
    key: `difference.property.${kind}`,
    values: { field, property, ...sides },
    property: PROPERTIES[property],
  };
}

export function groupByType(differences: SchemaDifference[]): Array<[string, SchemaDifference[]]> {
  const groups = new Map<string, SchemaDifference[]>();
  for (const difference of differences) {
    const group = groups.get(difference.uid);
    if (group) group.push(difference);
    else groups.set(difference.uid, [difference]);
  }
  return [...groups];
}

const LONGEST = 60;

/** A schema's value on one line, cut where it would fill the page. */
function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
