import { answer } from '../http/answer';
import { receiveUpload } from '../http/multipart';
import { readStrategies } from '../http/options';
import { getServices } from '../services';

export default {
  create: answer('unexpected', async (ctx) => {
    const data = await receiveUpload(ctx, ({ fields, filename, file }) =>
      getServices().uploads.create(
        file,
        filename,
        fields.get('key'),
        readStrategies(Object.fromEntries(fields)),
      ),
    );
    ctx.body = { data };
    ctx.status = 201;
  }),

  report: answer('unexpected', async (ctx) => {
    const { uploads } = getServices();
    const strategies = readStrategies({ ...ctx.query });
    ctx.body = { data: await uploads.report(uploads.find(ctx.params.id), strategies) };
  }),

  delete: answer('unexpected', async (ctx) => {
    await getServices().uploads.drop(ctx.params.id);
    ctx.status = 204;
  }),
};
