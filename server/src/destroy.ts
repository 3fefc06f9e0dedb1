import { getServices } from './services';

export default async function destroy(): Promise<void> {
  const { jobs, arrivals, neighbours, recovery } = getServices();
  neighbours.stop();
  recovery.stop();
  await jobs.shutDown('the server is shutting down');
  await arrivals.shutDown();
}
