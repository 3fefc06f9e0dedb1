/** Why an archive can't be read or written; `facts` are what a sentence about it needs. */
export class ArchiveError extends Error {
  code;
  facts;
  constructor(code, facts = {}, options) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
    this.name = 'ArchiveError';
  }
}
