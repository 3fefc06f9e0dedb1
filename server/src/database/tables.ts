import type { Core } from '@strapi/types';

/** A transaction of the database's query builder, knex. */
export type Trx = Parameters<Parameters<Core.Strapi['db']['transaction']>[0]>[0]['trx'];

/** What we read of Strapi's own metadata (`@strapi/database` metadata); its types leave most of it open. */
interface Attribute {
  joinTable?: {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn?: { name: string };
    morphColumn?: { idColumn: { name: string }; typeColumn: { name: string } };
    on?: { field?: string };
  };
}

/** Where the components of one attribute hang on their owner. */
export interface ComponentLink {
  table: string;
  ownerColumn: string;
  componentColumn: string;
  /** The attribute's name, as the table has it in its column `field`. */
  field: string;
  /** The component's type, or the column that holds it: a dynamic zone has several. */
  component: { uid: string } | { typeColumn: string };
}

/** The table of a content type, component or model, with the database's schema when one is configured. */
export function tableOf(strapi: Core.Strapi, uid: string): string {
  return withSchema(strapi, strapi.db.metadata.get(uid).tableName);
}

/** The component and dynamic zone attributes of a type. */
export function componentLinks(strapi: Core.Strapi, uid: string): ComponentLink[] {
  const model = strapi.getModel(uid as never) as { attributes?: Record<string, ModelAttribute> };
  const { attributes } = strapi.db.metadata.get(uid) as { attributes: Record<string, Attribute> };
  return Object.entries(model?.attributes ?? {})
    .filter(([, { type }]) => type === 'component' || type === 'dynamiczone')
    .map(([field, { component }]) => {
      const { name, joinColumn, inverseJoinColumn, morphColumn } = attributes[field]!.joinTable!;
      return {
        table: withSchema(strapi, name),
        ownerColumn: joinColumn.name,
        componentColumn: (inverseJoinColumn ?? morphColumn!.idColumn).name,
        field,
        component: component ? { uid: component } : { typeColumn: morphColumn!.typeColumn.name },
      };
    });
}

interface ModelAttribute {
  type: string;
  component?: string;
}

function withSchema(strapi: Core.Strapi, table: string): string {
  const { schema } = strapi.db.connection.client.connectionSettings as { schema?: string };
  return schema ? `${schema}.${table}` : table;
}
