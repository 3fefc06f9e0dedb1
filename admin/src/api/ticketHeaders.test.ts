import { describe, expect, it } from 'vitest';
import { ticketHeaders } from './ticketHeaders';

const PAGE = 'https://cms.example.com/admin/settings/lifeboat/export';

describe('ticketHeaders', () => {
  it.each(['https://cms.example.com', 'https://cms.example.com/api-path', '/strapi', ''])(
    'sends our own header to %s',
    (backendURL) => {
      expect(ticketHeaders('t', backendURL, PAGE)).toEqual({
        Accept: 'application/json',
        'Lifeboat-Ticket': 't',
      });
    },
  );

  it.each(['https://api.example.com', 'http://cms.example.com', 'https://cms.example.com:1337'])(
    'sends only what CORS lets through to %s',
    (backendURL) => {
      expect(ticketHeaders('t', backendURL, PAGE)).toEqual({
        Accept: 'application/json',
        Authorization: 'Lifeboat t',
      });
    },
  );
});
