import { linesIn } from '../../archive';
import { compose, object, valuesOf } from '../../database/json/template';
import type { Model } from '../../database/model';
import { type Row, columnsOf, readLines } from '../../database/read-rows';
import type { Reader } from '../../database/reader';

/** The rows of a type by ascending id, without their components and relations; a page at a time. */
export async function* readPages(reader: Reader, model: Model): AsyncGenerator<Row[]> {
  const columns = await columnsOf(reader, model.table);
  const values = valuesOf(reader.words, model, columns, 't');
  const line = compose(reader.words, object(values));
  for await (const page of readLines(reader, { table: model.table, alias: 't', line })) {
    yield [...linesIn(page)].map((text) => JSON.parse(text) as Row);
  }
}
