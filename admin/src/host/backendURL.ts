declare global {
  interface Window {
    strapi: { backendURL: string };
  }
}

/** Where the API is; every Strapi's admin keeps it in the same place. */
export const backendURL = () => window.strapi.backendURL.replace(/\/+$/, '');
