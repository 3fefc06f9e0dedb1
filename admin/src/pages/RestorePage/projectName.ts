/** Whether somebody has typed the project's name: capitals and spaces around it do not count. */
export const isProjectName = (typed: string, project: string) => plain(typed) === plain(project);

const plain = (name: string) => name.normalize('NFC').trim().toLowerCase();
