import { answer } from '../http/answer';
import { getServices } from '../services';

export default {
  list: answer('unexpected', async (ctx) => {
    ctx.body = { data: await getServices().contentTypes.list() };
  }),
};
