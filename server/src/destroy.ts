import { getServices } from './services';

export default async function destroy(): Promise<void> {
  getServices().jobs.cancelAll('the server is shutting down');
}
