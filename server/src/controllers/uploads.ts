import { answer } from '../http/answer';
import { receiveUpload } from '../http/multipart';
import { readKey, readReportOptions, readStrategies } from '../http/options';
import { owner } from '../http/owner';
import { cameByTicket } from '../http/upload-ticket';
import { getServices } from '../services';
import type { Owner } from '../services/job';
import { siteGate } from '../services/site-gate';

/** What came as one request has never been an arrival. */
async function isArrival(id: string, person: Owner): Promise<boolean> {
  try {
    await getServices().arrivals.check(id, person);
    return true;
  } catch {
    return false;
  }
}

export default {
  create: answer('unexpected', async (ctx) => {
    const { arrivals, uploads } = getServices();
    const person = owner(ctx);
    const data = await receiveUpload(ctx, ({ fields, filename, file }) => {
      const strategies = readStrategies(Object.fromEntries(fields));
      const about = { filename, key: fields.get('key'), ownerId: String(person.id) };
      return arrivals.take(person, file, async (bounded, id) => {
        const upload = await uploads.receive(bounded, { ...about, id });
        return siteGate.reading(() => uploads.withReport(upload, strategies));
      });
    });
    ctx.body = { data };
    ctx.status = 201;
  }),

  report: answer('unexpected', async (ctx) => {
    const { uploads, reports } = getServices();
    const options = readReportOptions(ctx);
    ctx.body = { data: await reports.create(uploads.findOf(ctx.params.id, owner(ctx)), options) };
  }),

  list: answer('unexpected', async (ctx) => {
    ctx.body = { data: await getServices().arrivals.list(owner(ctx)) };
  }),

  space: answer('unexpected', async (ctx) => {
    ctx.body = { data: await getServices().arrivals.space(owner(ctx)) };
  }),

  find: answer('unexpected', async (ctx) => {
    const { arrivals } = getServices();
    if (!cameByTicket(ctx)) await arrivals.check(ctx.params.id, owner(ctx));
    ctx.body = { data: await arrivals.status(ctx.params.id) };
  }),

  useKey: answer('unexpected', async (ctx) => {
    const { arrivals } = getServices();
    await arrivals.check(ctx.params.id, owner(ctx));
    ctx.body = { data: await arrivals.useKey(ctx.params.id, readKey(ctx)) };
  }),

  retry: answer('unexpected', async (ctx) => {
    const { arrivals } = getServices();
    await arrivals.check(ctx.params.id, owner(ctx));
    ctx.body = { data: await arrivals.retry(ctx.params.id) };
  }),

  delete: answer('unexpected', async (ctx) => {
    const { arrivals, uploads } = getServices();
    const { id } = ctx.params;
    if (await isArrival(id, owner(ctx))) await arrivals.drop(id);
    else await uploads.drop(uploads.findOf(id, owner(ctx)).id);
    ctx.status = 204;
  }),
};
