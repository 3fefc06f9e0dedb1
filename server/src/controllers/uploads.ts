import { answer } from '../http/answer';
import { receiveUpload } from '../http/multipart';
import { readReportOptions, readStrategies } from '../http/options';
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
    const { uploads, reports } = getServices();
    const options = readReportOptions(ctx);
    ctx.body = { data: await reports.create(uploads.find(ctx.params.id), options) };
  }),

  delete: answer('unexpected', async (ctx) => {
    await getServices().uploads.drop(ctx.params.id);
    ctx.status = 204;
  }),
};
