import { getServices } from './services';

export default async function destroy(): Promise<void> {
  await getServices().jobs.shutDown('the server is shutting down');
}
