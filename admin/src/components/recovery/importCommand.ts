/** The official command that restores an archive without this plugin, ready for a shell. */
export function importCommand(filename: string, key: string): string {
  return `npx strapi import -f ${quote(filename)} --key ${quote(key)}`;
}

/** As every POSIX shell takes it: nothing has a meaning between single quotes. */
function quote(text: string): string {
  return /^[\w./-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
