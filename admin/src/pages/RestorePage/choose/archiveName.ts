/** The ending that `strapi export` and ours give an encrypted archive. The server looks at the bytes. */
export const looksEncrypted = (filename: string) => filename.toLowerCase().endsWith('.enc');
