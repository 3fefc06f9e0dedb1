import { useQuery } from 'react-query';
import type { SiteFiles } from '../../../shared/contract';
import { useHttp } from '../host';

/** What the media library holds. */
export function useSiteFiles() {
  const http = useHttp();
  return useQuery(['site-files'], () => http.get<SiteFiles>('/lifeboat/site-files'));
}
