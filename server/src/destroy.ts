import { getServices } from './services';

export default async function destroy(): Promise<void> {
  const { jobs, arrivals, neighbours, recovery } = getServices();
  neighbours.stop();
  recovery.stop();
  await jobs.shutDown();
  await arrivals.shutDown();
}
