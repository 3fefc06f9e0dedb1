import { useQuery } from 'react-query';
import type { ContentTypeInfo } from '../../../shared/contract';
import { useHttp } from '../host';

/** What this site has of content types that an archive can hold. */
export function useContentTypes() {
  const http = useHttp();
  return useQuery(['content-types'], () => http.get<ContentTypeInfo[]>('/lifeboat/content-types'));
}
