import { answer } from '../http/answer';
import { getServices } from '../services';

export default {
  count: answer('unexpected', async (ctx) => {
    ctx.body = { data: await getServices().countSiteFiles() };
  }),
};
