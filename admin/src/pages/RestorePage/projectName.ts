/** Whether somebody has typed the project's name: capitals and spaces around it do not count. */
export const isProjectName = (typed: string, project: string) => plain(typed) === plain(project);

const HYPHEN = '\u2011';

/** The name as it is shown, in one line if there is room for it: its dashes break no line. */
export const shownName = (project: string) => project.replaceAll('-', HYPHEN);

/** Who copies the name has it as it is shown. */
const plain = (name: string) => name.normalize('NFC').replaceAll(HYPHEN, '-').trim().toLowerCase();
